using Likeness.Evaluation;

namespace Likeness.Figures.Report;

/// <summary>What an evaluation comes to, in two plain sentences.</summary>
public sealed record Verdict
{
    private Verdict(Standing likeness, string sentence, EvaluationReport report)
    {
        Likeness = likeness;
        Copied = report.Novelty.LooksCopied;
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
    public static Verdict Of(EvaluationReport report)
    {
        var judged = report
            .Results.Where(result => result is { Floor: not null, Group: not MetricGroup.Novelty })
            .Select(result => (Result: result, Excess: Excess(result)))
            .Where(pair => !double.IsNaN(pair.Excess))
            .OrderByDescending(pair => pair.Excess)
            .ToList();
        if (judged.Count == 0)
        {
            return new Verdict(Standing.Unknown, "No metric could be compared with two real samples.", report);
        }

        int within = judged.Count(pair => pair.Excess <= 1);
        double middle = judged[judged.Count / 2].Excess;
        string counted = $"{within} of {judged.Count} metrics are within what two real samples of this size show";
        if (within >= 0.9 * judged.Count)
        {
            return new Verdict(
                Standing.AtFloor,
                $"{counted}: hardly anything tells these rows from real ones.",
                report
            );
        }

        var worst = judged.Take(3).TakeWhile(pair => pair.Excess > 1);
        string off = string.Join(", ", worst.Select(pair => $"{NameOf(pair.Result)} ({Reading(pair.Result)})"));
        return new Verdict(middle <= 2 ? Standing.NearFloor : Standing.Far, $"{counted}; farthest off: {off}.", report);
    }

    /// <summary>
    /// How many times beyond the sampling floor a value is: at most 1 where it lies within what 90 % of real-against-real
    /// comparisons show; NaN without a floor.
    /// </summary>
    public static double Excess(MetricResult result)
    {
        if (result.Floor is not { } floor || !double.IsFinite(result.Value))
        {
            return double.NaN;
        }

        double above = result.Value <= floor.High ? 1 : Ratio(result.Value, floor.High);
        double below = result.Value >= floor.Low ? 1 : Ratio(floor.Low, result.Value);
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
        if (double.IsNaN(excess) || result.Floor is not { } floor)
        {
            return "–";
        }

        if (excess <= 1)
        {
            return "within the floor";
        }

        if (result.Value < floor.Low)
        {
            if (floor.Low <= 0)
            {
                return "below the floor"; // signed: no share of it can be missing
            }

            double missing = 1 - (result.Value / floor.Low);
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
    AtFloor,

    /// <summary>Measurably different, by little.</summary>
    NearFloor,

    /// <summary>Clearly different.</summary>
    Far,
}
