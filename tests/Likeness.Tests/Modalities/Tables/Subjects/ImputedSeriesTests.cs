using Likeness.Compute.Cpu;
using Likeness.Data;
using Likeness.Modalities.Tables;
using Likeness.Modalities.Tables.Rules.Keys;
using Likeness.Modalities.Tables.Subjects;
using Likeness.Runs;
using Likeness.Sampling;

namespace Likeness.Tests.Modalities.Tables.Subjects;

/// <summary>Imputed rows of keys are counted as the other rows say, and their times lie between those of the rows before and after.</summary>
public sealed class ImputedSeriesTests
{
    private const int Counter = 2;
    private const int Day = 3;

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void CountersAndTimesFollowFromTheOtherRows(bool areTogether)
    {
        var data = CountedOrders.Create(areTogether);
        using var model = Train(data);
        // Whole keys, in the order of the file.
        string[] keys = VisitRows.Texts(data, "customer_id");
        var some = keys.Distinct().Take(60).ToHashSet();
        var truth = data.TakeRows([.. Enumerable.Range(0, keys.Length).Where(row => some.Contains(keys[row]))]);
        var (_, filled, _) = model.Impute(new IncompleteTable(Blanked(truth)), samples: 2, seed: 3);
        for (int row = 0; row < filled.RowCount; row++)
        {
            Assert.Equal(truth[row / 2, Counter], filled[row, Counter]);
        }

        Assert.Equal(0, Falls(truth, filled, 2));
        var point = model.ImputePoint(new IncompleteTable(Blanked(truth)), PointEstimate.Median, 20).Filled;
        Assert.Equal(truth.ColumnValues(Counter), point.ColumnValues(Counter));
        Assert.InRange(Falls(truth, point, 1), 0, 2);
    }

    /// <summary>A part of a key: from the third row on, without the sixth; a single row of another one says nothing.</summary>
    [Fact]
    public void CountersOfPartsOfKeysGoOn()
    {
        using var model = Train(CountedOrders.Create(areTogether: true));
        var rule = Assert.Single(model.Encoding.Rules.OfType<SubjectColumns>());
        Assert.Equal([3.0, 4, 5, 7, 8, double.NaN], Completed([double.NaN, 4, double.NaN, 7, double.NaN, double.NaN]));
        // All rows of a key.
        Assert.Equal([1.0, 2, 3, 4, 5, 1], Completed([double.NaN, 2, double.NaN, 4, double.NaN, double.NaN]));
        // Known numbers stay, in whatever order they are.
        Assert.Equal([5.0, 1, 2, 3, 4, 1], Completed([5, double.NaN, double.NaN, 3, double.NaN, double.NaN]));

        double[] Completed(double[] numbers) =>
            MissingCounters
                .Complete(
                    Table.FromArrays(
                        ("customer_id", new[] { "C-1", "C-1", "C-1", "C-1", "C-1", "C-2" }),
                        ("country", new[] { "FR", "FR", "FR", "FR", "FR", "DE" }),
                        ("order_no", numbers)
                    ),
                    rule
                )
                .ColumnValues(2);
    }

    private static Table Blanked(Table rows)
    {
        var random = new PhiloxRandom(5, 0);
        double[][] cells = [.. Enumerable.Range(0, rows.Width).Select(rows.ColumnValues)];
        foreach (int column in new[] { Counter, Day, 4 })
        {
            for (int row = 0; row < rows.RowCount; row++)
            {
                cells[column][row] = random.NextDouble() < 0.2 ? double.NaN : cells[column][row];
            }
        }

        return Table.FromColumns([.. rows.Columns.Select(column => column with { Missing = "" })], cells);
    }

    // Steps from an order of a customer to the next one that go back in time.
    private static int Falls(Table truth, Table filled, int samples) =>
        Enumerable
            .Range(0, samples)
            .Sum(sample =>
                VisitRows
                    .Texts(truth, "customer_id")
                    .Index()
                    .GroupBy(one => one.Item, one => (one.Index * samples) + sample)
                    .Select(group => group.OrderBy(row => filled[row, Counter]).ToList())
                    .Sum(group =>
                        group.Zip(group.Skip(1)).Count(pair => filled[pair.Second, Day] < filled[pair.First, Day])
                    )
            );

    private static TableModel Train(Table rows) =>
        TrainedModel.Train(new RunSettings { Model = "trees", Data = DataSource.FromTable(rows) }).As<TableModel>();
}
