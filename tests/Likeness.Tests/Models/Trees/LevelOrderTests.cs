using Likeness.Compute.Cpu;
using Likeness.Models;
using Likeness.Models.Trees;
using Likeness.Models.Trees.Boosted;

namespace Likeness.Tests.Models.Trees;

public sealed class LevelOrderTests
{
    private const int Levels = 12;

    [Fact]
    public void NeighboursAreSimilarInANumber()
    {
        // Level k has numbers near (5k mod 12).
        var random = new PhiloxRandom(1, 0);
        float[] levels = [.. Enumerable.Range(0, 1200).Select(row => (float)(row % Levels))];
        float[] numbers = [.. levels.Select(level => (float)((5 * level % Levels) + (0.2 * random.NextDouble())))];
        int[] found = Find([numbers, levels], [new("number"), Category("level")]);
        int[] along = [.. found.Where(code => code < Levels).Select(code => 5 * code % Levels)];
        int[] ascending = [.. Enumerable.Range(0, Levels)];
        Assert.True(
            along.SequenceEqual(ascending) || along.Reverse().SequenceEqual(ascending),
            string.Join(' ', along)
        );
    }

    [Fact]
    public void LevelsOfOneGroupOfACategoryStandTogether()
    {
        float[] levels = [.. Enumerable.Range(0, 1200).Select(row => (float)(row % Levels))];
        float[] groups = [.. levels.Select(level => level % 3)];
        int[] found = Find([groups, levels], [Category("group"), Category("level")]);
        int[] along = [.. found.Where(code => code < Levels).Select(code => code % 3)];
        Assert.Equal(2, along.Zip(along.Skip(1)).Count(pair => pair.First != pair.Second));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    public void EachLevelHasOnePlace(ulong seed)
    {
        var random = new PhiloxRandom(seed, 0);
        float[] levels =
        [
            .. Enumerable.Range(0, 300).Select(_ => (float)(int)(random.NextDouble() * random.NextDouble() * Levels)),
        ];
        float[] numbers = [.. levels.Select((_, row) => row % 7 == 0 ? float.NaN : (float)random.NextDouble())];
        int[] found = Find([numbers, levels], [new("number"), Category("level")]);
        Assert.Equal(Enumerable.Range(0, Levels + 1), found.Order());
    }

    [Fact]
    public void WithoutColumnsBeforeFrequenciesDecide()
    {
        float[] levels = [.. Enumerable.Range(0, 300).Select(row => row % 3 == 0 ? 1f : row % 5)];
        int[] found = Find([levels], [Category("level")]);
        Assert.Equal(1, found[0]);
    }

    private static ModelDimension Category(string name) => new(name, Levels) { IsCategory = true };

    private static int[] Find(float[][] columns, ModelDimension[] dimensions)
    {
        var rows = TreeRows.OfValues(
            CodedRows.Create(columns, dimensions, new Likeness.Trees.Pieces(null)),
            [.. Enumerable.Range(0, columns.Length)]
        );
        var counts = new int[rows.Levels.Count + 1];
        Array.ForEach(rows.Codes, code => counts[code]++);
        return new LevelOrder(rows, counts).Find();
    }
}
