using MathNet.Numerics.Distributions;

namespace Likeness.Evaluation.Windows;

/// <summary>Counts of matching windows as metrics.</summary>
internal static class MatchMetrics
{
    /// <summary>The fraction of generated windows that match, beside the range that the fraction of test windows leaves to chance.</summary>
    public static MetricResult Of(string metric, string what, string source, MatchCount count) =>
        new(
            metric,
            Column: null,
            count.GeneratedFraction,
            Better.Lower,
            MetricGroup.Novelty,
            "share",
            $"{what} Above the baseline, which is test data, training data is repeated.",
            source
        )
        {
            Floor = new SamplingFloor(
                Quantile(count, 0.05),
                count.TestFraction,
                Quantile(count, 0.95),
                1,
                count.TestWindows,
                count.TestWindows
            ),
            PValue = count.PValue,
            Note = $"{count.Generated} of {count.GeneratedWindows} windows, {count.Test} of {count.TestWindows} test windows",
        };

    private static double Quantile(MatchCount count, double share)
    {
        int k = 0;
        while (Binomial.CDF(count.TestFraction, count.TestWindows, k) < share)
        {
            k++;
        }

        return (double)k / count.TestWindows;
    }
}
