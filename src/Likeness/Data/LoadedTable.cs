namespace Likeness.Data;

/// <summary>The result of reading files: the rows, and what was left out.</summary>
/// <param name="Table">The complete rows.</param>
/// <param name="DroppedRows">Rows left out because of missing values.</param>
public sealed record LoadedTable(Table Table, int DroppedRows)
{
    /// <summary>Names of columns without any value, which are left out.</summary>
    public IReadOnlyList<string> EmptyColumns { get; init; } = [];

    /// <summary>The split that the data comes with, or null for a random split.</summary>
    public DataSplit<int[]>? Split { get; init; }
}
