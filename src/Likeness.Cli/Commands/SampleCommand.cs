using System.CommandLine;
using Likeness.Cli.Options;
using Likeness.Cli.Screens;
using Likeness.Data;
using Likeness.Runs;
using Likeness.Sampling;

namespace Likeness.Cli.Commands;

/// <summary><c>likeness sample RUN -n 5000 --seed 1 --out points.csv</c>.</summary>
internal sealed class SampleCommand : Verb
{
    private readonly Argument<string> run = RunArgument.Make();

    private readonly Option<int> count = Flag.Of(
        "-n",
        "how many rows to draw",
        1000,
        number => number > 0 ? null : "is out of range (give 1 or more)"
    );

    private readonly Option<ulong> seed = Flag.Of("--seed", "same seed, same rows", 1UL);

    private readonly Option<string?> output = Flag.Text(
        "--out",
        "the file to write: .csv, .npy, or .png for the drawn picture [default: samples to the terminal, as CSV]",
        "FILE"
    );

    private readonly Option<bool> continuous = Flag.Switch(
        "--continuous",
        "keep the raw values, off the data's own grid"
    );

    private readonly Option<int> threads = RunOptionSet.MakeThreads();

    private readonly DrawingOptionSet drawing;

    /// <summary>Makes the command for one command line: the run that it names has options of its own.</summary>
    public SampleCommand(IReadOnlyList<string> args)
        : base("sample", "draw new rows from a run")
    {
        drawing = new DrawingOptionSet(args, "sample");
        Add(run);
        AddGroup("What to draw", count, seed, continuous);
        AddGroup("Where to", output);
        AddGroup("How the run's model draws", drawing.All);
        AddGroup("How", threads);
        AddExample("likeness sample runs/mine -n 5000 --out points.csv", "rows, as a table");
        AddExample(
            "likeness sample runs/mine -n 5000 --out picture.png",
            "rows that are pixels, as the picture they make"
        );
        SetAction((result, cancellation) => Task.Run(() => Draw(result, cancellation), CancellationToken.None));
    }

    private int Draw(ParseResult result, CancellationToken cancellation)
    {
        string? path = result.GetValue(output);
        if (path is not null)
        {
            SampleFile.Check(path); // before the work, not after it
        }

        if (path is null)
        {
            Page.MoveToError();
        }

        using var source = Run.Open(
            result.GetRequiredValue(run),
            threads: result.GetValue(threads),
            drawing: drawing.Read(result)
        );
        var rows = TrainingScreen
            .Make()
            .Watch(progress =>
                source.Sample(
                    result.GetValue(count),
                    result.GetValue(seed),
                    result.GetValue(continuous),
                    progress,
                    cancellation
                )
            );
        Give(rows, path);
        return ExitCode.Success;
    }

    private static void Give(Table rows, string? path)
    {
        if (path is not null)
        {
            SampleFile.Write(path, rows);
            Page.Line($"{rows.Rows:N0} rows written to {Spectre.Console.Markup.Escape(path)}");
            JsonAnswer.Write(new { rows.Rows, File = path });
        }
        else if (JsonAnswer.IsAsked)
        {
            JsonAnswer.Write(new { Count = rows.Rows, Rows = JsonAnswer.Rows(rows) });
        }
        else
        {
            using var stream = Console.OpenStandardOutput();
            CsvWriter.Write(stream, rows);
        }
    }
}
