using System.CommandLine;
using Likeness.Cli.Options;
using Likeness.Cli.Screens;
using Likeness.Data;
using Likeness.Runs;
using Spectre.Console;
using Table = Likeness.Data.Table;

namespace Likeness.Cli.Commands;

/// <summary><c>likeness complete RUN --data gaps.csv --draws 5 --out filled.csv</c>: missing cells are filled, given ones kept.</summary>
internal sealed class CompleteCommand : Verb
{
    private readonly Argument<string> run = RunArgument.Make();

    private readonly Option<string?> data = Flag.Text(
        "--data",
        "the CSV with gaps: empty cells, NA, n/a, nan, null or ?; columns that it has not are gaps altogether",
        "FILE"
    );

    private readonly Option<string[]> missing = new("--missing")
    {
        Description = "what else stands for a missing value",
        HelpName = "TEXT…",
        AllowMultipleArgumentsPerToken = true,
        Arity = ArgumentArity.OneOrMore,
    };

    private readonly Option<int> draws = Flag.Of(
        "--draws",
        "how often each row is filled; more than once adds columns row and draw",
        1,
        number => number is > 0 and <= 10_000 ? null : "is out of range (give 1 to 10000)"
    );

    private readonly Option<ulong> seed = Flag.Of("--seed", "same seed, same fillings", 1UL);

    private readonly Option<string?> output = Flag.Text(
        "--out",
        "the CSV file to write; given cells stay as they are written [default: to the terminal]",
        "FILE"
    );

    private readonly Option<int> threads = RunOptionSet.MakeThreads();

    public CompleteCommand()
        : base("complete", "fill missing cells of rows by drawing them from a run's model given the rest")
    {
        Add(run);
        data.Required = true;
        AddGroup("The rows", data, missing);
        AddGroup("What to draw", draws, seed);
        AddGroup("Where to", output);
        AddGroup("How", threads);
        AddExample("likeness complete runs/mine --data gaps.csv --out filled.csv", "each gap filled once");
        AddExample("likeness complete runs/mine --data gaps.csv --draws 20 --out filled.csv", "how sure is it?");
        SetAction((result, cancellation) => Task.Run(() => Complete(result, cancellation), CancellationToken.None));
    }

    private int Complete(ParseResult result, CancellationToken cancellation)
    {
        string? path = result.GetValue(output);
        if (path is null)
        {
            Page.MoveToError();
        }
        else
        {
            OutputPath.Check(path);
        }

        using var source = Run.Open(result.GetRequiredValue(run), threads: result.GetValue(threads));
        var gapped = GappedTable.Read(result.GetRequiredValue(data)!, result.GetValue(missing));
        int times = result.GetValue(draws);
        var (given, filled, kind) = TrainingScreen
            .Make()
            .Watch(progress => source.Complete(gapped, times, result.GetValue(seed), progress, cancellation));
        Page.Line($"{given.Gaps:N0} cells of {given.Table.Rows:N0} rows {Markup.Escape(kind)}");
        Give(given, filled, times, path, kind);
        return ExitCode.Success;
    }

    private static void Give(GappedTable given, Table filled, int times, string? path, string kind)
    {
        var account = new { given.Gaps, Kind = kind };
        if (path is not null)
        {
            given.WriteFilled(path, filled, times);
            RowOutput.SayWritten(filled.Rows, path, account);
        }
        else if (JsonAnswer.IsAsked)
        {
            RowOutput.Give(filled, path: null, account);
        }
        else
        {
            using var stream = Console.OpenStandardOutput();
            given.WriteFilled(stream, filled, times);
        }
    }
}
