using System.Text.Json;
using Likeness.Data;
using Likeness.Data.Kinds;
using Likeness.Modalities.Tables.Privacy;

namespace Likeness.Tests.Modalities.Tables.Privacy;

public sealed class ProtectionTests
{
    [Fact]
    public void RowsWithFewRareLevelsAreLeftOut()
    {
        var rows = Rows(rare: 4);
        var protection = Protection.Fit(rows);
        var safe = protection.Protect(rows);
        Assert.Equal(196, safe.RowCount);
        Assert.DoesNotContain(1.0, safe.ColumnValues(0));
        Assert.Null(safe.Columns[0].Missing);
    }

    [Fact]
    public void FiveRowsAreEnough() => Assert.Equal(200, Protection.Fit(Rows(rare: 5)).Protect(Rows(rare: 5)).RowCount);

    [Fact]
    public void ManyRareLevelsCountAsMissing()
    {
        var kind = new CategoryKind([.. Enumerable.Range(0, 41).Select(level => $"level {level}")]);
        double[] cells = [.. Enumerable.Range(0, 200).Select(row => row < 160 ? 40 : (double)(row - 160))];
        var rows = Table.FromColumns([new("a") { Kind = kind }], [cells]);
        var safe = Protection.Fit(rows).Protect(rows);
        Assert.Equal(200, safe.RowCount);
        Assert.Equal("", safe.Columns[0].Missing);
        Assert.Equal(40, safe.ColumnValues(0).Count(double.IsNaN));
    }

    [Fact]
    public void NumbersStayWithinTheFifthFromEachEnd()
    {
        var rows = Rows(rare: 5);
        var protection = Protection.FromJson(
            JsonDocument.Parse(Protection.Fit(rows).ToJson().GetRawText()).RootElement
        );
        var limited = protection.Limit(rows);
        Assert.Equal(4, limited.ColumnValues(1).Where(value => !double.IsNaN(value)).Min());
        Assert.Equal(194, limited.ColumnValues(1).Where(value => !double.IsNaN(value)).Max());
        Assert.True(double.IsNaN(limited[199, 1]));
    }

    [Fact]
    public void OtherRowsAreExcluded()
    {
        var rows = Rows(rare: 4);
        bool[] allowed = [.. Enumerable.Repeat(true, rows.RowCount)];
        Protection.Fit(rows).Exclude(rows, allowed);
        // Rows 0 to 3 are too low and have the rare level, 195 to 198 are too high, and 199 has no number.
        Assert.Equal([0, 1, 2, 3, 195, 196, 197, 198], Enumerable.Range(0, 200).Where(row => !allowed[row]));
    }

    [Fact]
    public void ATableOfRareLevelsIsRefused()
    {
        var kind = new CategoryKind([.. Enumerable.Range(0, 50).Select(level => $"level {level}")]);
        double[] rare = [.. Enumerable.Range(0, 100).Select(row => row < 4 ? row % 2 : (double)(2 + (row % 2)))];
        double[] other = [.. Enumerable.Range(0, 100).Select(row => row < 4 ? 3 : (double)(row % 2))];
        var rows = Table.FromColumns([new("a") { Kind = kind }, new("b") { Kind = kind }], [rare, other]);
        Assert.Equal(96, Protection.Fit(rows).Protect(rows).RowCount);
        Assert.Throws<LikenessException>(() => Protection.Fit(rows).Protect(rows.TakeRows([0, 1])));
    }

    private static Table Rows(int rare)
    {
        double[] levels = [.. Enumerable.Range(0, 200).Select(row => row < rare ? 1.0 : 0)];
        double[] numbers = [.. Enumerable.Range(0, 200).Select(row => row == 199 ? double.NaN : (double)row)];
        return Table.FromColumns(
            [new("level") { Kind = new CategoryKind(["common", "rare"]) }, new("number") { Missing = "" }],
            [levels, numbers]
        );
    }
}
