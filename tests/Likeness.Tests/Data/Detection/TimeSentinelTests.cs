using System.Globalization;
using Likeness.Data;
using Likeness.Data.Kinds;

namespace Likeness.Tests.Data.Detection;

/// <summary>Times that stand for none: samples write missing ones so.</summary>
public sealed class TimeSentinelTests
{
    [Theory]
    [InlineData("1970-01-01 00:00:00")]
    [InlineData("1900-01-01 00:00:00")]
    [InlineData("9999-12-31 23:59:59")]
    [InlineData("0000-00-00 00:00:00")]
    public void ATimeThatStandsForNoneIsMissing(string sentinel)
    {
        var table = Read(row => row % 5 == 0 ? sentinel : Time(row));
        var column = table.Columns[1];
        Assert.Equal("yyyy-MM-dd HH:mm:ss", Assert.IsType<TimeKind>(column.Kind).Format);
        Assert.Equal(sentinel, column.Missing);
        Assert.All(table.ColumnValues(1).Index(), cell => Assert.Equal(cell.Index % 5 == 0, double.IsNaN(cell.Item)));
        Assert.Equal(sentinel, column.Write(double.NaN));
    }

    [Fact]
    public void ATimeAmongOthersIsOne() // people who were born in 1970
    {
        var table = Read(row => row % 5 == 0 ? "1970-01-01 00:00:00" : $"{1950 + row:0000}-02-03 00:00:00");
        Assert.DoesNotContain(double.NaN, table.ColumnValues(1));
    }

    [Theory]
    [InlineData(25)] // of 100 rows, four have it
    [InlineData(2)] // an empty cell says that the file writes missing times so
    public void AFewTimesOrBesideEmptyCellsAreTimes(int each)
    {
        var table = Read(row =>
            each == 2 && row == 7 ? ""
            : row % each == 0 ? "1970-01-01 00:00:00"
            : Time(row)
        );
        Assert.NotEqual("1970-01-01 00:00:00", table.Columns[1].Missing);
        Assert.Equal(0, table[0, 1]);
    }

    private static string Time(int row) =>
        new DateTime(2023, 5, 1, 8, 0, 0)
            .AddHours(row * 7.5)
            .ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture);

    private static Table Read(Func<int, string> cell) =>
        KindDetectionTests
            .Read("a,b\n" + string.Concat(Enumerable.Range(0, 100).Select(row => $"{row * 37 % 11},{cell(row)}\n")))
            .Table;
}
