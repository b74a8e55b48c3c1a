using Likeness.Data;

namespace Likeness.Evaluation.SdMetrics;

/// <summary>Computes <see cref="QualityScore"/>.</summary>
internal static class QualityMeasure
{
    // The report's thresholds since SDMetrics 0.27.
    private const double MinCorrelation = 0.5;
    private const double MinAssociation = 0.3;

    /// <summary>Compares two tables with the same columns, whose levels mean the same.</summary>
    public static QualityScore Compute(
        Table real,
        Table generated,
        int threads = 1,
        CancellationToken cancellationToken = default
    )
    {
        ColumnScore[] shapes = [.. Enumerable.Range(0, real.Width).Select(column => Shape(real, generated, column))];
        var pairs = new PairScore[real.Width * (real.Width - 1) / 2];
        var parallel = new ParallelOptions { MaxDegreeOfParallelism = threads, CancellationToken = cancellationToken };
        var labels = new (int[] Real, int[] Generated)[real.Width];
        Parallel.For(
            0,
            real.Width,
            parallel,
            column => labels[column] = (Labels(real, column), Labels(generated, column))
        );
        Parallel.For(
            0,
            pairs.Length,
            parallel,
            i =>
            {
                var (first, second) = Evaluation.Pairs.GroupMoments.Pair(i, real.Width);
                pairs[i] =
                    IsContinuous(real, first) && IsContinuous(real, second)
                        ? Correlation(real, generated, first, second)
                        : Contingency(real, labels, first, second);
            }
        );
        double shape = Mean(shapes.Select(one => one.Score)) ?? double.NaN;
        double? trends = Mean(pairs.Where(pair => pair.Counts).Select(pair => pair.Score));
        return new QualityScore(
            trends is null ? shape : (shape + trends.Value) / 2,
            shape,
            trends,
            Mean(pairs.Select(pair => pair.Score)),
            shapes,
            pairs
        );
    }

    /// <summary>The mean of the scores that are defined; null without any.</summary>
    internal static double? Mean(IEnumerable<double?> scores) => scores.Average();

    /// <summary>Null for NaN.</summary>
    internal static double? Defined(double value) => double.IsFinite(value) ? value : null;

    internal static bool IsContinuous(Table table, int column) => table.Columns[column].Kind.IsNumeric;

    private static ColumnScore Shape(Table real, Table generated, int column) =>
        IsContinuous(real, column)
            ? new(
                real.Columns[column].Name,
                "KSComplement",
                Defined(ColumnScores.KsComplement(real.Column(column), generated.Column(column)))
            )
            : new(
                real.Columns[column].Name,
                "TVComplement",
                Defined(ColumnScores.TvComplement(real.Column(column), generated.Column(column)))
            );

    private static PairScore Correlation(Table real, Table generated, int first, int second)
    {
        double rho = PairScores.Correlation(real.Column(first), real.Column(second));
        double other = PairScores.Correlation(generated.Column(first), generated.Column(second));
        return new PairScore(
            real.Columns[first].Name,
            real.Columns[second].Name,
            "CorrelationSimilarity",
            Defined(PairScores.CorrelationSimilarity(rho, other)),
            Defined(rho),
            Defined(other),
            Math.Abs(rho) > MinCorrelation
        );
    }

    private static PairScore Contingency(Table real, (int[] Real, int[] Generated)[] labels, int first, int second)
    {
        double association = PairScores.CramersV(labels[first].Real, labels[second].Real);
        return new PairScore(
            real.Columns[first].Name,
            real.Columns[second].Name,
            "ContingencySimilarity",
            Defined(
                PairScores.ContingencySimilarity(
                    labels[first].Real,
                    labels[second].Real,
                    labels[first].Generated,
                    labels[second].Generated
                )
            ),
            Defined(association),
            null,
            association > MinAssociation
        );
    }

    private static int[] Labels(Table table, int column) =>
        IsContinuous(table, column) ? PairScores.Labels(table.Column(column)) : PairScores.Codes(table.Column(column));
}
