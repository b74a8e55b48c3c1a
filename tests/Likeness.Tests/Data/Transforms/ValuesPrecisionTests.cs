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

    private static ColumnTransform Fit(double[] values) => ColumnFit.Fit(new Column("x"), values, Settings);

    private static double Through(ColumnTransform transform, double value) =>
        transform.Inverse((float)transform.Forward(value), continuous: false);
}
