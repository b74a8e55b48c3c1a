using Likeness.Compute.Cpu;
using Likeness.Models;
using Likeness.Models.Trees.Boosted;

namespace Likeness.Tests.Models.Trees;

/// <summary>A level that few rows have follows the numbers before it.</summary>
public sealed class RareLevelsTests
{
    private const int Width = 6;

    /// <summary>Of 4,000 rows, 2 % have the level, more of them where the first number is large; four numbers say nothing.</summary>
    [Fact]
    public void ARareLevelDependsOnWhatItDependsOn()
    {
        double found = Enumerable.Range(0, 5).Average(seed => Difference(Sampled(Rows(4000, (ulong)seed)), 40_000));
        double expected = Difference(Rows(100_000, 99), 100_000);
        Assert.InRange(found, 0.8 * expected, 1.1 * expected);
    }

    // How much larger the mean of the first number is in rows that have the level.
    private static double Difference(float[] rows, int count)
    {
        double[] with =
        [
            .. Enumerable.Range(0, count).Where(row => Has(rows, row)).Select(row => (double)rows[row * Width]),
        ];
        double[] without =
        [
            .. Enumerable.Range(0, count).Where(row => !Has(rows, row)).Select(row => (double)rows[row * Width]),
        ];
        return with.Average() - without.Average();
    }

    private static bool Has(float[] rows, int row) => rows[(row * Width) + Width - 1] == 1;

    private static float[] Sampled(float[] rows)
    {
        ModelDimension[] dimensions =
        [
            .. Enumerable.Range(0, Width - 1).Select(i => new ModelDimension($"x{i}")),
            new("fraud", 2) { IsCategory = true },
        ];
        using var model = new SequentialBoostedTrees(new(), new ModelSpace(dimensions, rows.Length / Width));
        ((IFitted)model).Fit(new FitRows(rows, default, 1, null, _ => { }, CancellationToken.None));
        var sampled = new float[40_000 * Width];
        ((IRowSampler)model).SampleRows(1, 0, sampled);
        return sampled;
    }

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

            double odds = Math.Exp((0.9 * rows[i]) - 4.3);
            rows[i + Width - 1] = random.NextDouble() < odds / (1 + odds) ? 1 : 0;
        }

        return rows;
    }
}
