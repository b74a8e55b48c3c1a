namespace Likeness.Tests.Figures;

public sealed class NumeralTests
{
    [Theory]
    [InlineData(0.00107, "0.00107")]
    [InlineData(-0.4926176, "−0.493")]
    [InlineData(12300, "12,300")]
    [InlineData(823356, "823,356")]
    [InlineData(0.00001234, "1.23×10⁻⁵")]
    [InlineData(-5e12, "−5×10¹²")]
    [InlineData(0.0999999, "0.1")]
    [InlineData(0, "0")]
    [InlineData(double.NaN, "–")]
    [InlineData(double.NegativeInfinity, "−∞")]
    public void ShowsAFewDigits(double value, string expected) => Assert.Equal(expected, Numeral.Short(value));

    [Theory]
    [InlineData(0.0002, "< 0.1 %")]
    [InlineData(0, "0 %")]
    [InlineData(0.1255, "12.6 %")]
    public void ShowsShares(double fraction, string expected) => Assert.Equal(expected, Numeral.Percent(fraction));

    [Theory]
    [InlineData(0.00158, 0.00666, "0.0016 to 0.0067")]
    [InlineData(0.9761, 0.98603, "0.9761 to 0.986")]
    [InlineData(-0.00029, 0.000463, "−0.00029 to 0.00046")]
    [InlineData(12, 340, "12 to 340")]
    [InlineData(1, 1, "1")]
    [InlineData(1e-12, 2e-12, "1×10⁻¹² to 2×10⁻¹²")]
    [InlineData(0, double.PositiveInfinity, "0 to ∞")]
    public void ShowsRangesAsFinelyAsTheyAreWide(double low, double high, string expected) =>
        Assert.Equal(expected, Numeral.Range(low, high));
}
