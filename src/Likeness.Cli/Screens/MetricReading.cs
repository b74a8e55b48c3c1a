using Likeness.Evaluation;

namespace Likeness.Cli.Screens;

/// <summary>A metric read against its sampling floor: could the samples be told from real rows by it?</summary>
internal static class MetricReading
{
    /// <summary>
    /// True where the value lies in the middle 90 % of what two real samples show, or is better than that; null without a floor.
    /// </summary>
    public static bool? IsAsReal(MetricResult result) =>
        result.Baseline is not { } baseline
            ? null
            : result.Better switch
            {
                Better.Lower => result.Value <= baseline.High,
                Better.Higher => result.Value >= baseline.Low,
                _ => result.Value >= baseline.Low && result.Value <= baseline.High,
            };

    /// <summary>The reading in words: <c>as real</c>, <c>3.0 × floor</c>, <c>below floor</c>.</summary>
    public static string Describe(MetricResult result)
    {
        if (IsAsReal(result) is not { } asReal || result.Baseline is not { } baseline)
        {
            return "";
        }

        if (asReal)
        {
            return "as real";
        }

        double times = result.Value / baseline.Median;
        return result.Better == Better.Lower && baseline.Median > 0 && times is >= 1.05 and < 1000
                ? $"{times:0.0} × floor"
            : result.Value > baseline.High ? "above floor"
            : "below floor";
    }

    /// <summary>The value in the colour of its reading.</summary>
    public static string Coloured(MetricResult result, string text) =>
        IsAsReal(result) switch
        {
            true => $"[green]{text}[/]",
            false => $"[yellow]{text}[/]",
            null => text,
        };
}
