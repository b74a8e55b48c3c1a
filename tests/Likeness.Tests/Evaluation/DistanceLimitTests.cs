using Likeness.Compute.Cpu;
using Likeness.Data;
using Likeness.Evaluation;

namespace Likeness.Tests.Evaluation;

/// <summary>Distances that end at a limit find the neighbours of a direct search, with numbers, missing numbers and levels, and with many ties.</summary>
public sealed class DistanceLimitTests
{
    private const int Width = 33;
    private const int Rows = 150;

    [Theory]
    [InlineData(1, 0)]
    [InlineData(6, 1)]
    [InlineData(16, 2)]
    [InlineData(24, 3)]
    public void TheNearestAreThoseOfADirectSearch(int k, int kinds)
    {
        double[][] columns = Columns((ulong)k);
        ColumnMeasure[] measures = [.. Enumerable.Range(0, Width).Select(column => Measure(column, kinds))];
        for (int column = 0; column < Width; column++)
        {
            if (measures[column] != ColumnMeasure.NumberOrMissing)
            {
                columns[column] = [.. columns[column].Select(value => double.IsNaN(value) ? -1 : value)];
            }
        }

        var cloud = PointCloud.FromColumns(columns, kinds == 0 ? null : measures);
        var found = NearestNeighbours.Find(cloud, cloud, k, excludeSelf: true, Data());
        for (int row = 0; row < Rows; row++)
        {
            (double Squared, int Target)[] nearest =
            [
                .. Enumerable
                    .Range(0, Rows)
                    .Where(other => other != row)
                    .Select(other => (Squared(columns, measures, row, other), other))
                    .Order()
                    .Take(k),
            ];
            Assert.Equal(
                nearest,
                Enumerable.Range(0, k).Select(rank => (found.Squared(row, rank), found.Index(row, rank)))
            );
        }
    }

    // Numbers alone, or one measure after the other: of three kinds, of two and of one.
    private static ColumnMeasure Measure(int column, int kinds) =>
        kinds == 0
            ? ColumnMeasure.Number
            : new[] { ColumnMeasure.Level, ColumnMeasure.NumberOrMissing, ColumnMeasure.Number }[column % kinds];

    // Small whole numbers: sums are exact, and many are equal.
    private static double[][] Columns(ulong seed)
    {
        var random = new PhiloxRandom(seed, 5);
        return
        [
            .. Enumerable
                .Range(0, Width)
                .Select(_ =>
                    Enumerable
                        .Range(0, Rows)
                        .Select(_ => random.NextInt(9) is var value && value == 8 ? double.NaN : value % 4)
                        .ToArray()
                ),
        ];
    }

    private static double Squared(double[][] columns, ColumnMeasure[] measures, int row, int other) =>
        columns.Zip(measures, (column, measure) => Term(measure, column[row], column[other])).Sum();

    private static double Term(ColumnMeasure measure, double a, double b) =>
        measure == ColumnMeasure.Level ? (a == b ? 0 : 1)
        : double.IsNaN(a) || double.IsNaN(b) ? (double.IsNaN(a) && double.IsNaN(b) ? 0 : 1)
        : (a - b) * (a - b);

    private static EvaluationData Data()
    {
        var rows = new Table([new Column("x")], [0, 1]);
        return new(rows, null, rows, new EvaluationSettings { Threads = 2 });
    }
}
