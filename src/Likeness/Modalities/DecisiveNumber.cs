using Likeness.Evaluation;
using Likeness.Evaluation.Verdicts;

namespace Likeness.Modalities;

/// <summary>Keeps the metric that set the verdict among the numbers beside it.</summary>
internal static class DecisiveNumber
{
    /// <summary>The numbers, with that of the verdict's reason first where they lack it.</summary>
    /// <param name="verdict">The verdict; null without.</param>
    /// <param name="results">The results of the metrics.</param>
    /// <param name="numbers">The numbers.</param>
    public static IReadOnlyList<KeyNumber> Among(
        Verdict? verdict,
        IReadOnlyList<MetricResult> results,
        IEnumerable<KeyNumber> numbers
    )
    {
        KeyNumber[] shown = [.. numbers];
        string? decisive = verdict?.Evidence[0].Metric;
        return
            results.FirstOrDefault(result => result.Metric == decisive) is not { } result
            || shown.Any(number => number.Name == decisive)
            ? shown
            : [Create(result), .. shown];
    }

    private static KeyNumber Create(MetricResult result)
    {
        Func<double, string> show = result.Unit == "fraction" ? Numeral.Percent : value => Numeral.Short(value);
        return new KeyNumber(
            result.Metric,
            show(result.Value),
            result.Baseline is { } baseline ? FilesDescription.Range(show(baseline.Low), show(baseline.High)) : "",
            BaselineReading.InWords(result),
            BaselineReading.IsWithin(result)
        );
    }
}
