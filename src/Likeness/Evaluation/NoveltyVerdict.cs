using Likeness.Evaluation.Novelty;

namespace Likeness.Evaluation;

/// <summary>Collects the results of the novelty metrics in a <see cref="NoveltyReport"/>.</summary>
internal static class NoveltyVerdict
{
    public static NoveltyReport Create(EvaluationData data)
    {
        NearestRecords records = data.Records;
        var found = MatchTests.Compute(data.Search, data);
        return Create(
            new NoveltyNumbers(
                data.Test is null ? "each training row among the others" : "test rows",
                "rows",
                records.Generated,
                records.Baseline,
                Spread.Median(records.GeneratedRatios()),
                Spread.Median(records.BaselineRatios()),
                NearestRecords.SameRow,
                data.Test is null ? null : Spread.Mean(data.Search.CloserToTrain()),
                found,
                data.Train.RowCount,
                data.Test?.RowCount ?? 0
            )
        );
    }

    public static NoveltyReport Create(NoveltyNumbers numbers)
    {
        double generated = Spread.Median(numbers.Generated);
        double baseline = Spread.Median(numbers.BaselineDistances);
        double? expected = numbers.Test == 0 ? null : OverfittingProtection.Expected(numbers.Train, numbers.Test);
        double? protection =
            numbers.CloserToTrain is { } fraction && expected is { } ideal
                ? OverfittingProtection.Score(fraction, ideal)
                : null;
        return new NoveltyReport
        {
            Baseline = numbers.Baseline,
            ExactMatches = Matches(numbers.Generated, numbers.Tolerance),
            BaselineExactMatches = Matches(numbers.BaselineDistances, numbers.Tolerance),
            Generated = Spread.Distances(numbers.Generated),
            BaselineDistances = Spread.Distances(numbers.BaselineDistances),
            MedianDistanceRatio = baseline > 0 ? generated / baseline : 1,
            NeighbourRatio = numbers.NeighbourRatio,
            BaselineNeighbourRatio = numbers.BaselineNeighbourRatio,
            CloserToTrain = numbers.CloserToTrain is null
                ? null
                : numbers.Found.Matches[(int)MatchScale.Nearest].Fraction,
            ExpectedCloserToTrain = expected,
            OverfittingProtection = protection,
            Matches = numbers.Found.Matches,
            RepeatsTest = numbers.Found.RepeatsTest,
            Finding = NoveltySentence.Find(numbers),
        };
    }

    /// <summary>The fraction of distances that count as equal.</summary>
    internal static double Matches(double[] distances, double tolerance) =>
        Spread.Mean([.. distances.Select(distance => distance <= tolerance ? 1.0 : 0.0)]);
}
