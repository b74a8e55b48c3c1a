using Likeness.Compute.Cpu;
using Likeness.Models;
using Likeness.Models.Trees;

namespace Likeness.Tests.Models.Trees;

/// <summary>A split stays where it gains more than the parameters that it fits would on noise.</summary>
public sealed class GrownTreeTests
{
    private const int Rows = 2000;
    private const int Tables = 30;

    [Theory]
    [InlineData(3)]
    [InlineData(12)]
    [InlineData(40)]
    public void LevelsThatNothingPredictsAreRarelySplit(int levels) => Assert.InRange(Splits(levels, 0), 0, 3);

    [Theory]
    [InlineData(3)]
    [InlineData(12)]
    [InlineData(40)]
    public void LevelsThatDependOnAnotherColumnAreSplit(int levels) => Assert.Equal(Tables, Splits(levels, 0.3));

    /// <summary>Numbers with the same mean: the first payment of a contract is its fee, later ones vary.</summary>
    [Theory]
    [InlineData(0.3, true, Tables, Tables)]
    [InlineData(1, true, 0, 3)]
    [InlineData(0.3, false, 0, 3)]
    public void NumbersThatSpreadDifferentlyAreSplitBySpread(double spread, bool bySpread, int least, int most)
    {
        var random = new PhiloxRandom(8, 0);
        int splits = Splits(
            new ModelDimension("number"),
            one => (float)(random.NextNormal() * (one > 0 ? spread : 1)),
            bySpread
        );
        Assert.InRange(splits, least, most);
    }

    // In how many tables a column of two values splits levels, a part of which it determines.
    private static int Splits(int levels, double part)
    {
        var random = new PhiloxRandom(7, 0);
        return Splits(
            new ModelDimension("level", levels) { IsCategory = true },
            one => random.NextDouble() < part ? one : random.NextInt(levels),
            bySpread: false
        );
    }

    private static int Splits(ModelDimension level, Converter<float, float> value, bool bySpread)
    {
        var kind = new ModelDimension("kind", 2) { IsCategory = true };
        int splits = 0;
        for (int table = 0; table < Tables; table++)
        {
            float[] kinds = [.. Enumerable.Range(0, Rows).Select(row => (float)(row % 2))];
            float[] values = Array.ConvertAll(kinds, value);
            var predicted = ColumnLevels.Create(values, level);
            var predicting = ColumnLevels.Create(kinds, kind);
            byte[] bins = Array.ConvertAll(kinds, one => predicting.Bin((int)one, one));
            var rows = new TreeRows(
                predicted,
                predicted.Codes(values),
                values,
                [new Predictor(bins, predicting.Bins, true)]
            );
            var grown = TreeGrowth.Grow(rows, new TreeSize(20, 0, bySpread), CancellationToken.None);
            splits += grown.Kept(new TreeSize(20, 1))[0] ? 1 : 0;
        }

        return splits;
    }
}
