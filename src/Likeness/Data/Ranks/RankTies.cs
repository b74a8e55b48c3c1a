namespace Likeness.Data.Ranks;

/// <summary>The ranks of equal scores.</summary>
internal enum RankTies
{
    /// <summary>Each its own, in the order of the rows: 1, 2, 3, 4.</summary>
    InOrder,

    /// <summary>The same, and as many are left out behind it: 1, 2, 2, 4.</summary>
    Competition,

    /// <summary>The same, and none is left out: 1, 2, 2, 3.</summary>
    Dense,
}
