using Likeness.Data;
using Likeness.Evaluation;
using Likeness.Evaluation.Classifiers;
using Likeness.Evaluation.Pairs;
using Likeness.Evaluation.Privacy;
using Likeness.Evaluation.SdMetrics;
using Likeness.Tests.Evaluation.Mixed;

namespace Likeness.Tests.Evaluation;

/// <summary>What metrics read from a search that they share is what a search of their own finds, with many equal distances and lists of any length.</summary>
public sealed class SharedSearchTests
{
    private const int K = 5;

    private static readonly EvaluationSettings Settings = new() { Neighbours = K, Threads = 2 };

    [Theory]
    [InlineData(1000, 0)]
    [InlineData(1000, 12)]
    [InlineData(1000, 60)]
    [InlineData(6, 12)]
    [InlineData(6, 60)]
    [InlineData(1, 12)]
    public void BallsOfPartsAreThoseOfADirectSearch(int different, int length)
    {
        var data = Data(different);
        var lists = new NeighbourLists(data.Pooled, length == 0 ? [] : [(length, 1.0)], data);
        Assert.InRange(lists.Length, length, length + 1);
        // Some rows are of neither part.
        int[] order = data.Random(EvaluationStream.Splits).Permutation(data.Pooled.RowCount);
        int[] real = order[..70],
            other = order[70..120];
        var found = Neighbourhoods.Measure(lists, real, other, data);
        double[] radii = Radii(data, real),
            otherRadii = Radii(data, other);
        for (int i = 0; i < real.Length; i++)
        {
            double[] distances = [.. other.Select(row => Squared(data.Pooled, real[i], row))];
            Assert.Equal(distances.Min() < radii[i] ? 1 : 0, found.Coverage[i]);
            Assert.Equal(distances.Where((d, j) => d < otherRadii[j]).Any() ? 1 : 0, found.Recall[i]);
        }

        for (int j = 0; j < other.Length; j++)
        {
            int holding = real.Where((row, i) => Squared(data.Pooled, row, other[j]) < radii[i]).Count();
            Assert.Equal(holding / (double)K, found.Density[j]);
            Assert.Equal(holding > 0 ? 1 : 0, found.Precision[j]);
        }

        Assert.Equal(radii.Count(radius => radius == 0) / (double)radii.Length, found.EmptyBalls);
    }

    [Theory]
    [InlineData(1000)]
    [InlineData(6)]
    [InlineData(2)]
    public void VotesAreThoseOfADirectSearch(int different)
    {
        var data = Data(different);
        Assert.True(data.Lists.Length > K);
        int[] real = [.. Enumerable.Range(0, 60)],
            generated = [.. Enumerable.Range(data.RealRows, 60)];
        double[] scores = new NeighbourClassifier().CrossFit(data, real, generated);
        int[] rows = [.. real, .. generated];
        const int k = 9; // odd, at most the root of 96 training rows
        for (int i = 0; i < rows.Length; i++)
        {
            var nearest = Enumerable
                .Range(0, rows.Length)
                .Where(other => other % 60 % 5 != i % 60 % 5)
                .OrderBy(other => Squared(data.Pooled, rows[i], rows[other]))
                .ThenBy(other => other)
                .Take(k);
            Assert.Equal(nearest.Count(other => other >= 60) / (double)k, scores[i]);
        }
    }

    [Theory]
    [InlineData(1000)]
    [InlineData(6)]
    [InlineData(1)]
    public void CloserRowsAreThoseOfADirectSearch(int different)
    {
        var data = Data(different);
        int test = data.Test!.RowCount;
        var expected = Enumerable
            .Range(data.RealRows, data.Generated.RowCount)
            .Select(row =>
                Enumerable.Range(test, data.Train.RowCount).Min(other => Squared(data.Pooled, row, other))
                < Enumerable.Range(0, test).Min(other => Squared(data.Pooled, row, other))
                    ? 1.0
                    : 0
            );
        Assert.Equal(expected, data.Search.CloserToTrain());
    }

    [Fact]
    public void NeighboursWithoutAColumnAreThoseOfOtherColumns()
    {
        Table train = MixedSamples.Rows(70, 1),
            generated = MixedSamples.Rows(203, 2);
        var data = new EvaluationData(train, null, generated, Settings);
        PointCloud targets = data.Cloud(train),
            donors = data.Cloud(generated);
        int[] columns = [0, 1, 3, 4];
        var found = LeaveOneOutNeighbours.Find(targets, donors, columns, data);
        for (int place = 0; place < columns.Length; place++)
        {
            int[] others = [.. Enumerable.Range(0, targets.Width).Where(column => column != columns[place])];
            var expected = NearestNeighbours.Find(
                targets.TakeColumns(others),
                donors.TakeColumns(others),
                1,
                excludeSelf: false,
                data
            );
            Assert.All(
                Enumerable.Range(0, targets.RowCount),
                row => Assert.Equal(expected.Index(row, 0), found.Index(place, row))
            );
        }
    }

    [Fact]
    public void RowsOfCellsAreCountedInEveryResample()
    {
        int[][] resamples = [.. Enumerable.Range(0, 13).Select(i => Resamples.Counts(40, new(1, (ulong)i)))];
        int[] cells = [.. Enumerable.Range(0, 40).Select(row => row * row % 7)];
        var counts = ResampleCounts.FromCounts(40, resamples);
        int[] found = counts.InCells(cells, 7);
        for (int i = 0; i < counts.Times; i++)
        {
            for (int cell = 0; cell < 7; cell++)
            {
                int expected = Enumerable.Range(0, 40).Where(row => cells[row] == cell).Sum(row => resamples[i][row]);
                Assert.Equal(expected, found[(cell * counts.Stride) + i]);
            }
        }

        int[][] parts =
        [
            [1, 5, 6],
            [0, 39],
        ];
        var members = ResampleCounts.FromParts(40, 2, i => parts[i]);
        Assert.Equal(3, Enumerable.Range(0, 7).Sum(cell => members.InCells(cells, 7)[cell * members.Stride]));
        Assert.Equal(1, members.InCells(cells, 7)[(cells[0] * members.Stride) + 1]);
    }

    [Fact]
    public void TheClosestOfWideRowsIsThatOfAllRows()
    {
        Table reference = Samples.Gaussian(61, 1, width: 11),
            rows = Samples.Gaussian(20, 2, width: 11);
        double[] ranges =
        [
            .. Enumerable
                .Range(0, 11)
                .Select(column => reference.ColumnValues(column).Max() - reference.ColumnValues(column).Min()),
        ];
        double[] found = new ClosestRecords(reference).Distances(rows);
        for (int row = 0; row < rows.RowCount; row++)
        {
            double expected = Enumerable
                .Range(0, reference.RowCount)
                .Min(other =>
                    Enumerable
                        .Range(0, 11)
                        .Average(i => Math.Min(1, Math.Abs(rows[row, i] - reference[other, i]) / ranges[i]))
                );
            Assert.Equal(expected, found[row], 1e-12);
        }
    }

    // Whole numbers of a scale of 1: no rounding breaks ties.
    private static EvaluationData Data(int different)
    {
        return new(Rows(90, 1), Rows(60, 2), Rows(60, 3), Settings);

        Table Rows(int count, ulong stream)
        {
            double[] cells =
            [
                .. Samples
                    .Gaussian(count, stream, width: 2)
                    .ToRowMajor()
                    .Select(value => Math.Round(value * different / 4)),
            ];
            return Samples.Of(cells, 2);
        }
    }

    private static double[] Radii(EvaluationData data, int[] rows) =>
        [.. rows.Select(row => rows.Select(other => Squared(data.Pooled, row, other)).Order().ElementAt(K))];

    // Of the same pieces as the search, so that equal distances are equal.
    private static double Squared(PointCloud rows, int row, int other)
    {
        var point = new double[rows.Width];
        rows.CopyRow(row, point);
        return rows.SquaredDistances(point, other)[0];
    }
}
