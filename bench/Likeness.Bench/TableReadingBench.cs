using System.CommandLine;
using System.Diagnostics;
using System.Globalization;
using Likeness.Data;

namespace Likeness.Bench;

/// <summary>Reads a CSV file of mixed columns, and prints the seconds and the most memory that the program had.</summary>
internal static class TableReadingBench
{
    private static readonly Option<int> RowsOption = new("--rows")
    {
        Description = "number of rows",
        DefaultValueFactory = _ => 1_000_000,
    };

    private static readonly Option<string?> KeepOption = new("--keep")
    {
        Description = "only write the file here, and keep it",
    };

    /// <summary>The command: writes the file into a temporary folder, or where it is to be kept.</summary>
    public static BenchCommand Verb { get; } =
        new(
            "table-reading",
            "Reads a CSV file of 1,000,000 rows of 20 mixed columns",
            "--rows 500",
            Run,
            [RowsOption, KeepOption]
        );

    private static int Run(ParseResult given)
    {
        int rows = given.GetValue(RowsOption);
        if (given.GetValue(KeepOption) is { } kept)
        {
            MixedRows.Write(kept, rows);
            return 0;
        }

        string folder = Directory.CreateTempSubdirectory("likeness-bench-").FullName;
        try
        {
            string path = Path.Combine(folder, "mixed.csv");
            MixedRows.Write(path, rows);
            using var process = Process.GetCurrentProcess();
            process.Refresh();
            long before = process.PeakWorkingSet64;
            var processor = process.TotalProcessorTime;
            var clock = Stopwatch.StartNew();
            var loaded = DataFiles.Load([path]);
            double seconds = clock.Elapsed.TotalSeconds;
            process.Refresh();
            Console.WriteLine(
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"{loaded.Table.RowCount} rows of {loaded.Table.Width} columns: {seconds:0.00} s ({(process.TotalProcessorTime - processor).TotalSeconds:0.00} s of the processor), {process.PeakWorkingSet64 / 1e6:0} MB at most ({before / 1e6:0} MB before)"
                )
            );
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }

        return 0;
    }
}
