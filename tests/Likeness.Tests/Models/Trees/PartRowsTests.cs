using Likeness.Models;
using Likeness.Models.Trees;

namespace Likeness.Tests.Models.Trees;

/// <summary>What rows of a key share is learned from one row of each key, so that keys of many rows weigh no more than others.</summary>
public sealed class PartRowsTests
{
    private static readonly ContextRole[] Roles =
    [
        ContextRole.Place,
        ContextRole.Begin,
        ContextRole.Shared,
        ContextRole.Part,
        ContextRole.None,
    ];

    // Three keys of 4, 1 and 1 rows, the first of two parts.
    private static readonly float[][] Values =
    [
        [0, 1, 2, 3, 0, 0],
        [1, 0, 1, 0, 1, 1],
        [7, 7, 7, 7, 8, 9],
        [1, 1, 2, 2, 1, 2],
        [10, 11, 12, 13, 14, 15],
    ];

    [Fact]
    public void SharedColumnsHaveOneRowOfEachKey()
    {
        var parts = Parts(Roles);
        var sets = parts.Sets(Values);
        Assert.Equal([7, 8, 9], parts.Of(2, sets)[2]);
        Assert.Equal([1, 2, 1, 2], parts.Of(3, sets)[3]);
        Assert.Equal(Values[4], parts.Of(4, sets)[4]);
    }

    [Fact]
    public void RowsOfNoKeysAreAllTaken()
    {
        var parts = Parts([ContextRole.None, ContextRole.None, ContextRole.None, ContextRole.None, ContextRole.None]);
        var sets = parts.Sets(Values);
        Assert.Null(sets.OfKeys);
        Assert.Null(sets.OfParts);
        Assert.All(Enumerable.Range(0, 5), column => Assert.Same(Values, parts.Of(column, sets)));
    }

    private static PartRows Parts(ContextRole[] roles) =>
        new([.. roles.Select(role => new ModelDimension(role.ToString()) { Role = role })]);
}
