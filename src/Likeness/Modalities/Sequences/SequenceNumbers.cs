using System.Globalization;
using Likeness.Evaluation;
using Likeness.Evaluation.Verdicts;

namespace Likeness.Modalities.Sequences;

/// <summary>The most important numbers of an evaluation of text or audio, and its warnings.</summary>
internal static class SequenceNumbers
{
    /// <summary>The bits that the model needs, and those of the best n-grams.</summary>
    public static IEnumerable<KeyNumber> Choose(SequenceMetrics metrics)
    {
        var (own, best) = (metrics.Likelihood, metrics.BestBaseline);
        yield return new KeyNumber(
            own.BitsPerByte is null ? "Bits per sample" : "Bits per byte",
            Text(own.Bits),
            Reading: $"{Text(Math.Abs(best.Bits - own.Bits))} {(own.Bits <= best.Bits ? "fewer" : "more")} than the best n-grams"
        );
        if (own.BitsPerCharacter is { } perCharacter)
        {
            yield return new KeyNumber("Bits per character", Text(perCharacter));
        }

        yield return new KeyNumber("Best n-grams", $"{Text(best.Bits)} ({best.Model})");
    }

    /// <summary>The metric that set the verdict, the best classifier's AUC, and the memorisation metric that is farthest from its baseline.</summary>
    /// <param name="verdict">The verdict; null without a comparison.</param>
    /// <param name="results">The results of the comparison; empty without one.</param>
    public static IReadOnlyList<KeyNumber> Choose(Verdict? verdict, IReadOnlyList<MetricResult> results)
    {
        var classifiers = results.Where(result =>
            result.Auc is not null || result.Metric.Contains("AUC", StringComparison.Ordinal)
        );
        var best = classifiers.MaxBy(result => result.Auc ?? result.Value);
        var memorised = results
            .Where(result => result.Group == MetricGroup.Novelty)
            .OrderBy(result => BaselineReading.IsWithin(result) ?? true)
            .FirstOrDefault();
        return DecisiveNumber.Among(verdict, results, new[] { best, memorised }.OfType<MetricResult>().Select(Create));
    }

    private static KeyNumber Create(MetricResult result) =>
        new(
            result.Metric,
            Numeral.Short(result.Auc ?? result.Value),
            result.Baseline is { } baseline ? Numeral.Range(baseline.Low, baseline.High) : "",
            BaselineReading.InWords(result),
            BaselineReading.IsWithin(result)
        );

    /// <summary>Warnings on the likelihood.</summary>
    /// <param name="metrics">The likelihood.</param>
    /// <param name="hasTest">Whether it was measured on test data.</param>
    /// <param name="unit">The unit: <c>byte</c> or <c>sample</c>.</param>
    public static IEnumerable<string> Warnings(SequenceMetrics metrics, bool hasTest, string unit)
    {
        if (!hasTest)
        {
            yield return $"The run has no test data, so the model is evaluated on {metrics.On}.";
        }

        // As they are shown, so that no warning stands beside equal numbers.
        if (Math.Round(metrics.Likelihood.Bits, 3) > Math.Round(metrics.BestBaseline.Bits, 3))
        {
            yield return $"The model needs more bits per {unit} than {metrics.BestBaseline.Model}: train it for longer, or on more data.";
        }
    }

    /// <summary>Bits to three decimals, so that numbers in a column align.</summary>
    public static string Text(double bits) => bits.ToString("0.000", CultureInfo.InvariantCulture);
}
