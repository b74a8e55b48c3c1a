namespace Likeness.Data.Recurrences;

/// <summary>Columns that go on from the row before through all rows of a file, such as the balance of an account, or through each series of a panel, such as the counter of a meter.</summary>
/// <param name="All">The columns.</param>
/// <param name="IsReversed">Whether the file has its last row first; rows of a panel stand in the order of their times.</param>
/// <param name="Rows">The rows of the file, after which samples begin again.</param>
internal sealed record RunningColumns(IReadOnlyList<RowRecurrence> All, bool IsReversed, int Rows)
{
    /// <summary>What goes on, in words.</summary>
    public string Summary => string.Join(", ", All);

    /// <inheritdoc/>
    public bool Equals(RunningColumns? other) =>
        other is not null && (IsReversed, Rows) == (other.IsReversed, other.Rows) && All.SequenceEqual(other.All);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(All.Count, IsReversed, Rows);
}
