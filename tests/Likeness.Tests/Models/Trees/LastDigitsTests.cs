using Likeness.Compute.Cpu;
using Likeness.Data;
using Likeness.Modalities.Tables;
using Likeness.Models.Trees;
using Likeness.Runs;

namespace Likeness.Tests.Models.Trees;

/// <summary>Numbers between those of the data end in the digits that the data prefer.</summary>
public sealed class LastDigitsTests
{
    private static readonly int[] Ends = [99, 95, 49, 0];

    [Theory]
    [InlineData("trees")]
    [InlineData("boosted-trees")]
    public void SampledPricesEndLikeThoseOfTheData(string model)
    {
        var random = new PhiloxRandom(3, 0);
        double[] prices =
        [
            .. Enumerable
                .Range(0, 2000)
                .Select(_ =>
                    Math.Floor(Math.Exp(3 + (0.8 * random.NextNormal())))
                    + (
                        random.NextDouble() switch
                        {
                            < 0.6 => 0.99,
                            < 0.75 => 0.95,
                            < 0.9 => 0.49,
                            _ => 0,
                        }
                    )
                ),
        ];
        string[] kinds = [.. prices.Select(price => price > 20 ? "tool" : "toy")];
        var table = Table.FromArrays([("price", prices), ("kind", kinds)]);
        var settings = new RunSettings { Model = model, Data = DataSource.FromTable(table) };
        using var trained = TrainedModel.Train(settings).As<TableModel>();
        int[] cents = [.. trained.Sample(3000, 1).ColumnValues(0).Select(price => (int)Math.Round(100 * price) % 100)];
        Assert.All(cents, end => Assert.Contains(end, Ends));
        int[] real = [.. prices.Select(price => (int)Math.Round(100 * price) % 100)];
        foreach (int end in Ends)
        {
            Assert.Equal(Fraction(real, end), Fraction(cents, end), 0.04);
        }
    }

    /// <summary>Neither dense numbers nor the shape of a distribution are a preference.</summary>
    [Fact]
    public void OtherNumbersPreferNone()
    {
        for (uint seed = 0; seed < 40; seed++)
        {
            var random = new PhiloxRandom(seed, 0);
            double scale = Math.Pow(10, 1 + random.NextInt(4));
            float[] skewed = Distinct(() => (float)Math.Floor(-scale * Math.Log(1 - random.NextDouble())));
            float[] even = Distinct(() => random.NextInt((int)(50 * scale)));
            Assert.Null(LastDigits.Find(skewed, null));
            Assert.Null(LastDigits.Find(even, null));
        }

        static float[] Distinct(Func<float> value) =>
            [.. Enumerable.Range(0, 800).Select(_ => value()).Distinct().Order()];
    }

    /// <summary>The weights of any range are those of its numbers, and each number takes its part of them.</summary>
    [Fact]
    public void WeightsAreThoseOfSingleNumbers()
    {
        var random = new PhiloxRandom(2, 0);
        float[] values =
        [
            .. Enumerable.Range(0, 300).Select(_ => (float)((100 * random.NextInt(500)) + 7)).Distinct().Order(),
        ];
        var digits = LastDigits.Find(values, null)!;
        for (int draw = 0; draw < 200; draw++)
        {
            int from = random.NextInt(5000);
            int to = from + 1 + random.NextInt(400);
            double sum = Enumerable.Range(from, to - from).Sum(number => digits.Density(number));
            Assert.Equal(sum, digits.Weight(from, to), 1e-9 * Math.Max(1, sum));
            double fraction = random.NextDouble();
            double found = digits.At(from, to, fraction);
            Assert.InRange(found, from, to - 1);
            Assert.InRange(fraction * sum, digits.Weight(from, found) - 1e-6, digits.Weight(from, found + 1) + 1e-6);
        }
    }

    // Zeros at the end are made afterwards, and not twice.
    [Fact]
    public void RoundNumbersAreLeftToTheDecimalsOfTheData()
    {
        float[] values = [.. Enumerable.Range(1, 300).Select(i => 1000f * i)];
        Assert.NotNull(LastDigits.Find(values, null));
        Assert.Null(LastDigits.Find(values, 0));
        Assert.NotNull(LastDigits.Find(values, 3));
    }

    private static double Fraction(int[] all, int one) => all.Count(end => end == one) / (double)all.Length;
}
