using System.Globalization;

namespace Likeness.Evaluation;

/// <summary>Gathers what the novelty metrics found into a <see cref="NoveltyReport"/> and says what it means.</summary>
internal static class NoveltyVerdict
{
    private const double CopiesMargin = 0.01;
    private const double TooClose = 0.5;
    private const double CloserMargin = 0.1;

    public static NoveltyReport Of(EvaluationData data)
    {
        NearestRecords records = data.Records;
        double copies = Spread.Mean(records.GeneratedCopies());
        double realCopies = Spread.Mean(records.BaselineCopies());
        double generated = Spread.Median(records.Generated);
        double baseline = Spread.Median(records.Baseline);
        double ratio = baseline > 0 ? generated / baseline : 1;
        double? closer = data.HeldOut is null ? null : Spread.Mean(CloserToTrain(data));
        string? fault = Fault(copies, realCopies, ratio, closer);
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
            OverfittingProtection = closer is { } share ? Math.Min(1, 2 * (1 - share)) : null,
            LooksCopied = fault is not null,
            Verdict =
                fault
                ?? string.Create(
                    CultureInfo.InvariantCulture,
                    $"The samples are about as far from training rows as real rows are (median distance {ratio:0.00} of the baseline's, {copies:P1} exact copies); a gap that small proves no privacy."
                ),
        };
    }

    private static double[] CloserToTrain(EvaluationData data)
    {
        int held = data.HeldOut!.Rows;
        return OverfittingProtection.CloserToTrain(
            data,
            data.Pooled,
            [.. Enumerable.Range(held, data.Train.Rows)],
            [.. Enumerable.Range(0, held)],
            [.. Enumerable.Range(data.RealRows, data.Generated.Rows)],
            0
        );
    }

    private static string? Fault(double copies, double realCopies, double ratio, double? closer)
    {
        if (copies > realCopies + CopiesMargin)
        {
            return $"{copies:P1} of the samples are exact copies of training rows, against {realCopies:P1} of new real rows: the model repeats its data.";
        }

        if (ratio < TooClose)
        {
            return $"The samples lie at {ratio:0.00} of the distance from training rows that new real rows keep: the model repeats its data.";
        }

        return closer > 0.5 + CloserMargin
            ? $"{closer:P0} of the samples lie closer to training rows than to as many unseen rows (50 % is ideal): the model has learnt its rows by heart."
            : null;
    }
}
