using Likeness.Data;
using Likeness.Figures.Charts;

namespace Likeness.Tests.Figures.Charts;

public sealed class BinsTests
{
    [Fact]
    public void OnAGridEveryBinHoldsEquallyManyGridValues()
    {
        var grid = new Grid(0, 1 / 300.0, 300);
        double[] all = [.. Enumerable.Range(13, 251).Select(grid.Value)];
        var bins = Bins.Over(all, all, grid, max: 45);
        double[] fractions = bins.Fractions(all);
        Assert.InRange(bins.Count, 30, 45);
        Assert.All(fractions[..^1], fraction => Assert.Equal(fractions[0], fraction, 12));
    }

    [Fact]
    public void AFewValuesGetABinEach()
    {
        var bins = Bins.Over([1, 2, 2, 3], [1, 3, 3, 3], new Grid(0, 1, 10), max: 45);
        Assert.Equal([0.25, 0.5, 0.25], bins.Fractions([1, 2, 2, 3]));
    }

    [Fact]
    public void StraysOfTheGeneratedRowsDoNotSqueezeTheRest()
    {
        double[] real = [.. Enumerable.Range(0, 1000).Select(i => i / 999.0)];
        double[] generated = [.. real[..^2], 1e6, double.NaN];
        var bins = Bins.Over(real, generated, grid: null, max: 45);
        Assert.InRange(bins.High, 1, 1.01);
        Assert.Equal(0.998, bins.Fractions(generated).Sum(), 9);
    }

    [Fact]
    public void ASingleValueAndNoValueHaveRoom()
    {
        Assert.Equal(1, Bins.Over([5, 5], [5], null, 45).Fractions([5, 5]).Sum());
        Assert.Equal(0, Bins.Over([double.NaN], [double.NaN], null, 45).Fractions([double.NaN]).Sum());
    }
}
