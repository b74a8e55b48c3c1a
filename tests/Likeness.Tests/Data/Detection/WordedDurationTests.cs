using System.Text;
using Likeness.Data;
using Likeness.Data.Kinds;

namespace Likeness.Tests.Data.Detection;

/// <summary>Durations of numbers and units, such as 1h 08m.</summary>
public sealed class WordedDurationTests
{
    [Theory]
    [InlineData("[h'h ']mm'm'", "1h 08m", 4080)]
    [InlineData("[h'h ']mm'm'", "55m", 3300)]
    [InlineData("[h'h ']mm'm'", "0m", 0)]
    [InlineData("[h'h ']mm'm'", "12h 00m", 43_200)]
    [InlineData("h'h 'm'm'", "0h 8m", 480)]
    [InlineData("[d'd'][h'h'][m'm']", "51d16h", 4_464_000)]
    [InlineData("[d'd'][h'h'][m'm']", "2d5m", 173_100)]
    [InlineData("[d'd'][h'h'][m'm']", "3d", 259_200)]
    [InlineData("[m' min ']s' s'", "3 min 16 s", 196)]
    [InlineData("[d'd, '][h'h, ']m'm'", "1d, 0h, 5m", 86_700)]
    public void AreRead(string format, string text, double seconds)
    {
        var kind = new DurationKind(format);
        Assert.True(kind.TryRead(text, out double value));
        Assert.Equal(seconds, value);
        Assert.Equal(text, kind.Write(value));
    }

    [Theory]
    [InlineData("[h'h ']mm'm'", "1h 8m")]
    [InlineData("[h'h ']mm'm'", "1h 60m")]
    [InlineData("[h'h ']mm'm'", "0h 08m")]
    [InlineData("[h'h ']mm'm'", "1h")]
    [InlineData("[h'h ']mm'm'", "1h 08m 3s")]
    [InlineData("h'h 'm'm'", "8m")]
    [InlineData("[d'd'][h'h'][m'm']", "2d0h")]
    [InlineData("[h'h ']mm'm'", "")]
    public void OthersAreNot(string format, string text) => Assert.False(new DurationKind(format).TryRead(text, out _));

    [Theory]
    [InlineData("1h 08m|55m|2h 00m", "[h'h ']mm'm'")]
    [InlineData("55m|5m|1h 8m", "[h'h ']m'm'")]
    [InlineData("1h 8m|0h 12m", "h'h 'm'm'")]
    [InlineData("51d16h|2h17m|13h|5d", "[d'd'][h'h'][m'm']")]
    [InlineData("2 min 5 s|48 s|–", "[m' min ']s' s'")]
    [InlineData("1 h 20 min|–", "h' h 'm' min'")]
    [InlineData("12 m|5 m|130 m", null)]
    [InlineData("3d|5h", null)]
    [InlineData("1h 8m|12 kg", null)]
    [InlineData("1h 8m|2h, 5m", null)]
    public void AreDetected(string texts, string? expected)
    {
        string[] cells = texts.Split('|');
        var text = new StringBuilder("x;y\n");
        for (int row = 0; row < 30; row++)
        {
            text.Append(cells[row % cells.Length]).Append(";1\n");
        }

        var table = CsvReader.Read(Encoding.UTF8.GetBytes(text.ToString()), "t.csv", []).Table;
        Assert.Equal(expected, (table.Columns[0].Kind as DurationKind)?.Format);
        if (expected is not null)
        {
            Assert.Equal(cells.Contains("–"), double.IsNaN(table[cells.Length - 1, 0]));
            Assert.All(
                cells.Where(cell => cell != "–"),
                cell => Assert.Equal(cell, table.Columns[0].Kind.Write(table[Array.IndexOf(cells, cell), 0]))
            );
        }
    }
}
