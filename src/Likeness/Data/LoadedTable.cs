using Likeness.Data.Csv;

namespace Likeness.Data;

/// <summary>The result of reading files: the rows, and how the files wrote them.</summary>
/// <param name="Table">The rows.</param>
/// <param name="DroppedRows">Rows that the reader left out because of missing values; most readers keep theirs.</param>
public sealed record LoadedTable(Table Table, int DroppedRows)
{
    /// <summary>Names of columns without any value, which are left out.</summary>
    public IReadOnlyList<string> EmptyColumns { get; init; } = [];

    /// <summary>The split that the data comes with, or null for a random split.</summary>
    public DataSplit<int[]>? Split { get; init; }

    /// <summary>The dialect of a CSV file; null for other files.</summary>
    public CsvDialect? Dialect => Table.Dialect;

    /// <summary>The evidence of each column's kind; empty where the file itself has types.</summary>
    public IReadOnlyList<ColumnFinding> Findings { get; init; } = [];
}
