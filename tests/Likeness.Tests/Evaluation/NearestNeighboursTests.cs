using Likeness.Data;
using Likeness.Evaluation;

namespace Likeness.Tests.Evaluation;

/// <summary>The search compared with sorting all distances, with many ties, for k kept by insertion and for k gathered.</summary>
public sealed class NearestNeighboursTests
{
    [Theory]
    [InlineData(1, 300, 1000)]
    [InlineData(5, 301, 3)]
    [InlineData(16, 203, 10)]
    [InlineData(17, 1999, 1000)]
    [InlineData(17, 1999, 2)]
    [InlineData(40, 1003, 1)]
    [InlineData(89, 1500, 5)]
    [InlineData(202, 203, 4)]
    [InlineData(300, 1301, 50)]
    public void ItFindsWhatSortingFinds(int k, int rows, int different)
    {
        Table normal = Samples.Gaussian(rows, stream: 3, width: 2);
        Table table = Samples.Of([.. normal.ToRowMajor().Select(value => Math.Round(value * different / 4))], 2);
        var cloud = PointCloud.FromTable(table, [1, 1]);
        var data = new EvaluationData(table, null, table, new EvaluationSettings { Threads = 1 });
        foreach (bool excludeSelf in new[] { false, true })
        {
            var found = NearestNeighbours.Find(cloud, cloud, k, excludeSelf, data);
            for (int row = 0; row < rows; row += 41)
            {
                (double Squared, int Index)[] expected =
                [
                    .. Enumerable
                        .Range(0, rows)
                        .Where(other => !excludeSelf || other != row)
                        .Select(other => (Squared(table, row, other), other))
                        .Order()
                        .Take(k),
                ];
                Assert.Equal(expected.Select(e => e.Index), Enumerable.Range(0, k).Select(r => found.Index(row, r)));
                Assert.Equal(
                    expected.Select(e => e.Squared),
                    Enumerable.Range(0, k).Select(r => found.Squared(row, r))
                );
            }
        }
    }

    // Integers, so that rounding does not break ties.
    private static double Squared(Table table, int row, int other) =>
        Enumerable.Range(0, 2).Sum(column => Math.Pow(table[row, column] - table[other, column], 2));
}
