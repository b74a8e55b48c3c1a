using Likeness.Data;
using Likeness.Data.Databases;
using Likeness.Data.Kinds;
using Likeness.Sampling;

namespace Likeness.Modalities;

/// <summary>The output of tasks on rows: a file, standard output as CSV, or the JSON document.</summary>
internal static class TableOutput
{
    public const string Help =
        "a .csv, .tsv, .jsonl, .json, .parquet or .npy file, a .png if rows are pixels, or postgresql://USER@HOST/DATABASE?table=NAME [default: CSV to standard output]";

    /// <summary>Refuses a file that cannot be written.</summary>
    public static void Check(string? output)
    {
        if (output is null)
        {
            return;
        }

        if (DatabaseAddress.Is(output))
        {
            DatabaseAddress.Parse(output).RequireTable();
        }
        else
        {
            SampleFile.Check(output);
        }
    }

    /// <summary>Refuses a table of a database that cannot be written, before the work.</summary>
    /// <exception cref="LikenessException">The database cannot be reached, or the table exists.</exception>
    public static void CheckDatabase(TaskContext context)
    {
        bool isDatabase = context.Output is not null && DatabaseAddress.Is(context.Output);
        if (isDatabase)
        {
            DatabaseWriter.Check(context.Output!, context.Existing);
        }
        else if (context.Existing != ExistingTable.Refuse)
        {
            throw new LikenessException(
                "--replace and --append are for a table of a database (leave them out: an existing file is replaced)"
            );
        }
    }

    /// <summary>Writes rows to a file or a table of a database.</summary>
    /// <param name="context">Where to.</param>
    /// <param name="rows">The rows.</param>
    /// <exception cref="LikenessException">They cannot be written.</exception>
    public static void Save(TaskContext context, SampledRows rows)
    {
        if (DatabaseAddress.Is(context.Output!))
        {
            DatabaseWriter.Write(context.Output!, context.Existing, rows.Parts);
        }
        else
        {
            SampleFile.Write(context.Output!, rows);
        }
    }

    /// <summary>Writes the rows.</summary>
    /// <param name="context">The output.</param>
    /// <param name="rows">The rows.</param>
    /// <param name="summary">Further values for scripts; null for none.</param>
    /// <param name="lines">Further lines for people.</param>
    public static TaskResult Write(
        TaskContext context,
        Table rows,
        object? summary = null,
        params IReadOnlyList<string> lines
    )
    {
        if (context.Output is { } path)
        {
            Save(context, new SampledRows(rows.RowCount, [rows]));
            return Written(rows.RowCount, path, summary, lines);
        }

        if (context.OpenStandardOutput is { } open)
        {
            using var stream = open();
            CsvWriter.Write(stream, rows);
        }

        return new TaskResult
        {
            Lines = lines,
            Answer = new
            {
                Count = rows.RowCount,
                Rows = Objects(rows),
                Summary = summary,
            },
        };
    }

    /// <summary>Writes rows that are sampled meanwhile.</summary>
    /// <param name="context">Where to.</param>
    /// <param name="rows">The rows.</param>
    public static TaskResult Write(TaskContext context, SampledRows rows)
    {
        if (context.Output is { } path)
        {
            Save(context, rows);
            return Written(rows.Count, path, summary: null, Remarks(rows));
        }

        if (context.OpenStandardOutput is not { } open)
        {
            var all = rows.ToTable();
            return Write(context, all, summary: null, Remarks(rows));
        }

        using var stream = open();
        CsvWriter.Write(stream, rows.Parts);
        return new TaskResult { Lines = Remarks(rows), Answer = new { rows.Count } };
    }

    private static IReadOnlyList<string> Remarks(SampledRows rows) =>
        rows.Remark?.Invoke() is { } remark ? [remark] : [];

    /// <summary>Reports that rows were written.</summary>
    public static TaskResult Written(int count, string path, object? summary, IReadOnlyList<string> lines) =>
        new()
        {
            Lines = [.. lines, $"{Numeral.Whole(count)} rows written to {path}"],
            Answer = new
            {
                Count = count,
                File = path,
                Summary = summary,
            },
        };

    // One object per row, its cells by column name.
    private static IEnumerable<Dictionary<string, object?>> Objects(Table table) =>
        Enumerable
            .Range(0, table.RowCount)
            .Select(row =>
                table
                    .Columns.Select((column, i) => (column.Name, Cell(column, table[row, i])))
                    .ToDictionary(StringComparer.Ordinal)
            );

    private static object? Cell(Column column, double value) =>
        double.IsNaN(value) ? null
        : column.Kind is NumberKind ? value
        : column.Kind.Write(value);
}
