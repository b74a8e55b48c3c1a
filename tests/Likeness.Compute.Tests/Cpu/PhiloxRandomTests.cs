using Likeness.Compute.Cpu;

namespace Likeness.Compute.Tests.Cpu;

public sealed class PhiloxRandomTests
{
    [Fact]
    public void TheCounterIsAllTheState()
    {
        PhiloxRandom random = new(1, 2);
        _ = random.NextNormal();
        _ = random.NextInt(10);
        PhiloxRandom other = new(1, 2) { Counter = random.Counter };
        Assert.Equal(random.NextUInt64(), other.NextUInt64());
        Assert.Equal(random.NextDouble(), other.NextDouble());
        Assert.NotEqual(new PhiloxRandom(1, 3) { Counter = random.Counter }.NextUInt64(), random.NextUInt64());
    }

    [Fact]
    public void DrawsDoNotRepeat()
    {
        PhiloxRandom random = new(0, 0);
        HashSet<ulong> seen = [];
        for (int i = 0; i < 10_000; i++)
        {
            Assert.True(seen.Add(random.NextUInt64()));
        }
    }

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    [InlineData(100)]
    public void WholeNumbersAreEvenlySpread(int bound)
    {
        PhiloxRandom random = new(7, 0);
        int[] counts = new int[bound];
        for (int i = 0; i < 100_000; i++)
        {
            counts[random.NextInt(bound)]++;
        }

        double mean = 100_000.0 / bound;
        Assert.All(counts, n => Assert.InRange(n, mean - (5 * Math.Sqrt(mean)), mean + (5 * Math.Sqrt(mean))));
    }

    [Fact]
    public void ABoundBelowOneIsRefused() =>
        Assert.Throws<ArgumentOutOfRangeException>(() => new PhiloxRandom(0, 0).NextInt(0));

    [Fact]
    public void NormalNumbersHaveMeanZeroAndVarianceOne()
    {
        PhiloxRandom random = new(3, 3);
        (double sum, double squares) = (0, 0);
        for (int i = 0; i < 100_000; i++)
        {
            double value = random.NextNormal();
            sum += value;
            squares += value * value;
        }

        Assert.InRange(sum / 100_000, -0.016, 0.016);
        Assert.InRange(squares / 100_000, 1 - 0.023, 1 + 0.023);
    }

    [Fact]
    public void APermutationHoldsEachNumberOnceAndAllOrdersComeUp()
    {
        PhiloxRandom random = new(4, 0);
        Dictionary<string, int> orders = new(StringComparer.Ordinal);
        for (int i = 0; i < 6000; i++)
        {
            int[] order = random.Permutation(3);
            Assert.Equal([0, 1, 2], order.Order());
            string key = string.Join(',', order);
            orders[key] = orders.GetValueOrDefault(key) + 1;
        }

        Assert.Equal(6, orders.Count);
        Assert.All(orders.Values, n => Assert.InRange(n, 850, 1150));
        Assert.Empty(random.Permutation(0));
    }
}
