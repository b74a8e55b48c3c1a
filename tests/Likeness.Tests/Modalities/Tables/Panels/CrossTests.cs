using Likeness.Compute.Cpu;
using Likeness.Data;
using Likeness.Data.Detection;
using Likeness.Modalities.Tables;
using Likeness.Runs;

namespace Likeness.Tests.Modalities.Tables.Panels;

/// <summary>Tables with each combination of a few columns in one row, such as the yields of all varieties at all sites in two years.</summary>
public sealed class CrossTests
{
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void SamplesHaveEachCombinationOnce(bool hasYears)
    {
        var data = Yields(hasYears);
        using var model = TrainedModel
            .Train(new RunSettings { Model = "trees", Data = DataSource.FromTable(data) })
            .As<TableModel>();
        var samples = model.Sample(data.RowCount, 1);
        Assert.Equal(Cells(data), Cells(samples));
        Assert.NotEqual(data.ColumnValues(3), samples.ColumnValues(3));
        Assert.Null(model.SampleParts(120, 1, continuous: false, null, default).Remark?.Invoke());
        Assert.EndsWith(
            "samples have the 120 rows of the panel once, behind them again",
            model.SampleParts(121, 1, continuous: false, null, default).Remark?.Invoke(),
            StringComparison.Ordinal
        );
    }

    [Fact]
    public void ARowMoreOrLessIsNoCross()
    {
        var data = Yields(hasYears: true);
        Assert.NotNull(CrossSearch.Find(data));
        Assert.Null(CrossSearch.Find(data.TakeRows([.. Enumerable.Range(1, 119)])));
        Assert.Null(CrossSearch.Find(data.TakeRows([.. Enumerable.Range(1, 119), 1])));
    }

    private static string[] Cells(Table rows) =>
        [
            .. Enumerable
                .Range(0, rows.RowCount)
                .Select(row =>
                    string.Join('|', Enumerable.Range(0, 3).Select(at => rows.Columns[at].Write(rows[row, at])))
                ),
        ];

    private static Table Yields(bool hasYears)
    {
        var random = new PhiloxRandom(4, 0);
        int[] rows = [.. Enumerable.Range(0, 120)];
        (string, Array) years = hasYears
            ? ("year", rows.Select(row => 1931 + (row / 60)).ToArray())
            : ("field", rows.Select(row => row / 60 == 0 ? "dry" : "wet").ToArray());
        return Table.FromArrays(
            ("variety", rows.Select(row => $"variety {row % 10}").ToArray()),
            years,
            ("site", rows.Select(row => $"site {row / 10 % 6}").ToArray()),
            ("yield", rows.Select(row => Math.Round(30 + (row % 10) + (5 * random.NextNormal()), 2)).ToArray())
        );
    }
}
