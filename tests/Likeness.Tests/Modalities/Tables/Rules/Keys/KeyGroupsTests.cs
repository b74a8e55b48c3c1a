using Likeness.Compute.Cpu;
using Likeness.Data;
using Likeness.Modalities.Tables.Rules.Keys;

namespace Likeness.Tests.Modalities.Tables.Rules.Keys;

/// <summary>The rows of each key, and keys that are looked for once in the same rows.</summary>
public sealed class KeyGroupsTests
{
    [Fact]
    public void GroupsAreThoseOfTheKeysInTheirOrder()
    {
        var random = new PhiloxRandom(2, 0);
        double[] keys =
        [
            .. Enumerable.Range(0, 300).Select(_ => random.NextInt(9) == 0 ? double.NaN : random.NextInt(40)),
        ];
        int[][] expected =
        [
            .. Enumerable
                .Range(0, keys.Length)
                .Where(row => !double.IsNaN(keys[row]))
                .GroupBy(row => keys[row])
                .Select(group => group.ToArray()),
        ];
        Assert.Equal(expected, KeyGroups.Of(keys));
        Assert.Empty(KeyGroups.Of([double.NaN]));
    }

    [Fact]
    public void KeysOfTheSameRowsAreLookedForOnce()
    {
        var rows = Table.FromArrays(("id", (double[])[1, 1, 2, 2]), ("value", (double[])[3, 4, 5, 6]));
        Assert.Same(SubjectSearch.All(rows), SubjectSearch.All(rows));
    }
}
