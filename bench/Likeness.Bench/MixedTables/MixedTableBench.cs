using System.CommandLine;
using System.Diagnostics;
using System.Globalization;
using Likeness.Bench.Comparisons;

namespace Likeness.Bench.MixedTables;

/// <summary>
/// Models of mixed tables: each is trained on all training rows of a table in a process of its own and samples as many rows; what these are worth is
/// measured against rows that were held out. Prints a markdown row each.
/// </summary>
internal static class MixedTableBench
{
    private const string TestRows = "test-rows";

    private static readonly Option<string> Data = BenchOption.Text(
        "--data",
        "the folder with mixed/ and tabular/",
        "FOLDER",
        "../shared/data"
    );

    private static readonly Option<string> Tables = BenchOption.Text(
        "--tables",
        "tables, separated by commas",
        "NAMES",
        string.Join(',', MixedTable.All.Select(table => table.Name))
    );

    private static readonly Option<string> Models = BenchOption.Text(
        "--models",
        $"models, separated by commas; {TestRows} for the test rows themselves",
        "NAMES",
        $"{TestRows},trees"
    );

    private static readonly Option<int?> Budget = BenchOption.Count(
        "--budget",
        "seconds of training, for models that are trained by steps"
    );

    private static readonly Option<bool> InThisProcess = new("--here") { Hidden = true };

    /// <summary>The command.</summary>
    public static BenchCommand Verb { get; } =
        new(
            "tables",
            "Models of mixed tables: fidelity, usefulness, nearness, time and memory (Linux)",
            $"--tables penguins --models trees --data {BenchCommand.Data}/.",
            Run,
            Data,
            Tables,
            Models,
            Budget,
            InThisProcess
        );

    private static int Run(ParseResult given)
    {
        string data = given.GetValue(Data)!;
        MixedTable[] tables = [.. given.GetValue(Tables)!.Split(',').Select(Find)];
        string[] models = given.GetValue(Models)!.Split(',');
        if (given.GetValue(InThisProcess))
        {
            Console.WriteLine(Measure(tables[0], models[0], data, given.GetValue(Budget)).Write());
            return 0;
        }

        Console.WriteLine(Machine.Describe());
        Console.WriteLine();
        Console.WriteLine(
            "| table | model | fit | rows/s | memory | shape / pairs (trends) | AUC | use (real rows) | nearer |"
        );
        Console.WriteLine("| --- | --- | --- | --- | --- | --- | --- | --- | --- |");
        foreach (var table in tables)
        {
            foreach (string model in models)
            {
                Console.WriteLine(Row(table, model, Child(given, table, model)));
            }
        }

        return 0;
    }

    private static MixedTable Find(string name) =>
        MixedTable.All.FirstOrDefault(table => table.Name == name)
        ?? throw new LikenessException(
            $"'{name}' is not a table of this bench (choose from {string.Join(", ", MixedTable.All.Select(table => table.Name))})"
        );

    private static MixedTableScore Measure(MixedTable table, string model, string data, int? budget)
    {
        string folder = Directory.CreateTempSubdirectory("likeness-tables").FullName;
        try
        {
            return model == TestRows
                ? MixedTableScore.OfTestRows(table, data, folder)
                : MixedTableScore.Measure(
                    table,
                    model,
                    data,
                    folder,
                    budget is int seconds ? TimeSpan.FromSeconds(seconds) : null
                );
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static MixedTableScore Child(ParseResult given, MixedTable table, string model)
    {
        string program = Path.Combine(AppContext.BaseDirectory, "Likeness.Bench.dll");
        string[] budget = given.GetValue(Budget) is int seconds
            ? ["--budget", seconds.ToString(CultureInfo.InvariantCulture)]
            : [];
        var start = new ProcessStartInfo(
            "dotnet",
            [
                program,
                "tables",
                "--here",
                "--tables",
                table.Name,
                "--models",
                model,
                "--data",
                given.GetValue(Data)!,
                .. budget,
            ]
        )
        {
            RedirectStandardOutput = true,
            UseShellExecute = false,
        };
        using Process process = Process.Start(start)!;
        string text = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return process.ExitCode == 0
            ? MixedTableScore.Parse(text.Trim())
            : throw new LikenessException($"{model} could not be measured on {table.Name} (see the message above)");
    }

    private static string Row(MixedTable table, string model, MixedTableScore score)
    {
        string cost =
            model == TestRows
                ? "| | "
                : string.Create(
                    CultureInfo.InvariantCulture,
                    $"{score.FitSeconds:0.0} s | {score.RowsPerSecond:N0} | {score.PeakMegabytes:0} MB "
                );
        string name = model == TestRows ? "test rows" : $"`{model}`";
        string error = double.IsNaN(score.AucError)
            ? ""
            : string.Create(CultureInfo.InvariantCulture, $" ± {score.AucError:0.000}");
        return string.Create(
            CultureInfo.InvariantCulture,
            $"| {table.Name} | {name} | {cost}| {score.ShapeError:0.00} / {score.PairError:0.00} ({score.TrendError:0.00}) | {score.Auc:0.000}{error} | {score.Use:0.000} ({score.RealUse:0.000}) | {score.Nearer:0.000} |"
        );
    }
}
