using Likeness.Compute.Cpu;
using Likeness.Modalities.Tables.Rules.Formulas;

namespace Likeness.Tests.Modalities.Tables.Rules.Formulas;

/// <summary>What intervals have in common, against all their ends one by one.</summary>
public sealed class IntervalOverlapTests
{
    [Fact]
    public void TheMostIntervalsAreCountedAndNeverRuledOut()
    {
        int ruledOut = 0;
        for (int seed = 0; seed < 80; seed++)
        {
            var random = new PhiloxRandom((ulong)seed, 1);
            double width = 1 + random.NextInt(40);
            double[] lows = [.. Enumerable.Range(0, 1 + random.NextInt(50)).Select(_ => (double)random.NextInt(50))];
            double[] highs = Array.ConvertAll(lows, low => low + (random.NextDouble() * width));
            int most = lows.Max(value => lows.Zip(highs).Count(one => one.First <= value && value <= one.Second));
            var (low, high, rows) = IntervalOverlap.Of(lows, highs);
            Assert.Equal(most, rows);
            Assert.Equal(most, lows.Zip(highs).Count(one => one.First <= low && high <= one.Second));
            for (int fewest = 0; fewest <= lows.Length + 1; fewest++)
            {
                bool mayBe = IntervalOverlap.MayBeOf(lows, highs, fewest);
                Assert.True(mayBe || fewest > most);
                ruledOut += mayBe ? 0 : 1;
                Assert.Equal(fewest <= most || fewest == 0, IntervalOverlap.AreOf(lows, highs, fewest));
            }
        }

        Assert.True(ruledOut > 100);
    }
}
