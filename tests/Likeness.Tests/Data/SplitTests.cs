using FsCheck;
using FsCheck.Fluent;
using Likeness.Data;

namespace Likeness.Tests.Data;

public class SplitTests
{
    private static readonly Config Fixed = Config.QuickThrowOnFailure.WithReplay(20260727, 5);

    [Fact]
    public void Every_row_is_on_one_side_in_order_and_the_seed_decides() =>
        Prop.ForAll(
                Gen.Choose(10, 2000).ToArbitrary(),
                Gen.Choose(20, 80).ToArbitrary(),
                Gen.Choose(0, 9999).ToArbitrary(),
                (rows, percent, seed) =>
                {
                    var split = Split.Sample(rows, percent / 100.0, (ulong)seed);
                    Assert.Equal((int)Math.Round(rows * percent / 100.0), split.HeldOut.Count);
                    Assert.Equal(Enumerable.Range(0, rows), split.Train.Concat(split.HeldOut).Order());
                    Assert.Equal(split.Train.Order(), split.Train);
                    Assert.Equal(split.HeldOut.Order(), split.HeldOut);
                    Assert.Equal(split.HeldOut, Split.Sample(rows, percent / 100.0, (ulong)seed).HeldOut);
                }
            )
            .Check(Fixed);

    [Fact]
    public void Rows_are_held_out_equally_often()
    {
        int[] times = new int[20];
        for (ulong seed = 0; seed < 2000; seed++)
        {
            foreach (int row in Split.Sample(20, 0.2, seed).HeldOut)
            {
                times[row]++;
            }
        }

        Assert.All(times, count => Assert.InRange(count, 320, 480)); // 400 ± 4.5 standard deviations
    }

    [Fact]
    public void Nothing_is_held_out_at_zero()
    {
        var split = Split.Sample(1, 0, 3);
        Assert.Equal([0], split.Train);
        Assert.Empty(split.HeldOut);
    }

    [Theory]
    [InlineData(1, 0.2, "1 row ")]
    [InlineData(5, 0.2, "leave 4 to train on and 1")]
    [InlineData(0, 0.2, "0 rows")]
    [InlineData(10, 0.9, "leave 1")]
    [InlineData(10, 1, "below 1")]
    [InlineData(10, -0.1, "at least 0")]
    [InlineData(10, double.NaN, "at least 0")]
    public void Too_few_rows_are_one_clear_sentence(int rows, double fraction, string expected)
    {
        var error = Assert.Throws<LikenessException>(() => Split.Sample(rows, fraction, 1));
        Assert.Contains(expected, error.Message, StringComparison.Ordinal);
    }
}
