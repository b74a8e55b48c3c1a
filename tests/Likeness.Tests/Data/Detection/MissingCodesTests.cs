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
    [InlineData("-200.0", "-200.0")]
    public void FarNumbersOfRepeatedDigitsMayBeMissing(string code, string text)
    {
        string remark = Assert.Single(MissingCodes.Find(Read("pm25", code, 5)));
        Assert.StartsWith($"'pm25' has {text} in 5 rows, apart from all others", remark, StringComparison.Ordinal);
        string option = text[0] == '-' ? $"--missing={text}" : $"--missing {text}";
        Assert.Contains(option, remark, StringComparison.Ordinal);
        Assert.Empty(MissingCodes.Find(Read("pm25", code, 4)));
    }

    // The others are from 1.5 to 25.4.
    [Theory]
    [InlineData("-22.0")]
    [InlineData("200.0")]
    [InlineData("-998.0")]
    [InlineData("998.9")]
    [InlineData("-1.0")]
    [InlineData("333.0")]
    [InlineData("9.0")]
    public void OtherNumbersAreNumbers(string code) => Assert.Empty(MissingCodes.Find(Read("pm25", code, 40)));

    /// <summary>Of incomes up to 200,000, −99 is not far, but below 0 alone; balances have many hundreds below 0.</summary>
    [Fact]
    public void NumbersBelowZeroMayBeMissingWhereNoOtherIs()
    {
        int[] incomes = [.. Enumerable.Range(0, 300).Select(i => i < 6 ? -99 : 1000 * (i % 200))];
        string remark = Assert.Single(MissingCodes.Find(Table.FromArrays(("income", incomes))));
        Assert.StartsWith("'income' has -99 in 6 rows", remark, StringComparison.Ordinal);
        int[] balances = [.. Enumerable.Range(0, 300).Select(i => i < 60 ? -5000 - (100 * (i % 7)) : i % 150)];
        Assert.Empty(MissingCodes.Find(Table.FromArrays(("balance", balances))));
        Assert.Empty(MissingCodes.Find(Table.FromArrays(("change", Array.ConvertAll(incomes, one => one - 20)))));
    }

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
