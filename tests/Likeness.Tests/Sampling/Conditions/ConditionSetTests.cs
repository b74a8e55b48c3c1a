using Likeness.Data;
using Likeness.Data.Transforms;
using Likeness.Sampling.Conditions;
using Likeness.Tests.Data;

namespace Likeness.Tests.Sampling.Conditions;

public sealed class ConditionSetTests
{
    // x is on multiples of 1/300, n on integers, free is continuous, "a, b" is always 4.
    private static readonly DataTransform Transform = DataTransform.Fit(
        new Table(
            [new("x", new Grid(0, 1 / 300.0, 301)), new("n"), new("free"), new("a, b")],
            [.. Enumerable.Range(0, 301).SelectMany(i => new[] { i / 300.0, i % 10, Math.Sqrt(2 + i), 4 })]
        ).OnGrids()
    );

    [Theory]
    [InlineData("x=0.25", "x = 0.25")]
    [InlineData("x==0.25", "x = 0.25")]
    [InlineData(" x = 75/300 ", "x = 0.25")]
    [InlineData("0.25=x", "x = 0.25")]
    [InlineData("x=0.14333", "x = 0.1433333")]
    [InlineData("n>3", "4 ≤ n ≤ 9")]
    [InlineData("3<n", "4 ≤ n ≤ 9")]
    [InlineData("n>=3, n<6", "3 ≤ n ≤ 5")]
    [InlineData("3<=n<6", "3 ≤ n ≤ 5")]
    [InlineData("6>n>=3", "3 ≤ n ≤ 5")]
    [InlineData("n>2.5, 3.5>n", "n = 3")]
    [InlineData("free>2", "2 < free ≤ 17.3781472")]
    [InlineData("\"a, b\"=4, 'n'=2", "n = 2, a, b = 4")]
    [InlineData("free=3,x<1e-3", "x = 0, free = 3")]
    [InlineData("n!=3, n>1", "2 ≤ n ≤ 9, n ≠ 3")]
    [InlineData("n≠9, n!=0, 5≠n", "1 ≤ n ≤ 8, n ≠ 9, n ≠ 0, n ≠ 5")]
    [InlineData("3<=n<=4, n!=4", "n = 3")]
    public void AreReadAsPeopleWriteThem(string text, string expected) =>
        Assert.Equal(expected, ConditionSet.Parse(text, Transform).ToString());

    [Theory]
    [InlineData("fre>2", "'fre' is not a column of the run's data (did you mean free?)")]
    [InlineData("zzz=2", "'zzz' is not a column of the run's data (it has x, n, free, a, b)")]
    [InlineData("x", "'x' is not a condition (write it like r>0.5, x=0.25 or 0.2<y<0.5)")]
    [InlineData("x=0.2,,n=3", "has an empty condition")]
    [InlineData("", "has an empty condition")]
    [InlineData("x=many", "'x=many' is not a condition")]
    [InlineData("x=1/0", "'x=1/0' is not a condition")]
    [InlineData("0.2<x>0.1", "is not a condition")]
    [InlineData("0.2=x=0.2", "is not a condition")]
    [InlineData("x=0.251", "in steps of 0.0033333, here 0.25 and 0.2533333")]
    [InlineData("x=2", "no value of column 'x' satisfies x = 2: the column ranges from 0 to 1 (")]
    [InlineData("n>9", "no value of column 'n' satisfies 9 < n: the column ranges from 0 to 9")]
    [InlineData("n>3,n<2", "contradict each other")]
    [InlineData("n=3,n!=3", "contradict each other")]
    [InlineData("\"a, b\"!=4", "the column is always 4")]
    [InlineData("2!=n!=3", "is not a condition")]
    [InlineData("\"a, b\">4", "the column is always 4")]
    [InlineData("free<1", "no value of column 'free' satisfies")]
    public void ThatCannotBeAreRefusedInASentence(string text, string expected) =>
        Assert.Contains(expected, Assert.Throws<LikenessException>(() => ConditionSet.Parse(text, Transform)).Message);

    [Fact]
    public void HoldForTheRowsThatFit()
    {
        var set = ConditionSet.Parse("0.25<=x<0.5, n=3", Transform);
        Assert.True(set.Hold([0.25, 3, 0, 4]));
        Assert.False(set.Hold([0.5, 3, 0, 4]));
        var other = ConditionSet.Parse("n!=3, n>1", Transform);
        Assert.Equal([false, true, false, true], new[] { 1.0, 2, 3, 4 }.Select(n => other.Hold([0.5, n, 0, 4])));
        Assert.False(set.Hold([0.25, 4, 0, 4]));
    }
}
