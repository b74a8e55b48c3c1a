using System.CommandLine;
using System.Diagnostics;
using System.Globalization;
using Likeness.Bench.Comparisons;
using Likeness.Runs;

namespace Likeness.Bench;

/// <summary>
/// The time that <c>likeness train --budget</c> takes, from the start of its process to the end, beside the time that was asked for, on several kinds of
/// data. The command must have been built in the same configuration as the bench.
/// </summary>
internal static class BudgetBench
{
    private static readonly string[] Tasks =
    [
        "nsf --dataset pi",
        "realnvp --data DATA/tabular/california_housing.csv",
        "tvae --data DATA/mixed/adult-train.csv",
        "--dataset shapes",
        "--data DATA/text/tinyshakespeare_input.txt",
        "--dataset tones",
    ];

    private static readonly Option<string> Budgets = BenchOption.Text(
        "--budgets",
        "seconds, separated by commas",
        "LIST",
        "20,60"
    );

    private static readonly Option<string?> Files = BenchOption.Text(
        "--data-dir",
        "of the datasets that are files, which are left out without it",
        "FOLDER"
    );

    private static readonly Option<string?> Only = BenchOption.Text(
        "--only",
        "the arguments of 'likeness train' instead of the list",
        "ARGUMENTS"
    );

    /// <summary>The command: prints a table of the times.</summary>
    public static BenchCommand Verb { get; } =
        new(
            "budgets",
            "The time that a training for a budget takes, beside the budget",
            "--budgets 2 --only gaussian",
            Run,
            Budgets,
            Files,
            Only
        );

    private static int Run(ParseResult given)
    {
        string? data = given.GetValue(Files);
        string[] tasks = given.GetValue(Only) is { } only
            ? [only]
            : [.. Tasks.Where(task => data is not null || !task.Contains(BenchCommand.Data))];
        Console.WriteLine(Machine.Describe());
        Console.WriteLine("likeness train …                                     asked    taken");
        foreach (string task in tasks)
        {
            foreach (string budget in given.GetValue(Budgets)!.Split(','))
            {
                double asked = double.Parse(budget, CultureInfo.InvariantCulture);
                var (taken, reason) = Measure($"{task} --budget {budget}s".Replace(BenchCommand.Data, data));
                Console.WriteLine(
                    FormattableString.Invariant(
                        $"{task, -50} {asked, 5:0} s {taken, 6:0.0} s  {taken / asked - 1, 5:+0 %;-0 %}  {reason}"
                    )
                );
            }
        }

        return 0;
    }

    // The seconds, and why training ended before its last step, if it did.
    private static (double Seconds, string? Reason) Measure(string arguments)
    {
        string folder = Directory.CreateTempSubdirectory("likeness-budget-").FullName;
        try
        {
            var start = new ProcessStartInfo(
                "dotnet",
                [Program(), "train", .. arguments.Split(' '), "--out", Path.Combine(folder, "run")]
            )
            {
                RedirectStandardOutput = true,
                UseShellExecute = false,
            };
            var clock = Stopwatch.StartNew();
            using var process = Process.Start(start)!;
            string text = process.StandardOutput.ReadToEnd();
            process.WaitForExit();
            return process.ExitCode == 0
                ? (
                    clock.Elapsed.TotalSeconds,
                    RunJson.Read(RunFolder.Open(Path.Combine(folder, "run")).RunFile).StopReason
                )
                : throw new LikenessException($"likeness train {arguments}: failed\n{text}");
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    // src/Likeness.Cli/bin/Release/net10.0 for bench/Likeness.Bench/bin/Release/net10.0, or that of another project.
    private static string Program()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        string target = Path.Combine(folder.Parent!.Name, folder.Name);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "Likeness.slnx")))
        {
            folder = folder.Parent;
        }

        string path = Path.Combine(folder?.FullName ?? "", "src", "Likeness.Cli", "bin", target, "Likeness.Cli.dll");
        return File.Exists(path)
            ? path
            : throw new LikenessException($"{path}: the command has not been built (dotnet build -c Release)");
    }
}
