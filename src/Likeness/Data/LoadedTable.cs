namespace Likeness.Data;

/// <summary>What came of reading files: the rows, and what was left out.</summary>
/// <param name="Table">The rows that are complete.</param>
/// <param name="DroppedRows">Rows left out because a value in them is marked as missing.</param>
public sealed record LoadedTable(Table Table, int DroppedRows)
{
    /// <summary>Names of columns without a single value, which are left out.</summary>
    public IReadOnlyList<string> EmptyColumns { get; init; } = [];

    /// <summary>The split that the data comes with, or null where it is to be drawn.</summary>
    public DataSplit<int[]>? Split { get; init; }
}
