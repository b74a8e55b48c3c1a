using System.Text;
using Likeness.Data;
using Likeness.Data.Detection;
using Likeness.Data.Kinds;

namespace Likeness.Tests.Data.Detection;

/// <summary>Whole numbers that are codes of what many rows are in.</summary>
public sealed class ClusterCodesTests
{
    private const int Codes = 40;
    private const int RowsOfEach = 12;

    [Theory]
    [InlineData("School", true)]
    [InlineData("county", true)]
    [InlineData("x", false)] // no name, and determines one column only
    [InlineData("year", false)]
    public void CodesThatDetermineAColumnAreLevels(string name, bool areLevels)
    {
        var table = Read([name, "size"], code => [$"{1000 + (37 * code)}", $"{code * 7 % 11}"]);
        Assert.Equal(areLevels, table.Columns[0].Kind is CategoryKind { LevelCount: Codes });
        Assert.Equal("1074", table.Columns[0].Write(table[2 * RowsOfEach, 0]));
        Assert.True(table.Columns[1].Kind is NumberKind);
    }

    [Fact]
    public void OtherNumbersDetermineTwo()
    {
        var table = Read(["x", "size", "kind"], code => [$"{code}", $"{code * 7 % 11}", $"{"abc"[code * 5 % 3]}"]);
        Assert.True(table.Columns[0].Kind is CategoryKind);
    }

    /// <summary>Ages and their classes: the order of the numbers says what they determine.</summary>
    [Fact]
    public void NumbersOfWhichOthersRiseAreNumbers()
    {
        var table = Read(["store", "size"], code => [$"{code}", $"{code / 4}"]);
        Assert.True(table.Columns[0].Kind is NumberKind);
    }

    /// <summary>Protection would keep codes of few rows from samples.</summary>
    [Fact]
    public void CodesOfFewRowsAreNumbers()
    {
        var table = Read(["store", "size"], code => [$"{code}", $"{code * 7 % 11}"], rowsOfEach: 4);
        Assert.True(table.Columns[0].Kind is NumberKind);
    }

    private static Table Read(string[] names, Func<int, string[]> cells, int rowsOfEach = RowsOfEach)
    {
        var text = new StringBuilder(string.Join(',', names)).Append('\n');
        for (int row = 0; row < Codes * rowsOfEach; row++)
        {
            text.Append(string.Join(',', cells(row / rowsOfEach))).Append('\n');
        }

        var read = CsvReader.Read(Encoding.UTF8.GetBytes(text.ToString()), "t.csv", []);
        return ClusterCodes.Apply(read, null).Table;
    }
}
