using Likeness.Data;
using Likeness.Data.Kinds;
using Likeness.Figures;
using Likeness.Sampling;

namespace Likeness.Modalities;

/// <summary>The output of tasks on rows: a file, standard output as CSV, or the JSON document.</summary>
internal static class TableOutput
{
    public const string Help = "a .csv, .jsonl, .json or .npy file, or a .png if rows are pixels [default: CSV to standard output]";

    /// <summary>Refuses a file that cannot be written.</summary>
    public static void Check(string? output)
    {
        if (output is not null)
        {
            SampleFile.Check(output);
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
            SampleFile.Write(path, rows);
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
            SampleFile.Write(path, rows);
            return Written(rows.Count, path, summary: null, []);
        }

        if (context.OpenStandardOutput is not { } open)
        {
            return Write(context, rows.ToTable());
        }

        using var stream = open();
        CsvWriter.Write(stream, rows.Parts);
        return new TaskResult { Answer = new { rows.Count } };
    }

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
