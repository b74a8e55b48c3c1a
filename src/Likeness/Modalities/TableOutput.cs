using Likeness.Data;
using Likeness.Figures;
using Likeness.Sampling;

namespace Likeness.Modalities;

/// <summary>Where the rows of a task go: to a file, to standard output as CSV, or into the JSON answer.</summary>
internal static class TableOutput
{
    public const string Help =
        "a .csv or .npy file, or a .png of rows that are pixels [default: CSV to standard output]";

    /// <summary>Refuses a file that cannot be written.</summary>
    public static void Check(string? output)
    {
        if (output is not null)
        {
            SampleFile.Check(output);
        }
    }

    /// <summary>Writes the rows.</summary>
    /// <param name="context">Where to.</param>
    /// <param name="rows">The rows.</param>
    /// <param name="summary">What else a script should know; null for nothing.</param>
    /// <param name="lines">What else a person should read.</param>
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

    /// <summary>Says that rows are in a file.</summary>
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

    // One object a row, its numbers by their columns' names.
    private static IEnumerable<Dictionary<string, double>> Objects(Table table) =>
        Enumerable
            .Range(0, table.RowCount)
            .Select(row =>
                table.Columns.Select((column, i) => (column.Name, table[row, i])).ToDictionary(StringComparer.Ordinal)
            );
}
