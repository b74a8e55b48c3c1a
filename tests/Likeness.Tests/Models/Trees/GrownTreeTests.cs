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

    // In how many tables a column of two values splits levels, a part of which it determines.
    private static int Splits(int levels, double part)
    {
        var random = new PhiloxRandom(7, 0);
        var kind = new ModelDimension("kind", 2) { IsCategory = true };
        var level = new ModelDimension("level", levels) { IsCategory = true };
        int splits = 0;
        for (int table = 0; table < Tables; table++)
        {
            float[] kinds = [.. Enumerable.Range(0, Rows).Select(row => (float)(row % 2))];
            float[] values = Array.ConvertAll(kinds, one => random.NextDouble() < part ? one : random.NextInt(levels));
            var predicted = ColumnLevels.Create(values, level);
            var predicting = ColumnLevels.Create(kinds, kind);
            byte[] bins = Array.ConvertAll(kinds, one => predicting.Bin((int)one, one));
            var rows = new TreeRows(
                predicted,
                predicted.Codes(values),
                values,
                [new Predictor(bins, predicting.Bins, true)]
            );
            var grown = TreeGrowth.Grow(rows, new TreeSize(20, 0), CancellationToken.None);
            splits += grown.Kept(new TreeSize(20, 1))[0] ? 1 : 0;
        }

        return splits;
    }
}
