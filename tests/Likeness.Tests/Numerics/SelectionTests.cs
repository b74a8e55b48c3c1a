using Likeness.Compute.Cpu;
using Likeness.Numerics;

namespace Likeness.Tests.Numerics;

/// <summary>The number at a place is the one that sorting puts there, also among equal numbers.</summary>
public sealed class SelectionTests
{
    [Theory]
    [InlineData(3)]
    [InlineData(1000)]
    public void ThePlaceIsThatOfSortedNumbers(int values)
    {
        for (int seed = 0; seed < 40; seed++)
        {
            var random = new PhiloxRandom((ulong)seed, 0);
            double[] numbers =
            [
                .. Enumerable.Range(0, 1 + random.NextInt(60)).Select(_ => (double)random.NextInt(values)),
            ];
            double[] sorted = [.. numbers.Order()];
            for (int place = 0; place < sorted.Length; place++)
            {
                Assert.Equal(sorted[place], Selection.At(numbers.ToArray(), place));
            }
        }
    }

    [Fact]
    public void InfiniteNumbersAreAtTheEnds()
    {
        double[] numbers = [double.PositiveInfinity, 2, double.NegativeInfinity, 2];
        Assert.Equal(double.NegativeInfinity, Selection.At(numbers.ToArray(), 0));
        Assert.Equal(2, Selection.At(numbers.ToArray(), 2));
        Assert.Equal(double.PositiveInfinity, Selection.At(numbers.ToArray(), 3));
    }
}
