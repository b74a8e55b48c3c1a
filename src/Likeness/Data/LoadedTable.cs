using Likeness.Data.Csv;
using Likeness.Data.Json;
using Likeness.Data.Kinds;
using Likeness.Data.Schemas;

namespace Likeness.Data;

/// <summary>The result of reading files: the rows, and how the files wrote them.</summary>
/// <param name="Table">The rows.</param>
/// <param name="DroppedRows">Rows that the reader left out because of missing values; most readers keep theirs.</param>
public sealed record LoadedTable(Table Table, int DroppedRows)
{
    /// <summary>Names of columns without any value, which are left out.</summary>
    public IReadOnlyList<string> EmptyColumns { get; init; } = [];

    /// <summary>A sentence on each column of arrays that no kind of column holds.</summary>
    internal IReadOnlyList<string> RemarksOnArrays =>
        [
            .. Table
                .Columns.Zip(Findings)
                .Where(one => one.First.Kind is TextKind && JsonType.IsRaw(one.First.Storage))
                .Select(one => $"column '{one.First.Name}' holds {one.Second.Why}"),
        ];

    /// <summary>Lines below the rows of a CSV file that are none, such as totals and notes.</summary>
    public IReadOnlyList<string> LinesBelow { get; init; } = [];

    /// <summary>A sentence on the lines below the rows; null for none.</summary>
    internal string? RemarkBelow =>
        LinesBelow.Count == 0 ? null
        : LinesBelow.All(line => line.All(c => c == Dialect?.Delimiter))
            ? $"the last {LinesBelow.Count} lines have no values and are left out"
        : $"the last {(LinesBelow.Count == 1 ? "line is no row and is" : $"{LinesBelow.Count} lines are no rows and are")} left out: {CsvHeader.Shown(LinesBelow[0])}";

    /// <summary>The split that the data comes with, or null for a random split.</summary>
    public DataSplit<int[]>? Split { get; init; }

    /// <summary>The dialect of a CSV file; null for other files.</summary>
    public CsvDialect? Dialect => Table.Dialect;

    /// <summary>The evidence of each column's kind; empty where the file itself has types.</summary>
    public IReadOnlyList<ColumnFinding> Findings { get; init; } = [];

    /// <summary>The same rows, where some columns that no schema declares are of other kinds; pixels stay.</summary>
    /// <param name="schema">The kinds that are declared, and stay; null for none.</param>
    /// <param name="kindOf">The kind, cells and evidence of a column by its place; null where it stays.</param>
    internal LoadedTable WithKinds(
        TableSchema? schema,
        Func<int, (ColumnKind Kind, double[] Cells, string Why)?> kindOf
    )
    {
        var found = new Dictionary<int, (ColumnKind, double[], string)>();
        for (int at = 0; at < Table.Width && Table.Picture is null; at++)
        {
            if (schema?.Find(Table.Columns[at].Name) is null && kindOf(at) is { } changed)
            {
                found[at] = changed;
            }
        }

        return WithKinds(found);
    }

    /// <summary>The same rows, where some columns are of other kinds.</summary>
    /// <param name="changed">The kinds, cells and evidence of these columns.</param>
    internal LoadedTable WithKinds(IReadOnlyDictionary<int, (ColumnKind Kind, double[] Cells, string Why)> changed)
    {
        if (changed.Count == 0)
        {
            return this;
        }

        Column[] columns = [.. Table.Columns];
        ColumnFinding[] findings = [.. Findings];
        double[][] cells = [.. Enumerable.Range(0, Table.Width).Select(Table.ColumnValues)];
        foreach (var (at, found) in changed)
        {
            bool wasNumber =
                Table.Dialect is not null && columns[at].Kind is NumberKind && found.Kind is not NumberKind;
            columns[at] = columns[at] with
            {
                Kind = found.Kind,
                Grid = null,
                // Numbers stand without quotation marks, also where they are keys.
                Storage = columns[at].Storage ?? (wasNumber ? CsvMarks.Plain : null),
            };
            cells[at] = found.Cells;
            if (at < findings.Length)
            {
                findings[at] = findings[at] with { Why = found.Why };
            }
        }

        return this with
        {
            Table = Table.FromColumns(columns, cells).WrittenAs(Table.Dialect),
            Findings = findings,
        };
    }
}
