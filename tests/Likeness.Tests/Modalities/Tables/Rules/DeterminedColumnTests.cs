using Likeness.Data;
using Likeness.Modalities.Tables.Rules;

namespace Likeness.Tests.Modalities.Tables.Rules;

/// <summary>Numbers with holes that determine another column, such as schools from 1224 to 9586.</summary>
public sealed class DeterminedColumnTests
{
    private const int Rows = 900;
    private const int Schools = 60;

    [Fact]
    public void NumbersWithHolesDetermineWhatIsTheSameInTheirRows()
    {
        var table = Of(row => Number(row % Schools));
        Assert.True(table.Columns[0].Grid!.Count > 1000);
        Assert.Equal("school determines mean", Assert.Single(TableRules.Find(table, wanted: true).Rules).ToString());
        // Numbers that hardly repeat would mostly be unknown in samples.
        Assert.Empty(TableRules.Find(Of(row => Number(row % (Rows / 2))), wanted: true).Rules);
    }

    [Fact]
    public void NumbersThatNoRowHasBecomeTheNearest()
    {
        var rule = new DeterminedColumn("mean", "school", [new(1000, 5), new(1200, 6), new(double.NaN, 7)]);
        var rows = Table.FromColumns(
            [new Column("school")],
            [
                [1000, 1201, 40, 1090, 9999, double.NaN],
            ]
        );
        var decoded = rule.Decode(rows, new Column("mean"));
        Assert.Equal([1000, 1200, 1000, 1000, 1200, double.NaN], decoded.ColumnValues(0));
        Assert.Equal([5, 6, 5, 5, 6, 7], decoded.ColumnValues(1));
    }

    private static double Number(int school) => 1000 + (school * 7919 % 8999);

    private static Table Of(Func<int, double> school)
    {
        double[] schools = [.. Enumerable.Range(0, Rows).Select(school)];
        var table = Table.FromColumns(
            [new Column("school"), new Column("mean"), new Column("own")],
            [
                schools,
                [.. schools.Select(one => Math.Round(one * 0.77 % 5, 2))],
                [.. schools.Select((_, row) => row * 0.618 % 1)],
            ]
        );
        return Schema.Detect(table).Apply(table);
    }
}
