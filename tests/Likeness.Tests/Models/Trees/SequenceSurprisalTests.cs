using Likeness.Compute.Cpu;
using Likeness.Models;
using Likeness.Models.Trees;
using Likeness.Models.Trees.Boosted;

namespace Likeness.Tests.Models.Trees;

/// <summary>How unlikely a value is given all others, against the joint distribution in full.</summary>
public sealed class SequenceSurprisalTests
{
    private const int Levels = 3;
    private const int Width = 3;
    private const int All = Levels * Levels * Levels;

    [Theory]
    [InlineData("trees")]
    [InlineData("boosted-trees")]
    public void ExpectedValuesFollowTheConditional(string name)
    {
        using var model = Fitted(name);
        double[] joint = Joint(model);
        foreach (int row in (int[])[1, 5, 13, 22])
        {
            for (int dimension = 0; dimension < Width; dimension++)
            {
                var values = new float[6000];
                var weights = new double[values.Length];
                ((IColumnSurprisal)model).Expected(3, row, Row(row), dimension, values, weights);
                Assert.Equal(1, weights.Sum(), 1e-9);
                double[] expected = Conditional(joint, row, dimension);
                for (int level = 0; level < Levels; level++)
                {
                    double p = values.Zip(weights).Where(one => one.First == level).Sum(one => one.Second);
                    // The background of 1 in 902 rows is not sampled.
                    Assert.Equal(expected[level], p, 0.03);
                }
            }
        }
    }

    /// <summary>The mean over seeds, as each compares with few values. A value that the others exclude has a surprisal of several nats.</summary>
    [Theory]
    [InlineData("trees")]
    [InlineData("boosted-trees")]
    public void SurprisalsAreThoseOfTheConditionalBeyondItsEntropy(string name)
    {
        const int Seeds = 400;
        using var model = Fitted(name);
        double[] joint = Joint(model);
        double largest = 0;
        for (int row = 0; row < All; row++)
        {
            var mean = new double[Width];
            for (int seed = 0; seed < Seeds; seed++)
            {
                var found = new double[Width];
                ((IColumnSurprisal)model).ExcessSurprisals((ulong)seed, row, Row(row), found);
                for (int dimension = 0; dimension < Width; dimension++)
                {
                    mean[dimension] += found[dimension] / Seeds;
                }
            }

            for (int dimension = 0; dimension < Width; dimension++)
            {
                double[] conditional = Conditional(joint, row, dimension);
                double exact = -Math.Log(conditional[(int)Row(row)[dimension]]) + conditional.Sum(p => p * Math.Log(p));
                largest = Math.Max(largest, exact);
                // A ratio of sums is biased by the inverse of the number of values.
                Assert.InRange(mean[dimension], exact - 0.35, exact + 0.35);
            }
        }

        Assert.True(largest > 2);
    }

    private static float[] Row(int index) => [index / (Levels * Levels), index / Levels % Levels, index % Levels];

    private static double[] Joint(GenerativeModel model)
    {
        float[] rows = [.. Enumerable.Range(0, All).SelectMany(Row)];
        var logs = new double[All];
        ((IRowDensity)model).LogDensities(rows, logs);
        return Array.ConvertAll(logs, Math.Exp);
    }

    private static double[] Conditional(double[] joint, int row, int dimension)
    {
        int step = dimension switch
        {
            0 => Levels * Levels,
            1 => Levels,
            _ => 1,
        };
        int first = row - (step * (int)Row(row)[dimension]);
        double[] p = [.. Enumerable.Range(0, Levels).Select(level => joint[first + (step * level)])];
        double sum = p.Sum();
        return Array.ConvertAll(p, one => one / sum);
    }

    // The third is the sum of the others, mostly.
    private static GenerativeModel Fitted(string name)
    {
        const int Rows = 900;
        var random = new PhiloxRandom(4, 0);
        var values = new float[Rows * Width];
        for (int i = 0; i < values.Length; i += Width)
        {
            values[i] = random.NextInt(Levels);
            values[i + 1] = Math.Min(random.NextInt(Levels), random.NextInt(Levels));
            values[i + 2] = random.NextDouble() < 0.9 ? (values[i] + values[i + 1]) % Levels : random.NextInt(Levels);
        }

        ModelDimension[] dimensions =
        [
            .. Enumerable.Range(0, Width).Select(i => new ModelDimension($"x{i}", Levels) { IsCategory = true }),
        ];
        var space = new ModelSpace(dimensions, Rows);
        GenerativeModel model =
            name == "trees"
                ? new SequentialTrees(new TreesOptions(), space)
                : new SequentialBoostedTrees(new SequentialBoostedTreesOptions(), space);
        ((IFitted)model).Fit(new FitRows(values, default, 1, null, _ => { }, CancellationToken.None));
        return model;
    }
}
