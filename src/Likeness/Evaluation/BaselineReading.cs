using System.Globalization;

namespace Likeness.Evaluation;

/// <summary>
/// Compares a value with its real-vs-real baseline: the one definition of "within" and of the ratio, for every screen, report and comparison.
/// </summary>
public static class BaselineReading
{
    private const double NoticeableRatio = 1.05;
    private const double MaxRatio = 99;

    /// <summary>
    /// True if the value lies in the baseline's middle 90 % or is better; null without a baseline.
    /// </summary>
    public static bool? IsWithin(MetricResult result) =>
        result.Baseline is not { } baseline || !double.IsFinite(result.Value)
            ? null
            : result.Better switch
            {
                Better.Lower => result.Value <= baseline.High,
                Better.Higher => result.Value >= baseline.Low,
                _ => result.Value >= baseline.Low && result.Value <= baseline.High,
            };

    /// <summary>The value divided by the baseline's median; NaN without a baseline, or if that median is not above 0.</summary>
    public static double Ratio(MetricResult result) =>
        result.Baseline is { Median: > 0 } baseline ? result.Value / baseline.Median : double.NaN;

    /// <summary>
    /// The comparison as text: <c>within baseline</c>, <c>1.8× baseline</c>, <c>12 % below baseline</c>, <c>worse than baseline</c> (if
    /// no ratio is defined); <c>–</c> without a baseline.
    /// </summary>
    public static string InWords(MetricResult result)
    {
        if (IsWithin(result) is not { } isWithin)
        {
            return "–";
        }

        double ratio = Ratio(result);
        return isWithin ? "within baseline"
            : !double.IsFinite(ratio) || ratio < 0 ? "worse than baseline"
            : ratio > MaxRatio ? FormattableString.Invariant($"over {MaxRatio}× baseline")
            : ratio >= NoticeableRatio ? $"{Number(ratio)}× baseline"
            : ratio > 1 ? "just above baseline"
            : ratio > 0.99 ? "just below baseline"
            : FormattableString.Invariant($"{100 * (1 - ratio):0} % below baseline");
    }

    private static string Number(double ratio) =>
        ratio.ToString(ratio < 10 ? "0.0" : "0", CultureInfo.InvariantCulture);
}
