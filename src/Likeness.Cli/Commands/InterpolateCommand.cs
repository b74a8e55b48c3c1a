using System.CommandLine;
using Likeness.Cli.Commands.Images;
using Likeness.Cli.Options;
using Likeness.Cli.Screens;
using Likeness.Data;
using Likeness.Data.Images;
using Likeness.Figures;
using Likeness.Runs;
using Likeness.Sampling;
using Likeness.Sampling.Latents;

namespace Likeness.Cli.Commands;

/// <summary><c>likeness interpolate RUN --from 1 --to 2 --steps 9</c>: rows between two rows, through the model's codes.</summary>
internal sealed class InterpolateCommand : CommandBase
{
    /// <summary>Its name.</summary>
    public const string CommandName = "interpolate";

    /// <summary>What it is for.</summary>
    public const string Purpose = "go from one row to another through the codes of a run's model";

    private const string Row =
        "the number of a row of the data, from 1; or its values, such as 0.2,0.5,1; or sample:1, sample:2, … for a drawn code";

    private readonly Argument<string> run = RunArgument.Make();
    private readonly DataOptionSet data = new(ofRun: true);
    private readonly Option<string?> from = Flag.Text("--from", $"where to begin: {Row}", "ROW");
    private readonly Option<string?> to = Flag.Text("--to", "where to end, likewise", "ROW");

    private readonly Option<int> steps = Flag.Create(
        "--steps",
        "how many rows, both ends included",
        9,
        number => number is >= 2 and <= 100_000 ? null : "is out of range (give 2 to 100000)"
    );

    private readonly Option<bool> spherical = Flag.Switch(
        "--spherical",
        "along an arc, which keeps to lengths that codes have, not along a straight line"
    );

    private readonly Option<bool> continuous = Flag.Switch(
        "--continuous",
        "keep the raw values, off the data's own grid"
    );

    private readonly Option<ulong> seed = Flag.Create("--seed", "of drawn codes", 1UL);

    private readonly Option<string?> output = Flag.Text(
        "--out",
        "the file to write: .csv, .npy, or .png for the picture of pixels; of images a .png with all of them, a .npy, or a folder [default: to the terminal, as CSV]",
        "FILE"
    );

    private readonly Option<int> threads = RunOptionSet.MakeThreads();

    public InterpolateCommand()
        : base(CommandName, Purpose)
    {
        Add(run);
        from.Required = true;
        to.Required = true;
        AddGroup("The way", from, to, steps, spherical, continuous, seed);
        AddGroup("The rows that are counted", [.. data.All]);
        AddGroup("Where to", output);
        AddGroup("How", threads);
        AddExample("likeness interpolate runs/mine --from 1 --to 2", "from the first row of its data to the second");
        Bind([DataKind.Table], continuous);
        SetAction((result, _) => Task.Run(() => Interpolate(result), CancellationToken.None));
    }

    private int Interpolate(ParseResult result)
    {
        string? path = result.GetValue(output);
        using var source = Run.Open(result.GetRequiredValue(run), threads: result.GetValue(threads));
        RequireMeaning(result, source.Record.Kind);
        if (source.Record.Kind == DataKind.Images)
        {
            return InterpolateImages(source, result, path);
        }

        RowOutput.Prepare(path);
        var rows = new Lazy<Data.Table>(() =>
            data.Read(result) is { } given ? given.Load().Table : source.LoadData().All
        );
        ulong chosen = result.GetValue(seed);
        float[] begin = source.LatentOf(result.GetRequiredValue(from)!, () => rows.Value, chosen);
        float[] end = source.LatentOf(result.GetRequiredValue(to)!, () => rows.Value, chosen);
        float[] codes = LatentInterpolation.Interpolate(begin, end, result.GetValue(steps), result.GetValue(spherical));
        var decoded = TrainingScreen
            .Make()
            .Watch(progress => source.Decode(codes, result.GetValue(continuous), progress));
        RowOutput.Give(decoded, path);
        return ExitCode.Success;
    }

    private int InterpolateImages(Run source, ParseResult result, string? path)
    {
        ImageOutput.Prepare(path);
        var images = new ImageRun(source);
        var all = new Lazy<ImageSet>(() => ImageChoice.Read(source, data, result));
        float[] Code(Option<string?> end) =>
            ImageChoice.CodeOf(images, result.GetRequiredValue(end)!, () => all.Value, result.GetValue(seed));
        float[] codes = LatentInterpolation.Interpolate(
            Code(from),
            Code(to),
            result.GetValue(steps),
            result.GetValue(spherical)
        );
        ImageOutput.Give(images.Decode(codes), path!, columns: result.GetValue(steps));
        return ExitCode.Success;
    }
}
