using System.Text.Json.Serialization;
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

    /// <summary>A column of the same levels as the last one, such as the guests of a match: what one row has there, no other has in either; null for none.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Or { get; init; }

    /// <summary>Whether a few rows of the data repeat others; samples do not.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public bool MayRepeat { get; init; }

    /// <summary>All columns, but for the one that may stand for the last.</summary>
    internal IReadOnlyList<string> Names => [Column, .. Others];

    /// <inheritdoc/>
    internal override IEnumerable<string> Needs => Or is null ? Others : [.. Others, Or];

    /// <inheritdoc/>
    internal override bool Replaces => false;

    /// <inheritdoc/>
    internal override bool ComparesRows => true;

    /// <inheritdoc/>
    /// <remarks>Of several rows with the same values, the first one does.</remarks>
    public override bool[] Holds(Table rows) => [.. Held(rows)];

    /// <summary>How many rows have what one before has; one more than a number, if it is more.</summary>
    /// <param name="rows">The rows.</param>
    /// <param name="most">The number.</param>
    internal int Repeated(Table rows, int most) => Held(rows).Where(holds => !holds).Take(most + 1).Count();

    private IEnumerable<bool> Held(Table rows)
    {
        var of = new OnceValues(rows.Columns, this);
        var seen = new HashSet<ValueCombination>();
        for (int row = 0; row < rows.RowCount; row++)
        {
            ValueCombination[] known = [.. of.Row(rows, row).Where(one => one.IsKnown)];
            yield return !Array.Exists(known, seen.Contains);
            seen.UnionWith(known);
        }
    }

    /// <inheritdoc/>
    public override Table Encode(Table rows) => rows;

    /// <inheritdoc/>
    public override Table Decode(Table rows, Column column) => rows;

    /// <inheritdoc/>
    public override Table Complete(Table rows) => rows;

    /// <inheritdoc/>
    public bool Equals(OnceColumns? other) =>
        other is not null && Names.SequenceEqual(other.Names) && (Or, MayRepeat) == (other.Or, other.MayRepeat);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Column, Others.Count, Or);

    /// <inheritdoc/>
    public override string ToString() =>
        OnceText.Of(Names, Or) is var text && MayRepeat ? RuleText.Exceptional(text) : text;
}
