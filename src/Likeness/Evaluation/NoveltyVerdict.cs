using System.Globalization;

namespace Likeness.Evaluation;

/// <summary>Gathers what the novelty metrics found into a <see cref="NoveltyReport"/> and says what it means.</summary>
internal static class NoveltyVerdict
{
    private const double CopiesMargin = 0.01;
    private const double TooClose = 0.5;
    private const double Farther = 1.5;
    private const double NormalQuantile = 1.6449; // 95 %
    private const double LeastProtection = 0.8;

    public static NoveltyReport Of(EvaluationData data)
    {
        NearestRecords records = data.Records;
        double copies = Spread.Mean(records.GeneratedCopies());
        double realCopies = Spread.Mean(records.BaselineCopies());
        double generated = Spread.Median(records.Generated);
        double baseline = Spread.Median(records.Baseline);
        double ratio = baseline > 0 ? generated / baseline : 1;
        double? closer = null,
            expected = null,
            protection = null;
        if (data.HeldOut is { } heldOut)
        {
            double share = Spread.Mean(OverfittingProtection.CloserToTrain(data));
            expected = OverfittingProtection.Expected(data.Train.Rows, heldOut.Rows);
            closer = share;
            protection = OverfittingProtection.Score(share, expected.Value);
        }

        double innocent = Math.Max(realCopies, InnocentCopies(data));
        string? fault = CopyFault(copies, innocent, ratio) ?? LearntByHeart(data, closer, expected, protection);
        string name = data.HeldOut is null ? "each training row among the others" : "held-out rows";
        return new NoveltyReport
        {
            Baseline = name,
            ExactCopies = copies,
            BaselineExactCopies = realCopies,
            Generated = Spread.Distances(records.Generated),
            BaselineDistances = Spread.Distances(records.Baseline),
            MedianDistanceRatio = ratio,
            NeighbourRatio = Spread.Median(records.GeneratedRatios()),
            BaselineNeighbourRatio = Spread.Median(records.BaselineRatios()),
            CloserToTrain = closer,
            ExpectedCloserToTrain = expected,
            OverfittingProtection = protection,
            LooksCopied = fault is not null,
            Verdict =
                fault
                ?? string.Create(
                    CultureInfo.InvariantCulture,
                    $"{Distance(ratio)} (median distance {ratio:0.00} of theirs, {copies:P1} exact copies); this proves no privacy."
                ),
        };
    }

    // On a grid a model may hit a training row by chance, and then hits unseen rows as often: their count, at the upper end of its
    // 90 % Poisson range, is what a model that knows the distribution alone would show.
    private static double InnocentCopies(EvaluationData data)
    {
        if (data.HeldOut is not { } heldOut)
        {
            return 0;
        }

        double hits = data.Records.UnseenHits();
        double upper = hits + (NormalQuantile * Math.Sqrt(hits + 1));
        return upper / data.Generated.Rows * data.Train.Rows / heldOut.Rows;
    }

    private static string Distance(double ratio) =>
        ratio > Farther
            ? "The samples lie farther from training rows than new real rows do: none is copied, many lie off the data"
            : "The samples are about as far from training rows as new real rows are";

    private static string? CopyFault(double copies, double innocent, double ratio)
    {
        if (copies > innocent + CopiesMargin)
        {
            return $"{copies:P1} of the samples are exact copies of training rows, where chance explains {innocent:P1}: the model repeats its data.";
        }

        return ratio < TooClose
            ? $"The samples lie at {ratio:0.00} of the distance from training rows that new real rows keep: the model repeats its data."
            : null;
    }

    // Few held-out rows leave the share uncertain by about 1/√h of what is missing to 1.
    private static string? LearntByHeart(EvaluationData data, double? closer, double? expected, double? protection)
    {
        double heldOut = data.HeldOut?.Rows ?? 0;
        double margin = Math.Max(1 - LeastProtection, 3 * Math.Sqrt((1 / heldOut) + (1.0 / data.Generated.Rows)));
        return protection < 1 - margin
            ? $"{closer:P0} of the samples lie closer to training rows than to unseen rows ({expected:P0} is ideal): the model has learnt its rows by heart."
            : null;
    }
}
