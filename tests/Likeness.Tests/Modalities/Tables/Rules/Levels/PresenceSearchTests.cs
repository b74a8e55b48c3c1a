using Likeness.Compute.Cpu;
using Likeness.Data;
using Likeness.Modalities.Tables.Rules.Levels;

namespace Likeness.Tests.Modalities.Tables.Rules.Levels;

/// <summary>What counted bits say of columns that are missing together is what their rows say.</summary>
public sealed class PresenceSearchTests
{
    [Fact]
    public void FoundRulesAreThoseOfTheRows()
    {
        int found = 0;
        for (int seed = 0; seed < 12; seed++)
        {
            var rows = Incomplete(seed);
            foreach (var rule in PresenceSearch.All(rows, []))
            {
                Assert.True(rule.ByMissing);
                Assert.Equal(rule, PresenceSearch.Declare(rows, rule.By, rule.Column, ofZeros: false));
                Assert.DoesNotContain(false, rule.Holds(rows));
                found += rule is { Column: "second", By: "first" } ? 1 : 0;
            }
        }

        Assert.Equal(12, found);
    }

    // The second column is missing only where the first one is, or where it is not.
    private static Table Incomplete(int seed)
    {
        var random = new PhiloxRandom((ulong)seed, 0);
        double[] first = [.. Enumerable.Range(0, 333).Select(_ => Cell(random.NextInt(2) == 0))];
        double[] second = Array.ConvertAll(
            first,
            cell => Cell(double.IsNaN(cell) == (seed % 2 == 0) && random.NextInt(3) > 0)
        );
        double[] third = [.. first.Select(_ => Cell(random.NextInt(3) == 0))];
        return Table.FromArrays(("first", first), ("second", second), ("third", third));

        double Cell(bool isMissing) => isMissing ? double.NaN : random.NextDouble();
    }
}
