using Likeness.Evaluation;

namespace Likeness.Figures.Report;

/// <summary>What an evaluation comes to, in two plain sentences.</summary>
public sealed record Verdict
{
    private Verdict(Standing likeness, string sentence, EvaluationReport report)
    {
        Likeness = likeness;
        Copied = report.Novelty.LooksMemorised;
        LikenessSentence = Copied ? $"{sentence} Copies of training rows would read the same." : sentence;
        NoveltySentence = report.Novelty.Verdict;
    }

    /// <summary>How alike the generated rows are to real ones.</summary>
    public Standing Likeness { get; }

    /// <summary>The same in a sentence, with what is farthest off.</summary>
    public string LikenessSentence { get; }

    /// <summary>Whether the generated rows look copied from training rows.</summary>
    public bool Copied { get; }

    /// <summary>The same in a sentence.</summary>
    public string NoveltySentence { get; }

    /// <summary>
    /// Judges by the metrics that have a sampling floor: at the floor when nine in ten lie within what two real samples show,
    /// near it when the middle one is at most twice as far as that, else far.
    /// </summary>
    public static Verdict Create(EvaluationReport report)
    {
        var evaluated = report
            .Results.Where(result => result is { Baseline: not null, Group: not MetricGroup.Novelty })
            .Select(result => (Result: result, Excess: Excess(result)))
            .Where(pair => !double.IsNaN(pair.Excess))
            .OrderByDescending(pair => pair.Excess)
            .ToList();
        if (evaluated.Count == 0)
        {
            return new Verdict(Standing.Unknown, "No metric could be compared with two real samples.", report);
        }

        int within = evaluated.Count(pair => pair.Excess <= 1);
        double middle = evaluated[evaluated.Count / 2].Excess;
        string counted = $"{within} of {evaluated.Count} metrics are within what two real samples of this size show";
        if (within >= 0.9 * evaluated.Count)
        {
            return new Verdict(
                Standing.WithinBaseline,
                $"{counted}: hardly anything tells these rows from real ones.",
                report
            );
        }

        var worst = evaluated.Take(3).TakeWhile(pair => pair.Excess > 1);
        string off = string.Join(", ", worst.Select(pair => $"{NameOf(pair.Result)} ({Reading(pair.Result)})"));
        return new Verdict(
            middle <= 2 ? Standing.NearBaseline : Standing.Far,
            $"{counted}; farthest off: {off}.",
            report
        );
    }

    /// <summary>
    /// How many times beyond the sampling floor a value is: at most 1 where it lies within what 90 % of real-against-real
    /// comparisons show; NaN without a floor.
    /// </summary>
    public static double Excess(MetricResult result)
    {
        if (result.Baseline is not { } baseline || !double.IsFinite(result.Value))
        {
            return double.NaN;
        }

        double above = result.Value <= baseline.High ? 1 : Ratio(result.Value, baseline.High);
        double below = result.Value >= baseline.Low ? 1 : Ratio(baseline.Low, result.Value);
        return result.Better switch
        {
            Better.Lower => above,
            Better.Higher => below,
            _ => Math.Max(above, below),
        };
    }

    /// <summary>Where a value lies beside its sampling floor, in words: "within the floor", "1.8× the floor", "3 % short of the floor".</summary>
    internal static string Reading(MetricResult result)
    {
        double excess = Excess(result);
        if (double.IsNaN(excess) || result.Baseline is not { } baseline)
        {
            return "–";
        }

        if (excess <= 1)
        {
            return "within the floor";
        }

        if (result.Value < baseline.Low)
        {
            if (baseline.Low <= 0)
            {
                return "below the floor"; // signed: no share of it can be missing
            }

            double missing = 1 - (result.Value / baseline.Low);
            return missing < 0.01
                ? "just short of the floor"
                : $"{Numeral.Plain(100 * missing, 0)} % short of the floor";
        }

        return excess < 1.05 ? "just above the floor"
            : excess > 99 ? "over 99× the floor"
            : $"{Numeral.Short(excess, 2)}× the floor";
    }

    internal static string NameOf(MetricResult result) =>
        result.Column is null ? result.Metric : $"{result.Metric} of {result.Column}";

    private static double Ratio(double larger, double smaller) =>
        smaller > 0 ? larger / smaller : double.PositiveInfinity;
}

/// <summary>How far generated rows are from real ones, measured by how far real samples are from each other.</summary>
public enum Standing
{
    /// <summary>Nothing could be compared.</summary>
    Unknown,

    /// <summary>As close as a second real sample.</summary>
    WithinBaseline,

    /// <summary>Measurably different, by little.</summary>
    NearBaseline,

    /// <summary>Clearly different.</summary>
    Far,
}
