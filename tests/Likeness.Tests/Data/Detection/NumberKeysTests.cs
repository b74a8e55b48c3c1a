using System.Globalization;
using Likeness.Data.Detection;
using Likeness.Data.Kinds;

namespace Likeness.Tests.Data.Detection;

/// <summary>Whole numbers that are keys, and others that are not.</summary>
public sealed class NumberKeysTests
{
    private static readonly NumberFormat Plain = new(Decimals: 0);

    [Theory]
    [InlineData("year", 1700, 200)]
    [InlineData("x", 1700, 200)] // years, whatever they are called
    [InlineData("Day", 1, 366)]
    public void TimesThatAreCountedAreNumbers(string name, int first, int count)
    {
        double[] cells = [.. Enumerable.Range(first, count).Select(value => (double)value)];
        Assert.Null(Find(name, cells));
        Assert.NotNull(Find(first == 1 ? "x" : "id", cells));
    }

    [Fact]
    public void RanksOfRowsInAnotherOrderAreNumbers()
    {
        double[] cells = [.. Enumerable.Range(0, 366).Select(row => 1.0 + (row * 7 % 366))];
        Assert.Null(Find("Rank", cells));
        Assert.NotNull(Find("number", cells));
        Assert.NotNull(Find("Rank", [.. cells.Order()]));
    }

    /// <summary>Numbers that rise by 60 on average go on in such steps, those that follow each other one by one.</summary>
    [Theory]
    [InlineData(61, 60)]
    [InlineData(1, 1)]
    public void KeysGoOnInTheStepsOfTheData(int step, int mean)
    {
        double[] cells =
        [
            .. Enumerable.Range(0, 300).Select(row => 3000.0 + (row * step) - (row * 7 % 5 * (step / 61))),
        ];
        var keys = Find("id", cells)!.Sampled("id", seed: 1);
        long[] sampled =
        [
            .. Enumerable.Range(0, 200).Select(i => long.Parse(keys.Write(i), CultureInfo.InvariantCulture)),
        ];
        Assert.True(sampled[0] > cells.Max());
        Assert.All(sampled.Zip(sampled.Skip(1)), pair => Assert.True(pair.Second > pair.First));
        Assert.InRange((sampled[^1] - sampled[0]) / 199.0, 0.95 * mean, 1.05 * mean);
    }

    [Theory]
    [InlineData("id", -1, true)]
    [InlineData("id", -2, false)]
    [InlineData("change", -1, false)]
    public void OneRowMayBeUnknown(string name, int unknown, bool areKeys)
    {
        double[] cells = [unknown, .. Enumerable.Range(0, 200).Select(row => 1.0 + (3 * row))];
        Assert.Equal(areKeys, NumberKeys.Find(name, ref cells, new NumberFormat(0), out _) is not null);
    }

    [Fact]
    public void NumbersThatBeginAgainInEachGroupAreNone()
    {
        // Classes of 22 to 30 pupils.
        double[] cells =
        [
            .. Enumerable.Range(0, 40).SelectMany(i => Enumerable.Range(1, 22 + (i * 5 % 9))).Select(i => (double)i),
        ];
        Assert.Null(Find("pupil", cells));
        // As many rows of each: all pupils of one day after those of another.
        double[] days = [.. Enumerable.Range(0, 40).SelectMany(_ => Enumerable.Range(1, 30)).Select(i => (double)i)];
        Assert.True(Find("pupil", days)!.Repeats);
        Assert.True(Find("pupil", [.. cells.Order()])!.Repeats);
    }

    [Theory]
    [InlineData("PID", true)]
    [InlineData("seqno", true)]
    [InlineData("district", true)]
    [InlineData("case_no", true)]
    [InlineData("amount", false)]
    [InlineData("population", false)]
    [InlineData("paid", false)]
    public void NumbersWithHolesAreKeysByTheirName(string name, bool areKeys)
    {
        double[] cells = [.. Enumerable.Range(0, 150).Select(row => 500.0 + (row * 7919 % 4001))];
        Assert.Equal(areKeys, Find(name, [.. cells]) is { Repeats: false });
        Assert.Null(Find(name, cells[..60]));
        Assert.Null(Find(name, [.. cells, cells[7]]));
        Assert.Null(Find(name, [.. cells, double.NaN]));
    }

    [Theory]
    [InlineData("Unique Key", true)]
    [InlineData("CustomerKey", true)]
    [InlineData("passengerId", true)]
    [InlineData("order.id", true)]
    [InlineData("Turkey", false)]
    [InlineData("key figure", false)]
    public void KeysAreNamedSo(string name, bool areKeys)
    {
        double[] cells = [.. Enumerable.Range(0, 150).Select(row => 56_000_000.0 + (row * 7919 % 400_100))];
        Assert.Equal(areKeys, Find(name, cells) is { Repeats: false });
    }

    private static IdentifierKind? Find(string name, double[] cells) => NumberKeys.Find(name, ref cells, Plain, out _);
}
