using Likeness.Data.Kinds;

namespace Likeness.Data;

/// <summary>The decimals of a column of numbers where they are the same within each level of another column: whole numbers of sodium, two decimals of creatinine.</summary>
/// <param name="By">The name of the other column.</param>
/// <param name="Decimals">The texts of its levels, each with the decimals of the numbers beside it; numbers beside other levels are written without trailing zeros.</param>
internal sealed record LevelDecimals(string By, IReadOnlyDictionary<string, int> Decimals)
{
    /// <summary>The formats of a column by its levels; null where the numbers of all rows are written in one way.</summary>
    /// <param name="column">The column of numbers.</param>
    /// <param name="columns">The columns of its table.</param>
    public static LevelFormats? Formats(Column column, IReadOnlyList<Column> columns)
    {
        if (column is not { DecimalsBy: { } decimals, Kind: NumberKind { Format: { } format } })
        {
            return null;
        }

        int by = columns.ToList().FindIndex(other => other.Name == decimals.By);
        return by < 0 ? null : new(by, columns[by], format, decimals.Decimals);
    }

    /// <inheritdoc/>
    public bool Equals(LevelDecimals? other) =>
        other is not null
        && By == other.By
        && Decimals.Count == other.Decimals.Count
        && Decimals.All(one => other.Decimals.TryGetValue(one.Key, out int decimals) && decimals == one.Value);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(By, Decimals.Count);
}
