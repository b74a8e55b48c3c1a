using System.CommandLine;
using Likeness.Cli.Commands.Images;
using Likeness.Cli.Commands.Sequences;
using Likeness.Cli.Options;
using Likeness.Cli.Screens;
using Likeness.Data;
using Likeness.Runs;
using Likeness.Sampling;
using Likeness.Sampling.Conditions;

namespace Likeness.Cli.Commands;

/// <summary><c>likeness sample RUN -n 5000 --seed 1 --out points.csv</c>.</summary>
internal sealed class SampleCommand : CommandBase
{
    /// <summary>Its name.</summary>
    public const string CommandName = "sample";

    /// <summary>What it is for.</summary>
    public const string Purpose = "draw new rows from a run";

    private readonly Argument<string> run = RunArgument.Make();

    private readonly Option<int> count = Flag.Create(
        "-n",
        "how many rows, images or clips to draw",
        1000,
        number => number > 0 ? null : "is out of range (give 1 or more)"
    );

    private readonly Option<ulong> seed = Flag.Create("--seed", "same seed, same rows", 1UL);

    private readonly Option<string?> output = Flag.Text(
        "--out",
        "the file to write: .csv, .npy, or .png for the drawn picture; of images a .png with all of them, a .npy, or a folder; of text a file; of sound a .wav or a folder [default: rows to the terminal, as CSV, or text]",
        "FILE"
    );

    private readonly Option<bool> continuous = Flag.Switch(
        "--continuous",
        "keep the raw values, off the data's own grid"
    );

    private readonly Option<string?> ofClass = Flag.Text(
        "--class",
        "draw images or sound of this class, where the run's model learned classes",
        "NAME"
    );

    private readonly SequenceSampling sequences = new();
    private readonly ConditionOptionSet given = new();
    private readonly Option<int> threads = RunOptionSet.MakeThreads();

    private readonly SamplingOptionSet sampling;

    /// <summary>Makes the command for one command line: the run that it names has options of its own.</summary>
    public SampleCommand(IReadOnlyList<string> args)
        : base(CommandName, Purpose)
    {
        sampling = new SamplingOptionSet(args, "sample");
        Add(run);
        AddGroup("What to draw", count, seed, continuous, ofClass);
        AddGroup("Only some rows", given.All);
        AddGroup("Text and sound", [.. sequences.SampleText, .. sequences.SampleAudio]);
        AddGroup("Where to", output);
        AddGroup("How the run's model draws", sampling.All);
        AddGroup("How", threads);
        AddExample("likeness sample runs/mine -n 5000 --out points.csv", "rows, as a table");
        AddExample(
            "likeness sample runs/mine -n 5000 --out picture.png",
            "rows that are pixels, as the picture they make"
        );
        AddExample("likeness sample runs/digits -n 64 --class 7 --out sevens.png", "images of one class");
        AddExample(
            "likeness sample runs/book --prompt \"It was\" --length 400 --temperature 0.8",
            "text, to the terminal as it comes"
        );
        AddExample("likeness sample runs/notes -n 4 --seconds 2 --out sound", "sound, a WAVE file for each clip");
        AddExample("likeness sample runs/mine --condition \"r>0.5, x=0.25\"", "rows of which something is known");
        Bind([DataKind.Table], [continuous, .. given.All]);
        Bind([DataKind.Images, DataKind.Audio], ofClass);
        Bind([DataKind.Table, DataKind.Images, DataKind.Audio], count);
        Bind([DataKind.Text], sequences.SampleText);
        Bind([DataKind.Audio], sequences.SampleAudio);
        SetAction(
            (result, cancellationToken) => Task.Run(() => Sample(result, cancellationToken), CancellationToken.None)
        );
    }

    private int Sample(ParseResult result, CancellationToken cancellationToken)
    {
        string? path = result.GetValue(output);
        using var source = Run.Open(
            result.GetRequiredValue(run),
            threads: result.GetValue(threads),
            sampling: sampling.Read(result)
        );
        var kind = source.Record.Kind;
        RequireMeaning(result, kind);
        switch (kind)
        {
            case DataKind.Text:
                sequences.WriteText(source, result, path, result.GetValue(seed), cancellationToken);
                break;
            case DataKind.Audio:
                int? clips = result.GetResult(count) is { Implicit: false } ? result.GetValue(count) : null;
                string? name = result.GetValue(ofClass);
                sequences.WriteAudio(source, result, clips, name, path, result.GetValue(seed), cancellationToken);
                break;
            case DataKind.Images:
                SampleImages(source, result, path, cancellationToken);
                break;
            default:
                SampleRows(source, result, path, cancellationToken);
                break;
        }

        return ExitCode.Success;
    }

    private void SampleImages(Run source, ParseResult result, string? path, CancellationToken cancellationToken)
    {
        ImageOutput.Prepare(path);
        var images = new ImageRun(source);
        string? name = result.GetValue(ofClass);
        var (wanted, chosen) = (result.GetValue(count), result.GetValue(seed));
        var sampled = TrainingScreen
            .Make()
            .Watch(progress =>
                name is null
                    ? images.Sample(wanted, chosen, progress, cancellationToken)
                    : images.SampleOf(name, wanted, chosen, progress, cancellationToken)
            );
        ImageOutput.Give(sampled, path!);
    }

    private void SampleRows(Run source, ParseResult result, string? path, CancellationToken cancellationToken)
    {
        RowOutput.Prepare(path); // before the work, not after it
        var conditions = given.Read(result, source.Transform);
        var (rows, found) = TrainingScreen
            .Make()
            .Watch(progress => Sample(source, conditions, result, progress, cancellationToken));
        Give(rows, path, found);
    }

    private (Table Rows, ConditionalSample? Found) Sample(
        Run source,
        ConditionSet? conditions,
        ParseResult result,
        IProgress<TrainingProgress> progress,
        CancellationToken cancellationToken
    )
    {
        int wanted = result.GetValue(count);
        ulong chosen = result.GetValue(seed);
        bool raw = result.GetValue(continuous);
        if (conditions is null)
        {
            return (source.Sample(wanted, chosen, raw, progress, cancellationToken), null);
        }

        var settings = given.Settings(result);
        var found = source.SampleConditional(wanted, conditions, settings, chosen, raw, progress, cancellationToken);
        return (found.Rows, found);
    }

    private static void Give(Table rows, string? path, ConditionalSample? found)
    {
        if (found is not null)
        {
            Page.Line(Spectre.Console.Markup.Escape(found.Summary));
        }

        RowOutput.Give(
            rows,
            path,
            found is null
                ? null
                : new
                {
                    found.Method,
                    found.Samples,
                    found.Accepted,
                    found.AcceptanceRate,
                    found.EffectiveSize,
                    found.Summary,
                }
        );
    }
}
