using System.Runtime.Intrinsics;
using Likeness.Data;
using Likeness.Evaluation;
using Likeness.Evaluation.Pairs;
using Likeness.Evaluation.SdMetrics;

namespace Likeness.Tests.Evaluation.Mixed;

public sealed class MixedDistanceTests
{
    private static readonly Table Rows = MixedSamples.Rows(61, 5);
    private static readonly EvaluationData Data = new(
        Rows,
        null,
        Rows,
        new EvaluationSettings { Threads = 1, Resamples = 5 }
    );

    [Fact]
    public void Squared_distances_are_those_of_the_definition()
    {
        var cloud = Data.Cloud(Rows);
        for (int row = 0; row < Rows.RowCount; row++)
        {
            var point = new double[Rows.Width];
            cloud.CopyRow(row, point);
            for (int other = 0; other < Rows.RowCount; other++)
            {
                double found = cloud.SquaredDistances(point, other / PointCloud.Lanes * PointCloud.Lanes)[
                    other % PointCloud.Lanes
                ];
                Assert.Equal(Defined(row, other), found, 1e-9);
            }
        }
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Several_vectors_of_distances_are_those_of_each(bool isMixed)
    {
        var cloud = isMixed ? Data.Cloud(Rows) : PointCloud.FromColumns(Data.Indicators.Columns(), measures: null);
        Assert.NotEqual(isMixed, cloud.HasOnlyNumbers);
        var point = new double[cloud.Width];
        var found = new Vector512<double>[PointCloud.Vectors];
        for (int row = 0; row < Rows.RowCount; row++)
        {
            cloud.CopyRow(row, point);
            int[] counts = [.. Ends().Select(end => Compare(end.First, end.End))];
            Assert.Equal([4, 4, 4, 1], counts);
        }

        // Of 61 rows: whole vectors, some past the end of the last, and fewer than four.
        static (int First, int End)[] Ends() => [(0, 61), (24, 56), (32, 61), (56, 61)];

        int Compare(int first, int end)
        {
            int count = cloud.SquaredDistances(point, first, end, found);
            for (int i = 0; i < count; i++)
            {
                var expected = cloud.SquaredDistances(point, first + (i * PointCloud.Lanes));
                for (int lane = 0; first + (i * PointCloud.Lanes) + lane < end && lane < PointCloud.Lanes; lane++)
                {
                    Assert.Equal(expected[lane], found[i][lane]);
                }
            }

            return count;
        }
    }

    [Fact]
    public void Sums_of_kernels_are_those_over_all_pairs()
    {
        double expected = 0;
        for (int row = 0; row < Rows.RowCount; row++)
        {
            for (int other = 0; other < Rows.RowCount; other++)
            {
                expected -= Math.Sqrt(Defined(row, other));
            }
        }

        double sum = KernelBlock.Sum(Data.Cloud(Rows), 0..Rows.RowCount, 0..Rows.RowCount, default(DistanceKernel));
        Assert.Equal(expected, sum, 1e-6);
    }

    [Fact]
    public void Indicators_lie_as_far_apart_as_levels_and_only_numbers_remain()
    {
        var indicators = Data.Indicators;
        Assert.Equal(1 + 5 + 2 + 2 + 1, indicators.Width); // age, job with missing, married, pay and its mark, since
        for (int column = 0; column < indicators.Width; column++)
        {
            Assert.All(indicators.Column(column).ToArray(), cell => Assert.True(double.IsFinite(cell)));
        }

        var point = new double[indicators.Width];
        indicators.CopyRow(0, point);
        for (int other = 0; other < Rows.RowCount; other++)
        {
            // Where both rows have a pay, both distances agree.
            if (!double.IsNaN(Rows[0, 3]) && !double.IsNaN(Rows[other, 3]))
            {
                double found = indicators.SquaredDistances(point, other / PointCloud.Lanes * PointCloud.Lanes)[
                    other % PointCloud.Lanes
                ];
                Assert.Equal(Defined(0, other), found, 1e-9);
            }
        }
    }

    [Fact]
    public void Correlations_with_missing_values_use_the_rows_that_have_both()
    {
        var groups = Data.Groups;
        var moments = GroupMoments.Create(Data.Pooled.TakeColumns([0, 3, 4]), groups);
        double[] found = moments.Correlations([.. Enumerable.Range(0, groups.Reference)]);
        Assert.Equal(PairScores.Correlation(Rows.Column(0), Rows.Column(3)), found[0], 1e-12);
        Assert.Equal(PairScores.Correlation(Rows.Column(0), Rows.Column(4)), found[1], 1e-12);
        Assert.Equal(PairScores.Correlation(Rows.Column(3), Rows.Column(4)), found[2], 1e-12);
    }

    [Fact]
    public void The_centre_has_the_mean_of_present_numbers_and_the_most_frequent_level()
    {
        double[] centre = Data.Cloud(Rows).Centre();
        Assert.Equal(Rows.ColumnValues(3).Where(pay => !double.IsNaN(pay)).Average() / Data.Scale[3], centre[3], 1e-9);
        int[] counts =
        [
            .. Enumerable
                .Range(-1, 5)
                .Select(level => Rows.ColumnValues(1).Count(job => double.IsNaN(job) ? level < 0 : job == level)),
        ];
        Assert.Equal(counts.Max(), counts[(int)centre[1] + 1]);
    }

    private static double Defined(int row, int other)
    {
        double sum = 0;
        for (int column = 0; column < Rows.Width; column++)
        {
            (double a, double b) = (Rows[row, column], Rows[other, column]);
            sum +=
                double.IsNaN(a) && double.IsNaN(b) ? 0
                : double.IsNaN(a) || double.IsNaN(b) ? 1
                : Rows.Columns[column].Kind.LevelCount > 0 ? (a == b ? 0 : 1)
                : Math.Pow((a - b) / Data.Scale[column], 2);
        }

        return sum;
    }
}
