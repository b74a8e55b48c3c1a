using Likeness.Data;
using Likeness.Data.Schemas;

namespace Likeness.Modalities.Tables.Rules.Levels;

/// <summary>
/// Columns of which no two rows have the same values, such as those of a report that has a row for each page, country and device: <c>each page, country, device once</c>; or one time, such as the hour of a measurement: <c>each time once</c>. They stay as they are; a sampled row
/// whose values another one has is replaced. A missing value may be any, so that such rows repeat none.
/// </summary>
/// <param name="Column">One column.</param>
/// <param name="Others">The other ones; none for a time that each row has for itself.</param>
internal sealed record OnceColumns(string Column, IReadOnlyList<string> Others) : TableRule
{
    /// <inheritdoc/>
    public override string Column { get; init; } = Column;

    /// <summary>All columns.</summary>
    internal IReadOnlyList<string> Names => [Column, .. Others];

    /// <inheritdoc/>
    internal override IEnumerable<string> Needs => Others;

    /// <inheritdoc/>
    internal override bool Replaces => false;

    /// <inheritdoc/>
    internal override bool ComparesRows => true;

    /// <inheritdoc/>
    /// <remarks>Of several rows with the same values, the first one does.</remarks>
    public override bool[] Holds(Table rows)
    {
        int[] columns = [.. Names.Select(name => IndexOf(rows, name))];
        var seen = new HashSet<ValueCombination>();
        return
        [
            .. Enumerable
                .Range(0, rows.RowCount)
                .Select(row => ValueCombination.Of(rows, row, columns) is not { IsKnown: true } one || seen.Add(one)),
        ];
    }

    /// <inheritdoc/>
    public override Table Encode(Table rows) => rows;

    /// <inheritdoc/>
    public override Table Decode(Table rows, Column column) => rows;

    /// <inheritdoc/>
    public override Table Complete(Table rows) => rows;

    /// <inheritdoc/>
    public bool Equals(OnceColumns? other) => other is not null && Names.SequenceEqual(other.Names);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Column, Others.Count);

    /// <inheritdoc/>
    public override string ToString() => OnceText.Of(Names);
}
