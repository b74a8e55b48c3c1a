using Likeness.Compute.Cpu;
using Likeness.Models;
using Likeness.Models.Trees;
using Likeness.Trees;

namespace Likeness.Tests.Models.Trees;

/// <summary>Leaves are smoothed: probabilities add up to 1, samples follow them, and what separates surely stays separate.</summary>
public sealed class DonorTreeTests
{
    private const int Rows = 2000;
    private const int Kinds = 3;

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void ProbabilitiesOfALeafAddUpToOne(bool isCategory)
    {
        var (tree, levels) = Fitted(isCategory);
        Assert.Equal(!isCategory, tree.Interpolates);
        for (byte kind = 0; kind < Kinds; kind++)
        {
            int leaf = tree.Leaf([kind]);
            Assert.Equal(1, Enumerable.Range(0, levels.Count).Sum(code => tree.Probability(leaf, code)), 1e-6);
            // No value was missing.
            Assert.Equal(0, tree.Probability(leaf, levels.Missing));
        }
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void SamplesFollowTheProbabilities(bool isCategory)
    {
        const int Count = 40_000;
        var (tree, levels) = Fitted(isCategory);
        var random = new PhiloxRandom(1, 0);
        int leaf = tree.Leaf([1]);
        var counts = new double[levels.Count];
        for (int i = 0; i < Count; i++)
        {
            counts[tree.Sample(leaf, random)]++;
        }

        // Of numbers, tenths of the codes.
        int[] ends = [.. Enumerable.Range(1, 10).Select(part => part * levels.Count / 10)];
        double sampled = 0;
        double expected = 0;
        foreach (var (i, end) in ends.Index())
        {
            int from = i == 0 ? 0 : ends[i - 1];
            sampled += counts[from..end].Sum() / Count;
            expected += Enumerable.Range(from, end - from).Sum(code => tree.Probability(leaf, code));
            Assert.Equal(expected, sampled, 0.01);
        }
    }

    /// <summary>A code is sampled at each rank that it has, without smoothing, and the ranks of all codes follow each other from 0 to 1.</summary>
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void RanksAreThoseAtWhichACodeIsSampled(bool isCategory)
    {
        var (tree, levels) = Fitted(isCategory);
        tree.Smoothing = default;
        var random = new PhiloxRandom(1, 0);
        for (byte kind = 0; kind < Kinds; kind++)
        {
            double before = 0;
            for (int code = 0; code < levels.Count; code++)
            {
                var (low, high) = tree.Ranks([kind], code);
                Assert.Equal(before, low, 1e-12);
                before = high;
                if (high > low)
                {
                    Assert.Equal(code, tree.Sample([kind], random, low + (0.001 * (high - low)) + 1e-9));
                    Assert.Equal(code, tree.Sample([kind], random, low + (0.999 * (high - low))));
                }
            }

            Assert.Equal(1, before, 1e-12);
        }
    }

    [Fact]
    public void ACategoryThatFollowsFromAnotherRarelyBacksOff()
    {
        var (tree, levels) = Fitted(isCategory: true);
        Assert.InRange(1 - tree.Probability(tree.Leaf([0]), 0), 0, 0.001);
        Assert.Equal(Kinds + 1, levels.Count);
    }

    [Fact]
    public void NumbersStayInTheRangeOfTheirLeaves()
    {
        var (tree, levels) = Fitted(isCategory: false);
        int leaf = tree.Leaf([2]);
        double outside = Enumerable
            .Range(0, levels.Count)
            .Where(code => levels.Value(code, 0.5) < 198)
            .Sum(code => tree.Probability(leaf, code));
        Assert.InRange(outside, 1e-5, 0.003);
    }

    /// <summary>What all rows of a person repeat is learned from as many people as other columns are from rows.</summary>
    [Fact]
    public void LeavesHaveMoreRowsWhereSeveralRepeatAValue()
    {
        var random = new PhiloxRandom(3, 0);
        float[] values = [.. Enumerable.Range(0, Rows).Select(_ => (float)random.NextDouble())];
        float[] others = Array.ConvertAll(values, value => MathF.Round(10 * value));
        var (once, _) = Chosen(1);
        var (often, log) = Chosen(5);
        Assert.Equal(5 * once.Values.MinRows, often.Values.MinRows);
        Assert.Equal(5 * once.Values.MinGain, often.Values.MinGain);
        Assert.True(double.IsFinite(log));

        (ColumnSettings Settings, double Log) Chosen(double repeated)
        {
            var rows = CodedRows.Create(
                [others, values],
                new ModelDimension[]
                {
                    new("other", 11),
                    new("value") { RowsPerValue = repeated },
                },
                new Pieces(null)
            );
            return ColumnFit.Choose([new(rows, rows, null)], [0, 1], 10, CancellationToken.None);
        }
    }

    // Numbers of kind k between 100 k and 100 k + 50; categories are the kind, of kind 2 one of two levels.
    private static (DonorTree Tree, ColumnLevels Levels) Fitted(bool isCategory)
    {
        var random = new PhiloxRandom(3, 0);
        float[] kinds = [.. Enumerable.Range(0, Rows).Select(row => (float)(row % Kinds))];
        float[] values =
        [
            .. kinds.Select(kind =>
                isCategory
                    ? kind + (kind == 2 && random.NextDouble() < 0.3 ? 1 : 0)
                    : (float)((100 * kind) + (50 * random.NextDouble()))
            ),
        ];
        var levels = ColumnLevels.Create(
            values,
            new ModelDimension("value", isCategory ? Kinds + 1 : 0) { IsCategory = isCategory }
        );
        var kind = ColumnLevels.Create(kinds, new ModelDimension("kind", Kinds) { IsCategory = true });
        Predictor[] predictors = [new(Array.ConvertAll(kinds, one => kind.Bin((int)one, one)), kind.Bins, true)];
        var rows = new TreeRows(levels, levels.Codes(values), values, predictors);
        var grown = TreeGrowth.Grow(rows, new TreeSize(20, 0), CancellationToken.None);
        var tree = DonorTree.Create(grown, grown.Kept(new TreeSize(20, 1)), levels, rows.Codes);
        tree.Smoothing = SmoothingChoice.Choose([(tree, rows)]).Smoothing;
        return (tree, levels);
    }
}
