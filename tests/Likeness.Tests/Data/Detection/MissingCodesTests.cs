using Likeness.Data;
using Likeness.Data.Detection;

namespace Likeness.Tests.Data.Detection;

public sealed class MissingCodesTests
{
    [Theory]
    [InlineData("-999.0", "-999.0")]
    [InlineData("-99.0", "-99.0")]
    [InlineData("9999.0", "9999.0")]
    [InlineData("88.0", "88.0")]
    [InlineData("99999999.0", "99999999.0")]
    public void FarNumbersOfRepeatedDigitsMayBeMissing(string code, string text)
    {
        string remark = Assert.Single(MissingCodes.Find(Read("pm25", code, 5)));
        Assert.StartsWith($"'pm25' has {text} in 5 rows, far from all others", remark, StringComparison.Ordinal);
        string option = text[0] == '-' ? $"--missing={text}" : $"--missing {text}";
        Assert.Contains(option, remark, StringComparison.Ordinal);
        Assert.Empty(MissingCodes.Find(Read("pm25", code, 4)));
    }

    // The others are from 1.5 to 25.4.
    [Theory]
    [InlineData("-22.0")]
    [InlineData("-998.0")]
    [InlineData("998.9")]
    [InlineData("-1.0")]
    [InlineData("333.0")]
    [InlineData("9.0")]
    public void OtherNumbersAreNumbers(string code) => Assert.Empty(MissingCodes.Find(Read("pm25", code, 40)));

    [Fact]
    public void AgesAreNoCodes()
    {
        int[] ages = [.. Enumerable.Range(0, 2000).Select(i => 20 + (i % 80))];
        Assert.Empty(MissingCodes.Find(Table.FromArrays(("age", ages))));
    }

    [Fact]
    public void CodesOfSeveralColumnsAreOneRemark()
    {
        double[] Cells(int codes) => [.. Enumerable.Range(0, 100).Select(i => i < codes ? -999 : i * 0.5)];
        var table = Table.FromArrays(("a", Cells(7)), ("b", Cells(9)), ("c", Cells(0)));
        string remark = Assert.Single(MissingCodes.Find(table));
        Assert.StartsWith("'a', 'b' have -999", remark, StringComparison.Ordinal);
        Assert.Contains("in up to 9 rows", remark, StringComparison.Ordinal);
    }

    private static Table Read(string name, string code, int count) =>
        KindDetectionTests
            .Read(
                $"{name},b\n"
                    + string.Concat(
                        Enumerable.Range(0, 240).Select(i => FormattableString.Invariant($"{1.5 + (i * 0.1):0.0},x\n"))
                    )
                    + string.Concat(Enumerable.Repeat($"{code},y\n", count))
            )
            .Table;
}
