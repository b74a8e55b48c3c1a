using Likeness.Figures;

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
    public void ShowsShares(double share, string expected) => Assert.Equal(expected, Numeral.Percent(share));
}
