using System.Globalization;

namespace Likeness.Evaluation;

/// <summary>Gathers what the novelty metrics found into a <see cref="NoveltyReport"/> and says what it means.</summary>
internal static class NoveltyVerdict
{
    private const double MatchesMargin = 0.01;
    private const double TooClose = 0.5;
    private const double Farther = 1.5;
    private const double NormalQuantile = 1.6449; // 95 %
    private const double MinProtection = 0.8;

    public static NoveltyReport Create(EvaluationData data)
    {
        NearestRecords records = data.Records;
        return Create(
            new NoveltyNumbers(
                data.HeldOut is null ? "each training row among the others" : "held-out rows",
                "rows",
                records.Generated,
                records.Baseline,
                Spread.Median(records.GeneratedRatios()),
                Spread.Median(records.BaselineRatios()),
                NearestRecords.SameRow,
                data.HeldOut is null ? null : Spread.Mean(OverfittingProtection.CloserToTrain(data)),
                records.UnseenHits(),
                data.Train.RowCount,
                data.HeldOut?.RowCount ?? 0
            )
        );
    }

    public static NoveltyReport Create(NoveltyNumbers numbers)
    {
        double copies = Matches(numbers.Generated, numbers.Tolerance);
        double realCopies = Matches(numbers.BaselineDistances, numbers.Tolerance);
        double generated = Spread.Median(numbers.Generated);
        double baseline = Spread.Median(numbers.BaselineDistances);
        double ratio = baseline > 0 ? generated / baseline : 1;
        double? expected = numbers.HeldOut == 0 ? null : OverfittingProtection.Expected(numbers.Train, numbers.HeldOut);
        double? protection =
            numbers.CloserToTrain is { } fraction && expected is { } ideal
                ? OverfittingProtection.Score(fraction, ideal)
                : null;
        double innocent = Math.Max(realCopies, InnocentMatches(numbers));
        string? error =
            MatchError(numbers.Things, copies, innocent, ratio) ?? LearntByHeart(numbers, expected, protection);
        return new NoveltyReport
        {
            Baseline = numbers.Baseline,
            ExactMatches = copies,
            BaselineExactMatches = realCopies,
            Generated = Spread.Distances(numbers.Generated),
            BaselineDistances = Spread.Distances(numbers.BaselineDistances),
            MedianDistanceRatio = ratio,
            NeighbourRatio = numbers.NeighbourRatio,
            BaselineNeighbourRatio = numbers.BaselineNeighbourRatio,
            CloserToTrain = numbers.CloserToTrain,
            ExpectedCloserToTrain = expected,
            OverfittingProtection = protection,
            LooksMemorised = error is not null,
            Verdict =
                error
                ?? string.Create(
                    CultureInfo.InvariantCulture,
                    $"{Distance(numbers.Things, ratio)} (median distance {ratio:0.00} of theirs, {copies:P1} exact copies); this proves no privacy."
                ),
        };
    }

    private static double Matches(double[] distances, double tolerance) =>
        Spread.Mean([.. distances.Select(distance => distance <= tolerance ? 1.0 : 0.0)]);

    // On a grid a model may hit a training row by chance, and then hits unseen rows as often: their count, at the upper end of its
    // 90 % Poisson range, is what a model that knows the distribution alone would show.
    private static double InnocentMatches(NoveltyNumbers numbers)
    {
        if (numbers.HeldOut == 0)
        {
            return 0;
        }

        double hits = numbers.UnseenHits;
        double upper = hits + (NormalQuantile * Math.Sqrt(hits + 1));
        return upper / numbers.Generated.Length * numbers.Train / numbers.HeldOut;
    }

    private static string Distance(string things, double ratio) =>
        ratio > Farther
            ? $"The samples lie farther from training {things} than new real {things} do: none is copied, many lie off the data"
            : $"The samples are about as far from training {things} as new real {things} are";

    private static string? MatchError(string things, double copies, double innocent, double ratio)
    {
        if (copies > innocent + MatchesMargin)
        {
            return $"{copies:P1} of the samples are exact copies of training {things}, where chance explains {innocent:P1}: the model repeats its data.";
        }

        return ratio < TooClose
            ? $"The samples lie at {ratio:0.00} of the distance from training {things} that new real {things} keep: the model repeats its data."
            : null;
    }

    // Few held-out rows leave the share uncertain by about 1/√h of what is missing to 1.
    private static string? LearntByHeart(NoveltyNumbers numbers, double? expected, double? protection)
    {
        double heldOut = numbers.HeldOut;
        double margin = Math.Max(1 - MinProtection, 3 * Math.Sqrt((1 / heldOut) + (1.0 / numbers.Generated.Length)));
        return protection < 1 - margin
            ? $"{numbers.CloserToTrain:P0} of the samples lie closer to training {numbers.Things} than to unseen {numbers.Things} ({expected:P0} is ideal): the model has learnt its {numbers.Things} by heart."
            : null;
    }
}
