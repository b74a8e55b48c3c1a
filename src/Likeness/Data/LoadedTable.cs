namespace Likeness.Data;

/// <summary>What came of reading files: the rows, and how many were left out.</summary>
/// <param name="Table">The rows that are complete.</param>
/// <param name="DroppedRows">Rows left out because a value in them is marked as missing.</param>
public sealed record LoadedTable(Table Table, int DroppedRows);
