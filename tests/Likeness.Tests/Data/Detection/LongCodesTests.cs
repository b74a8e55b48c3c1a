using System.Text;
using Likeness.Compute.Cpu;
using Likeness.Data;
using Likeness.Data.Detection;
using Likeness.Data.Kinds;

namespace Likeness.Tests.Data.Detection;

/// <summary>Whole numbers of many digits that repeat.</summary>
public sealed class LongCodesTests
{
    private const int Codes = 60;

    [Theory]
    [InlineData(9_780_000_000_000, 9_999_999_999, 0, true)]
    [InlineData(100_000_000_000, 899_999_999_999, 0, true)]
    [InlineData(100_000_000_000, 899_999_999, 100, false)] // rounded amounts
    [InlineData(1_700_000_000_000, 9_999_999_999, 0, false)] // milliseconds
    [InlineData(202_401_010_000, 99_999_999, 0, false)] // yyyymmddhhmm
    [InlineData(1_700_000_000, 9_999_999, 0, false)] // seconds
    [InlineData(10_000_000, 79_999_999, 0, false)] // amounts, unless they determine others
    [InlineData(9_780_000_000_000, 300, 0, false)] // most of those possible
    [InlineData(950_000_000_000, 99_999_999_999, 0, false)] // of 12 and 13 digits
    public void CodesAreLevels(long first, long range, long step, bool areLevels)
    {
        var random = new PhiloxRandom(3, 0);
        long[] codes = [.. Enumerable.Range(0, Codes).Select(_ => first + (long)(random.NextDouble() * range))];
        codes = step == 0 ? codes : Array.ConvertAll(codes, code => code / step * step);
        var table = Read("code,x", row => $"{codes[row * row % 97 % Codes]},{row % 7}");
        Assert.Equal(areLevels, table.Columns[0].Kind is CategoryKind);
        Assert.Equal($"{codes[4]}", table.Columns[0].Write(table[2, 0]));
    }

    /// <summary>Those of eight digits are codes of what they determine, also where some are missing.</summary>
    [Theory]
    [InlineData("a", true)]
    [InlineData("date", false)]
    public void ShorterCodesDetermineOthers(string name, bool areLevels)
    {
        var table = Read(
            $"{name},x,y",
            row =>
                (row * 7 % Codes) is var code && row % 11 == 0
                    ? ",,"
                    : $"{30_000_001 + (code * 1_000_003L)},{"abc"[code * 5 % 3]},{code * 7 % 11}"
        );
        Assert.Equal(areLevels, table.Columns[0].Kind is CategoryKind { LevelCount: Codes });
    }

    /// <summary>Days as numbers, and numbers that are hardly repeated.</summary>
    [Theory]
    [InlineData("20240{0}{1:00}", 9, 28)]
    [InlineData("978{0:000}{1:0000000}", 400, 1000)]
    public void DaysAndDifferentNumbersAreNoLevels(string format, int first, int second)
    {
        var table = Read(
            "x,y",
            row =>
                $"{string.Format(System.Globalization.CultureInfo.InvariantCulture, format, 1 + (row % first), 1 + (row * 7 % second))},{row % 3}"
        );
        Assert.False(table.Columns[0].Kind is CategoryKind);
    }

    private static Table Read(string names, Func<int, string> line)
    {
        var text = new StringBuilder(names).Append('\n');
        for (int row = 0; row < 10 * Codes; row++)
        {
            text.Append(line(row)).Append('\n');
        }

        return SubjectKinds.Apply(CsvReader.Read(Encoding.UTF8.GetBytes(text.ToString()), "t.csv", []), null).Table;
    }
}
