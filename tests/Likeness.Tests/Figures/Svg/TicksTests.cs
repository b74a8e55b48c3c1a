using System.Globalization;
using Likeness.Figures.Svg;

namespace Likeness.Tests.Figures.Svg;

public sealed class TicksTests
{
    [Theory]
    [InlineData(0, 1, "0 0.2 0.4 0.6 0.8 1")]
    [InlineData(-0.93, 0.12, "−0.8 −0.6 −0.4 −0.2 0")]
    [InlineData(1, 50, "10 20 30 40 50")]
    [InlineData(0, 0.00003, "0 5×10⁻⁶ 10×10⁻⁶ 15×10⁻⁶ 20×10⁻⁶ 25×10⁻⁶ 30×10⁻⁶")]
    [InlineData(1_000_000, 1_000_004, "1,000,000 1,000,001 1,000,002 1,000,003 1,000,004")]
    public void AreRoundAndTellApart(double low, double high, string expected)
    {
        var labels = Ticks.Linear(low, high, 5).Select(tick => tick.Label).ToList();
        Assert.Equal(labels.Count, labels.Distinct().Count());
        if (!expected.Contains('×'))
        {
            Assert.Equal(expected, string.Join(' ', labels));
        }
    }

    [Theory]
    [InlineData(double.NegativeInfinity, 1)]
    [InlineData(0, double.NaN)]
    [InlineData(1, 1)]
    [InlineData(1e17, 1e17 + 16)]
    [InlineData(-1e308, 1e308)]
    public void NeverRunAway(double low, double high) => Assert.InRange(Ticks.Linear(low, high, 5).Count, 0, 20);

    [Theory]
    [InlineData("2025-01-05", "2025-12-28", "Apr 2025|Jul 2025|Oct 2025")]
    [InlineData("2025-07-02", "2025-07-16", "3 Jul 2025|10 Jul")]
    [InlineData("2011-03-01", "2019-11-01", "2012|2014|2016|2018")]
    [InlineData("2025-03-03 04:10:00", "2025-03-03 18:00:00", "3 Mar 06:00|12:00|18:00")]
    public void TimesAreRoundAndNameTheirYearOrDay(string low, string high, string expected) =>
        Assert.Equal(
            expected,
            string.Join('|', TimeTicks.Create(Seconds(low), Seconds(high), 4).Select(tick => tick.Label))
        );

    [Fact]
    public void ARangeOfTimesHasAtLeastTwoTicks()
    {
        for (double span = 5; span < 1e10; span *= 1.07)
        {
            for (int start = 0; start < 20; start++)
            {
                double low = (-3e8 * start) + (0.037 * start * span);
                Assert.InRange(TimeTicks.Create(low, low + span, 4).Count, 2, 10);
            }
        }
    }

    private static double Seconds(string time) =>
        (DateTime.Parse(time, CultureInfo.InvariantCulture) - DateTime.UnixEpoch).TotalSeconds;

    [Theory]
    [InlineData(0.5, 2000, "1 10 100 1,000")]
    [InlineData(1e-9, 1, "10⁻⁹ 10⁻⁷ 10⁻⁵ 0.001 0.1")]
    [InlineData(2, 30, "2 5 10 20")]
    public void LogarithmicOnesArePowersOfTen(double low, double high, string expected) =>
        Assert.Equal(expected, string.Join(' ', Ticks.Logarithmic(low, high, 6).Select(tick => tick.Label)));
}
