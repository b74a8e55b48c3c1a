using System.Text;
using Likeness.Data;
using Likeness.Data.Kinds;

namespace Likeness.Tests.Data;

/// <summary>A line of units below the column names.</summary>
public sealed class CsvUnitsTests
{
    private const string Names = "station;depth;temperature;note";

    [Theory]
    [InlineData(";m;°C;")]
    [InlineData("-;m;\"°C; corrected\";text")]
    public void UnitsAreNoRowAndStandInSamplesAgain(string units)
    {
        string text = $"{Names}\n{units}\n{StationRows.Create(40)}";
        var table = Read(text);
        Assert.Equal(40, table.RowCount);
        Assert.IsType<NumberKind>(table.Columns[1].Kind);
        Assert.IsType<NumberKind>(table.Columns[2].Kind);
        Assert.Equal("m", table.Dialect!.Units![1]);
        using var written = new MemoryStream();
        CsvWriter.Write(written, table);
        Assert.Equal(text, Encoding.UTF8.GetString(written.ToArray()));
    }

    /// <summary>A number, a text that is there again, one unit alone, few rows.</summary>
    [Theory]
    [InlineData("A;7;8.5;x", 40)]
    [InlineData("S1;m;°C;", 40)]
    [InlineData(";m;;", 40)]
    [InlineData(";m;°C;", 5)]
    public void OtherLinesAreRows(string line, int rows)
    {
        var table = Read($"{Names}\n{line}\n{StationRows.Create(rows)}");
        Assert.Equal(rows + 1, table.RowCount);
        Assert.Null(table.Dialect!.Units);
    }

    [Fact]
    public void FilesWithoutNamesHaveNoUnits()
    {
        var table = Read(StationRows.Create(40));
        Assert.Equal(40, table.RowCount);
        Assert.Null(table.Dialect!.Units);
    }

    private static Table Read(string text) => CsvReader.Read(Encoding.UTF8.GetBytes(text), "t.csv", []).Table;
}
