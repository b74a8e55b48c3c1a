using System.Globalization;
using System.Text;
using Likeness.Compute.Cpu;
using Likeness.Data;
using Likeness.Data.Kinds;

namespace Likeness.Tests.Data.Detection;

/// <summary>Numbers that R and Stata write with 15 significant digits.</summary>
public sealed class SignificantDigitsTests
{
    private const int Rows = 400;

    [Theory]
    [InlineData(0.0, 0, 0)]
    [InlineData(120.0, 2, 0)]
    [InlineData(-0.0450, 2, 3)]
    [InlineData(0.146490584494986, 15, 15)]
    [InlineData(1.25e-7, 3, 9)]
    [InlineData(3e20, 1, 0)]
    public void DigitsAreThoseOfTheShortestDecimal(double value, int digits, int decimals) =>
        Assert.Equal((digits, decimals), SignificantDigits.Count(value));

    [Theory]
    [InlineData(0.14649058449498938, 15, 0.146490584494989)]
    [InlineData(-123.456, 4, -123.5)]
    [InlineData(123456.0, 2, 120000.0)]
    public void NumbersAreRoundedToDigits(double value, int digits, double expected) =>
        Assert.Equal(expected, SignificantDigits.Round(value, digits));

    [Theory]
    [InlineData(2.345678, 3, 2.346)]
    [InlineData(0.000123456789012345678, 18, 0.000123456789012346)]
    [InlineData(1234567.5, 15, 1234567.5)]
    [InlineData(4e-19, 17, 0.0)]
    public void NumbersAreRoundedToDecimals(double value, int decimals, double expected) =>
        Assert.Equal(expected, SignificantDigits.RoundDecimals(value, decimals));

    [Fact]
    public void NoNumberIsWrittenWithMoreDigitsThanTheFileHas()
    {
        var random = new PhiloxRandom(1, 0);
        double[] values = [.. Enumerable.Range(0, Rows).Select(_ => random.NextNormal())];
        string[] texts = [.. values.Select(Fifteen)];
        var column = Read(texts);
        Assert.Equal(15, Assert.IsType<NumberKind>(column.Kind).Format!.MaxDigits);
        Assert.All(texts, text => Assert.Equal(text, column.Write(double.Parse(text, CultureInfo.InvariantCulture))));
        Assert.Equal("0.300000000", column.Write(0.1 + 0.2));
        Assert.Equal("0.146490584494989", column.Write(0.14649058449498938));
    }

    [Theory]
    [InlineData("0.1,0.25,12.5")]
    [InlineData("0.30000000000000004,1.0000000000000002,0.1234567890123456")]
    public void FewDecimalsOrAllDigitsSetNoLimit(string texts) =>
        Assert.Null(((NumberKind)Read(texts.Split(',')).Kind).Format?.MaxDigits);

    [Fact]
    public void DeviationsFromAMeanHaveAGridOfTheirOwnValues()
    {
        const double Mean = 5.853509415505014;
        var random = new PhiloxRandom(2, 0);
        double[] values =
        [
            .. Enumerable.Range(0, Rows).Select(_ => Parsed(Fifteen((random.NextInt(30) * 0.5) - Mean))),
        ];
        var grid = GridDetection.Detect(values)!;
        Assert.Equal((0.5, 30), (grid.Step, grid.Count));
        Assert.Equal(values, values.Select(grid.Snap));
    }

    [Fact]
    public void SinglePrecisionIsFoundInFifteenDigits()
    {
        var random = new PhiloxRandom(3, 0);
        double[] meant = [.. Enumerable.Range(0, Rows).Select(_ => random.NextInt(150) / 10.0)];
        double[] values = Array.ConvertAll(meant, value => Parsed(Fifteen((float)value)));
        var written = WrittenPrecision.Detect(values);
        Assert.Equal((true, 1), (written.SinglePrecision, written.Decimals));
        Assert.Equal(meant, written.Values);
        var grid = GridDetection.Detect(values)!;
        Assert.Equal(values, values.Select(grid.Snap));
        double[] others = [.. meant.Select(value => Parsed(Fifteen(value / 7)))];
        Assert.False(WrittenPrecision.Detect(others).SinglePrecision);
    }

    private static string Fifteen(double value) => value.ToString("G15", CultureInfo.InvariantCulture);

    private static double Parsed(string text) => double.Parse(text, CultureInfo.InvariantCulture);

    private static Column Read(string[] texts) =>
        CsvReader
            .Read(Encoding.UTF8.GetBytes($"a,b\n{string.Concat(texts.Select(text => $"{text},x\n"))}"), "t.csv", [])
            .Table.Columns[0];
}
