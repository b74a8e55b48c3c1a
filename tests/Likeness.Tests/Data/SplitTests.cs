using FsCheck;
using FsCheck.Fluent;
using Likeness.Data;

namespace Likeness.Tests.Data;

public class SplitTests
{
    private static readonly Config Fixed = Config.QuickThrowOnFailure.WithReplay(20260727, 5);

    [Fact]
    public void All_rows_of_a_subject_are_in_one_part()
    {
        double[] subjects =
        [
            .. Enumerable.Range(0, 1000).Select(row => row % 97 == 0 ? double.NaN : row * row % 211.0),
        ];
        var split = new SplitSettings(0.2, 0.1, 3).Split(subjects.Length, "rows", subjects);
        Assert.Equal(Enumerable.Range(0, 1000), split.Parts.SelectMany(part => part.Examples).Order());
        double[][] known =
        [
            .. split.Parts.Select(part =>
                part.Examples.Select(row => subjects[row]).Where(double.IsFinite).Distinct().ToArray()
            ),
        ];
        Assert.Equal(known.Sum(part => part.Length), known.SelectMany(part => part).Distinct().Count());
        Assert.InRange(split.Test.Length, 190, 210);
        Assert.InRange(split.Validation.Length, 90, 110);
        Assert.Equal(split.Test, new SplitSettings(0.2, 0, 3).Split(subjects.Length, "rows", subjects).Test);

        // One subject of all rows is in several parts rather than in none.
        Assert.Equal(200, new SplitSettings(0.2, 0.1, 3).Split(1000, "rows", new double[1000]).Test.Length);
    }

    [Fact]
    public void Every_row_is_in_one_part_in_order_and_the_seed_decides() =>
        Prop.ForAll(
                Gen.Choose(10, 2000).ToArbitrary(),
                Gen.Choose(40, 100).ToArbitrary(),
                Gen.Choose(0, 9999).ToArbitrary(),
                (rows, percent, seed) =>
                {
                    double test = percent / 200.0;
                    var split = Split(rows, test, 0.2, (ulong)seed);
                    Assert.Equal((int)Math.Round(rows * test), split.Test.Length);
                    Assert.Equal((int)Math.Round(rows * 0.2), split.Validation.Length);
                    Assert.Equal(Enumerable.Range(0, rows), split.Parts.SelectMany(part => part.Examples).Order());
                    Assert.All(split.Parts, part => Assert.Equal(part.Examples.Order(), part.Examples));
                    Assert.Equal(split.Test, Split(rows, test, 0.2, (ulong)seed).Test);

                    // The validation size does not affect the test rows.
                    Assert.Equal(split.Test, Split(rows, test, 0, (ulong)seed).Test);
                }
            )
            .Check(Fixed);

    [Fact]
    public void Rows_are_held_out_equally_often()
    {
        int[] times = new int[20];
        for (ulong seed = 0; seed < 2000; seed++)
        {
            foreach (int row in Split(20, 0.2, 0.1, seed).Test)
            {
                times[row]++;
            }
        }

        Assert.All(times, count => Assert.InRange(count, 320, 480)); // 400 ± 4.5 standard deviations
    }

    [Fact]
    public void Nothing_is_held_out_at_zero()
    {
        var split = Split(1, 0, 0, 3);
        Assert.Equal([0], split.Train);
        Assert.Empty(split.Test);
        Assert.Empty(split.Validation);
    }

    [Theory]
    [InlineData(1, 0.2, "1 row ")]
    [InlineData(5, 0.2, "1 in a part of 0.2")]
    [InlineData(0, 0.2, "0 rows")]
    [InlineData(10, 0.9, "leave 1 to train on")]
    [InlineData(10, 1, "sum to less than 1")]
    [InlineData(10, -0.1, "from 0 up")]
    [InlineData(10, double.NaN, "from 0 up")]
    public void Too_few_rows_are_one_clear_sentence(int rows, double fraction, string expected)
    {
        var error = Assert.Throws<LikenessException>(() => Split(rows, fraction, 0, 1));
        Assert.Contains(expected, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Runs_of_format_1_choose_by_their_test_rows()
    {
        var split = new SplitSettings(0.2, Validation: null, Seed: 4).Split(50, "rows");
        Assert.Equal(10, split.Test.Length);
        Assert.Equal(split.Test, split.Validation);
        Assert.Equal(40, split.Train.Length);
    }

    [Theory]
    [InlineData(3, 0)]
    [InlineData(4, 2)]
    [InlineData(15, 2)]
    [InlineData(40, 4)]
    public void Few_examples_are_enough_to_choose_by_and_the_fewest_are_all_trained_on(int rows, int validation)
    {
        var split = Split(rows, 0, 0.1, 1);
        Assert.Equal(validation, split.Validation.Length);
        Assert.Equal(rows - validation, split.Train.Length);
    }

    private static DataSplit<int[]> Split(int rows, double test, double validation, ulong seed) =>
        new SplitSettings(test, validation, seed).Split(rows, "rows");
}
