using Likeness.Data;

namespace Likeness.Evaluation.SdMetrics;

/// <summary>Computes <see cref="SdMetricsReport"/>.</summary>
internal static class SdMetricsMeasure
{
    /// <summary>The scores of the generated rows.</summary>
    public static SdMetricsReport Compute(EvaluationData data)
    {
        Table real = data.Reference,
            generated = data.Generated;
        int threads = data.Settings.Threads;
        double[] distances = new ClosestRecords(real).Distances(generated, threads, data.Cancellation);
        return new SdMetricsReport(
            QualityMeasure.Compute(real, generated, threads, data.Cancellation),
            DiagnosticScore.Compute(real, generated),
            [.. Enumerable.Range(0, real.Width).SelectMany(column => Scores(real, generated, column))],
            RowScores.NewRowSynthesis(real, generated, threads, data.Cancellation),
            Protection(data, distances),
            Spread.Median(distances)
        );
    }

    private static IEnumerable<ColumnScore> Scores(Table real, Table generated, int column)
    {
        double[] r = real.ColumnValues(column),
            s = generated.ColumnValues(column);
        yield return Score("MissingValueSimilarity", ColumnScores.MissingValueSimilarity(r, s));
        if (!QualityMeasure.IsContinuous(real, column))
        {
            yield return Score("CategoryCoverage", ColumnScores.CategoryCoverage(r, s));
            yield break;
        }

        yield return Score("RangeCoverage", ColumnScores.RangeCoverage(r, s));
        if (HasValues(r) && HasValues(s))
        {
            yield return Score("StatisticSimilarity mean", ColumnScores.StatisticSimilarity(r, s, v => Spread.Mean(v)));
            yield return Score(
                "StatisticSimilarity median",
                ColumnScores.StatisticSimilarity(r, s, v => Spread.Median(v))
            );
            yield return Score(
                "StatisticSimilarity std",
                ColumnScores.StatisticSimilarity(r, s, ColumnScores.Deviation)
            );
        }

        static bool HasValues(double[] cells) => Array.Exists(cells, value => !double.IsNaN(value));

        ColumnScore Score(string metric, double value) =>
            new(real.Columns[column].Name, metric, QualityMeasure.Defined(value));
    }

    private static double? Protection(EvaluationData data, double[] toReference)
    {
        if (!data.HasTraining || data.Test is not { } test)
        {
            return null;
        }

        int each = Math.Min(test.RowCount, data.Train.RowCount);
        double[] toTrain = Distances(SampleCheck.Thin(data.Train, each, data.Settings.Seed, 6));
        double[] toTest =
            each == test.RowCount ? toReference : Distances(SampleCheck.Thin(test, each, data.Settings.Seed, 7));
        return RowScores.OverfittingProtection(toTrain, toTest);

        double[] Distances(Table reference) =>
            new ClosestRecords(reference).Distances(data.Generated, data.Settings.Threads, data.Cancellation);
    }
}
