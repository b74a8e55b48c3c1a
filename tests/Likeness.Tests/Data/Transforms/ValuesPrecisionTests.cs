using System.Text.Json;
using Likeness.Data;
using Likeness.Data.Transforms;

namespace Likeness.Tests.Data.Transforms;

/// <summary>What single precision leaves of values as trees see them.</summary>
public sealed class ValuesPrecisionTests
{
    private static readonly TransformSettings Settings = new() { Kind = TransformKind.Values, Dequantise = false };

    [Fact]
    public void ValuesOfSevenDigitsAreThemselves()
    {
        double[] values = [.. Enumerable.Range(0, 500).Select(i => i * 7919 % 10_007 / 1000.0)];
        var transform = Fit(values);
        Assert.All(values, value => Assert.Equal(value, Through(transform, value)));
    }

    [Fact]
    public void LastDigitsOfLongerValuesAreNotAllZero()
    {
        // Milliseconds over four years.
        double[] values = [.. Enumerable.Range(0, 500).Select(i => 1.5e9 + (i * 7919L % 10_007 * 12_345.678))];
        var transform = Fit(values);
        double[] back = [.. values.Select(value => Through(transform, value))];
        Assert.All(values.Zip(back), pair => Assert.Equal(pair.First, pair.Second, 16.0));
        Assert.InRange(back.Count(value => Math.Round(value) % 10 == 0), 0, 150);
    }

    [Fact]
    public void RepeatedValuesAreThemselvesWhateverTheirDigits()
    {
        // Yearly wages per hour, each of several people, and some of one person only.
        double[] values = [.. Enumerable.Range(0, 600).Select(i => (i < 500 ? i % 90 : i) * 1000 / 2080.0)];
        var transform = Fit(values);
        Assert.Equal(90, transform.Repeated!.Values.Count);
        Assert.All(values[..500], value => Assert.Equal(value, Through(transform, value)));
        Assert.All(values[500..], value => Assert.Equal(value, Through(transform, value), value * 1e-6));
        Assert.Equal(100.25, transform.Inverse(transform.Forward(100.25), continuous: false), 1e-9);
        var back = JsonSerializer.Deserialize<ColumnTransform>(JsonSerializer.Serialize(transform));
        Assert.Equal(transform.Repeated, back!.Repeated);
    }

    /// <summary>Rates of growth in a column of populations are no rounding of others.</summary>
    [Fact]
    public void SmallValuesBesideHugeOnesKeepTheirDigits()
    {
        double[] rates = [.. Enumerable.Range(0, 300).Select(i => (i * 7919L % 10_007 / 3000.0) - 0.7)];
        double[] values = [.. rates, rates[5], rates[90], .. Enumerable.Range(1, 300).Select(i => i * 20_000_000.5)];
        var transform = Fit(values);
        Assert.All(rates, value => Assert.Equal(value, Through(transform, value), 1e-6));
        Assert.Equal(rates[5], Through(transform, rates[5]));
    }

    [Fact]
    public void ValuesThatSinglePrecisionHoldsAreNotListed()
    {
        double[] values = [.. Enumerable.Range(0, 500).Select(i => i % 50 * 7919 % 10_007 / 1000.0)];
        Assert.Null(Fit(values).Repeated);
        Assert.Null(Fit([.. Enumerable.Range(0, 500).Select(i => i / 2080.0)]).Repeated);
    }

    private static ColumnTransform Fit(double[] values) => ColumnFit.Fit(new Column("x"), values, Settings);

    private static double Through(ColumnTransform transform, double value) =>
        transform.Inverse((float)transform.Forward(value), continuous: false);
}
