using Likeness.Compute.Cpu;
using Likeness.Models;
using Likeness.Models.Trees;

namespace Likeness.Tests.Models.Trees;

/// <summary>Neighbouring values that few rows have share a code, so that a density is that of several rows, and new values are sampled as often as they occur.</summary>
public sealed class ValueCellsTests
{
    private const int Days = 900;

    [Fact]
    public void MassesOfAGridSumToOneAndAreThoseOfSamples()
    {
        var levels = Levels(540, random => random.NextInt(Days), Days);
        Assert.NotNull(levels.Cells);
        double[] masses = [.. Enumerable.Range(0, Days).Select(day => Mass(levels, day))];
        Assert.Equal(1, masses.Sum(), 1e-9);
        var counts = new double[Days];
        const int Draws = 4000;
        for (int code = 0; code < levels.Count; code++)
        {
            for (int draw = 0; draw < Draws; draw++)
            {
                float value = levels.Value(code, (draw + 0.5) / Draws);
                Assert.Equal(code, levels.Code(value));
                counts[(int)value] += levels.RowsOf(code) / (double)levels.Rows / Draws;
            }
        }

        Assert.All(counts.Zip(masses), pair => Assert.Equal(pair.Second, pair.First, 1e-5));
    }

    /// <summary>Of 540 rows on 900 days, e^(−540 ∕ 900) = 55 % of all days have none: a new row is on one of these as often.</summary>
    [Fact]
    public void DaysWithoutRowsAreAsProbableAsTheyAre()
    {
        var levels = Levels(540, random => random.NextInt(Days), Days);
        var seen = levels.Values.ToArray().ToHashSet();
        double unseen = Enumerable.Range(0, Days).Where(day => !seen.Contains(day)).Sum(day => Mass(levels, day));
        Assert.InRange(unseen, 0.45, 0.6);
    }

    /// <summary>Densities of single rows are higher at samples than at new rows by 0.5 nats, those of cells of n rows by 1 ∕ (n + 1).</summary>
    [Theory]
    [InlineData(0)]
    [InlineData(1_000_000)]
    public void SamplesAreHardlyDenserThanNewRows(int bins)
    {
        double difference = 0;
        const int Repeats = 10;
        for (uint seed = 0; seed < Repeats; seed++)
        {
            var random = new PhiloxRandom(seed, 1);
            var levels = Levels(400, Normal, bins, seed);
            difference += Enumerable
                .Range(0, 2000)
                .Select(_ => Math.Log(Density(levels, Sample(levels, random)) / Density(levels, Normal(random))))
                .Average();
        }

        Assert.InRange(difference / Repeats, 0.02, 0.3);

        float Normal(PhiloxRandom random)
        {
            double value = random.NextNormal();
            return bins == 0 ? (float)value : (float)Math.Clamp(Math.Floor((value + 5) * 100_000), 0, bins - 1);
        }
    }

    [Fact]
    public void FewValuesAreSampledWhereThereAreNone()
    {
        var levels = Levels(
            500,
            random => (float)((50 * random.NextDouble()) + (random.NextDouble() < 0.5 ? 100 : 0)),
            0
        );
        var random = new PhiloxRandom(7, 0);
        int between = Enumerable.Range(0, 20_000).Count(_ => Sample(levels, random) is > 51 and < 99);
        Assert.InRange(between, 0, 120);
        Assert.True(Mass(levels, 25) > 0);
    }

    /// <summary>Values that three rows each have, of a hundred thousand possible ones, are no coincidence.</summary>
    [Fact]
    public void RepeatedValuesStay()
    {
        var random = new PhiloxRandom(5, 0);
        int[] prices = [.. Enumerable.Range(0, 200).Select(_ => random.NextInt(100_000))];
        var levels = Levels(600, of => prices[of.NextInt(200)], 100_000);
        var seen = levels.Values.ToArray().ToHashSet();
        double kept = Enumerable.Range(0, 5000).Count(_ => seen.Contains(Sample(levels, random))) / 5000.0;
        Assert.InRange(kept, 0.9, 1);
    }

    private static ColumnLevels Levels(int rows, Func<PhiloxRandom, float> value, int bins, uint seed = 1)
    {
        var random = new PhiloxRandom(seed, 0);
        float[] column = [.. Enumerable.Range(0, rows).Select(_ => value(random))];
        return ColumnLevels.Create(column, new ModelDimension("value", bins));
    }

    private static float Sample(ColumnLevels levels, PhiloxRandom random)
    {
        int row = random.NextInt(levels.Rows);
        int code = 0;
        while (levels.Before(code + 1) <= row)
        {
            code++;
        }

        return levels.Value(code, random.NextDouble());
    }

    // As sequential models have it.
    private static double Density(ColumnLevels levels, float value) =>
        (Mass(levels, value) * (1 - levels.BackgroundShare)) + levels.Background(value);

    // Or density.
    private static double Mass(ColumnLevels levels, float value)
    {
        int code = levels.Code(value);
        return Math.Exp(levels.LogWithin(code, value)) * levels.RowsOf(code) / levels.Rows;
    }
}
