using Likeness.Data.Recurrences;

namespace Likeness.Tests.Data.Recurrences;

/// <summary>Terms that may add what a step does are those of all terms, in their order.</summary>
public sealed class TermChoicesTests
{
    [Fact]
    public void TermsThatAreNotRuledOutStayInTheirOrder()
    {
        int[] columns = [4, 1, 7, 2];
        double[] added = [3, -2, 5, 3];
        var all = TermChoices.All(columns).ToList();
        Assert.Equal((2 * columns.Length) + (3 * columns.Length * (columns.Length - 1) / 2), all.Count);
        foreach (double sum in (double[])[3, -3, 8, 2, 0, 1, 40])
        {
            var expected = all.Where(terms => terms.Sum(term => term.Sign * AddedBy(term.Column)) == sum);
            Assert.Equal(expected, TermChoices.All(columns, added, one => one == sum));
        }

        double AddedBy(int column) => added[Array.IndexOf(columns, column)];
    }
}
