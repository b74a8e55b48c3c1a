using MathNet.Numerics.Distributions;

namespace Likeness.Evaluation.Windows;

/// <summary>Counts of matching windows as metrics.</summary>
internal static class MatchMetrics
{
    /// <summary>The fraction of generated windows that match, beside the range expected by chance from the fraction of test windows.</summary>
    public static MetricResult Create(string metric, string what, string source, MatchCount count) =>
        new(
            metric,
            Column: null,
            count.GeneratedFraction,
            Better.Lower,
            MetricGroup.Novelty,
            "fraction",
            $"{what} Above the baseline (test data) the samples repeat training data.",
            source
        )
        {
            Baseline = new RealBaseline(
                Quantile(count, 0.05),
                count.TestFraction,
                Quantile(count, 0.95),
                1,
                count.TestWindows,
                count.TestWindows
            ),
            PValue = count.PValue,
            Note =
                $"{count.Generated} of {count.GeneratedWindows} windows, {count.Test} of {count.TestWindows} test windows",
        };

    private static double Quantile(MatchCount count, double fraction)
    {
        int k = 0;
        while (Binomial.CDF(count.TestFraction, count.TestWindows, k) < fraction)
        {
            k++;
        }

        return (double)k / count.TestWindows;
    }
}
