using Likeness.Cli.Screens;
using Likeness.Data;
using Likeness.Sampling;
using Spectre.Console;
using Table = Likeness.Data.Table;

namespace Likeness.Cli.Commands;

/// <summary>Where the rows of a command go: to a file, to standard output as CSV, or into its JSON answer.</summary>
internal static class RowOutput
{
    /// <summary>Settles the streams before the work: rows on standard output want it for themselves, and a file must be one that can be written.</summary>
    /// <exception cref="LikenessException">The file cannot be written.</exception>
    public static void Prepare(string? path)
    {
        if (path is null)
        {
            Page.MoveToError();
        }
        else
        {
            SampleFile.Check(path);
        }
    }

    /// <summary>Writes the rows.</summary>
    /// <param name="rows">The rows.</param>
    /// <param name="path">The file, or null for standard output.</param>
    /// <param name="summary">What else a script should know; null for nothing.</param>
    public static void Give(Table rows, string? path, object? summary = null)
    {
        if (path is not null)
        {
            SampleFile.Write(path, rows);
            SayWritten(rows.RowCount, path, summary);
        }
        else if (JsonAnswer.IsAsked)
        {
            JsonAnswer.Write(
                new
                {
                    Count = rows.RowCount,
                    Rows = JsonAnswer.Rows(rows),
                    Summary = summary,
                }
            );
        }
        else
        {
            using var stream = Console.OpenStandardOutput();
            CsvWriter.Write(stream, rows);
        }
    }

    /// <summary>Says that rows are in a file.</summary>
    public static void SayWritten(int count, string path, object? summary)
    {
        Page.Line($"{count:N0} rows written to {Markup.Escape(path)}");
        JsonAnswer.Write(
            new
            {
                Count = count,
                File = path,
                Summary = summary,
            }
        );
    }
}
