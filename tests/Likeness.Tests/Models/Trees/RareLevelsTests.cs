using Likeness.Compute.Cpu;
using Likeness.Models;
using Likeness.Models.Trees.Boosted;

namespace Likeness.Tests.Models.Trees;

/// <summary>A level that few rows have follows the numbers before it.</summary>
public sealed class RareLevelsTests
{
    private const int Width = 11;

    /// <summary>Of 2,000 rows, 2 % have the level, more of them where the first number is large; nine numbers say nothing. Trees as large as for equal halves learn 40 % of what there is to know, smaller ones 47 %.</summary>
    [Fact]
    public void ARareLevelDependsOnWhatItDependsOn()
    {
        double found = Enumerable.Range(0, 10).Average(seed => Gain(Rows(2000, (ulong)seed), Rows(20_000, 99)));
        double possible = Gain(Rows(20_000, 99), row => Probability(row[0]));
        Assert.InRange(found, 0.44 * possible, possible);
    }

    // The log-likelihood of the level given the numbers, beyond that of its frequency.
    private static double Gain(float[] train, float[] rows)
    {
        ModelDimension[] dimensions =
        [
            .. Enumerable.Range(0, Width - 1).Select(i => new ModelDimension($"x{i}")),
            new("fraud", 2) { IsCategory = true },
        ];
        using var model = new SequentialBoostedTrees(new(), new ModelSpace(dimensions, train.Length / Width));
        ((IFitted)model).Fit(new FitRows(train, default, 1, null, _ => { }, CancellationToken.None));
        return Gain(
            rows,
            row =>
            {
                var logs = new double[2];
                float[] both = [.. row, .. row];
                (both[Width - 1], both[(2 * Width) - 1]) = (0, 1);
                ((IRowDensity)model).LogDensities(both, logs);
                return 1 / (1 + Math.Exp(logs[0] - logs[1]));
            }
        );
    }

    private static double Gain(float[] rows, Func<float[], double> probability)
    {
        float[][] all = [.. rows.Chunk(Width)];
        double frequency = all.Average(row => row[^1]);
        return all.Average(row =>
        {
            double p = probability(row);
            return row[^1] == 1 ? Math.Log(p / frequency) : Math.Log((1 - p) / (1 - frequency));
        });
    }

    private static double Probability(double x) => 1 / (1 + Math.Exp(4.3 - (0.9 * x)));

    private static float[] Rows(int count, ulong seed)
    {
        var random = new PhiloxRandom(seed, 3);
        var rows = new float[count * Width];
        for (int i = 0; i < rows.Length; i += Width)
        {
            for (int column = 0; column < Width - 1; column++)
            {
                rows[i + column] = (float)random.NextNormal();
            }

            rows[i + Width - 1] = random.NextDouble() < Probability(rows[i]) ? 1 : 0;
        }

        return rows;
    }
}
