using System.CommandLine;
using Likeness.Cli.Commands.Images;
using Likeness.Cli.Options;
using Likeness.Cli.Screens;
using Likeness.Data;
using Likeness.Data.Images;
using Likeness.Figures;
using Likeness.Runs;
using Likeness.Sampling;
using Spectre.Console;
using Table = Likeness.Data.Table;

namespace Likeness.Cli.Commands;

/// <summary><c>likeness impute RUN --data gaps.csv --samples 5 --out filled.csv</c>: missing cells are filled, given ones kept.</summary>
internal sealed class ImputeCommand : CommandBase
{
    /// <summary>Its name.</summary>
    public const string CommandName = "impute";

    /// <summary>What it is for.</summary>
    public const string Purpose = "fill missing cells of rows by drawing them from a run's model given the rest";

    private readonly Argument<string> run = RunArgument.Make();

    private readonly DataOptionSet images = new(ofRun: true);

    private readonly Option<ImageMask> mask = Flag.Create(
        "--mask",
        "of images: the part that is missing (lower, upper, left, right or centre)",
        ImageMask.Lower
    );

    private readonly Option<int> count = Flag.Create(
        "-n",
        "of images: how many at most",
        16,
        number => number > 0 ? null : "is out of range (give 1 or more)"
    );

    private readonly Option<int> samples = Flag.Create(
            "--samples",
            "how often each row is filled; more than once adds columns row and sample",
            1,
            number => number is > 0 and <= 10_000 ? null : "is out of range (give 1 to 10000)"
        )
        .Formerly("--draws");

    private readonly Option<ulong> seed = Flag.Create("--seed", "same seed, same fillings", 1UL);

    private readonly Option<string?> output = Flag.Text(
        "--out",
        "the CSV file to write; given cells stay as they are written [default: to the terminal]",
        "FILE"
    );

    private readonly Option<int> threads = RunOptionSet.MakeThreads();

    public ImputeCommand()
        : base(CommandName, Purpose)
    {
        Add(run);
        images.Files.Description =
            "the CSV with gaps: empty cells, NA, n/a, nan, null or ?; columns that it has not are gaps altogether; for a run of images, whole images [default: those that the run is judged on]";
        AddGroup("The rows", images.Files, images.Missing);
        AddGroup("The images", images.Dataset, images.DatasetRows, images.DataFolder, mask, count);
        AddGroup("What to draw", samples, seed);
        AddGroup("Where to", output);
        AddGroup("How", threads);
        AddExample("likeness impute runs/mine --data gaps.csv --out filled.csv", "each gap filled once");
        AddExample("likeness impute runs/mine --data gaps.csv --samples 20 --out filled.csv", "how sure is it?");
        Bind([DataKind.Table], images.Missing);
        Bind([DataKind.Images], images.Dataset, images.DatasetRows, images.DataFolder, mask, count);
        SetAction(
            (result, cancellationToken) => Task.Run(() => Impute(result, cancellationToken), CancellationToken.None)
        );
    }

    private int Impute(ParseResult result, CancellationToken cancellationToken)
    {
        string? path = result.GetValue(output);
        using var source = Run.Open(result.GetRequiredValue(run), threads: result.GetValue(threads));
        RequireMeaning(result, source.Record.Kind);
        if (source.Record.Kind == DataKind.Images)
        {
            return ImputeImages(source, result, path, cancellationToken);
        }

        string file = result.GetValue(images.Files) is { Length: > 0 } files
            ? files[0]
            : throw new LikenessException("'likeness impute' needs --data with the CSV that has gaps (give it)");
        if (path is null)
        {
            Page.MoveToError();
        }
        else
        {
            OutputPath.Check(path);
        }

        var incomplete = IncompleteTable.Read(file, result.GetValue(images.Missing));
        int times = result.GetValue(samples);
        var (given, filled, kind) = TrainingScreen
            .Make()
            .Watch(progress => source.Impute(incomplete, times, result.GetValue(seed), progress, cancellationToken));
        Page.Line($"{given.MissingValues:N0} cells of {given.Table.RowCount:N0} rows {Markup.Escape(kind)}");
        Give(given, filled, times, path, kind);
        return ExitCode.Success;
    }

    private int ImputeImages(Run source, ParseResult result, string? path, CancellationToken cancellationToken)
    {
        ImageOutput.Prepare(path);
        var run = new ImageRun(source);
        var whole = ImageChoice.Read(source, images, result, result.GetValue(count));
        bool[] given = result.GetValue(mask).Known(run.Transform);
        var sampled = TrainingScreen
            .Make()
            .Watch(progress =>
                Enumerable
                    .Range(0, result.GetValue(samples))
                    .Select(sample =>
                        run.Inpaint(whole, given, result.GetValue(seed) + (ulong)sample, progress, cancellationToken)
                    )
                    .ToList()
            );
        Page.Line($"{whole.Count:N0} images, {Markup.Escape(run.InpaintingKind)}");
        if (Path.GetExtension(path) is ".png")
        {
            var masked = ImageMasks.Masked(whole, given);
            ImageSampleFile.WritePicture(path!, ImageGrid.Beside([whole, masked, .. sampled]));
            Page.Line($"each image, what was given of it, and {sampled.Count:N0} completed, in {Markup.Escape(path!)}");
            JsonAnswer.Write(
                new
                {
                    whole.Count,
                    File = path,
                    Kind = run.InpaintingKind,
                }
            );
        }
        else
        {
            ImageOutput.Give(sampled.Aggregate(ImageChoice.Together), path!, new { Kind = run.InpaintingKind });
        }

        return ExitCode.Success;
    }

    private static void Give(IncompleteTable given, Table filled, int times, string? path, string kind)
    {
        var summary = new { given.MissingValues, Kind = kind };
        if (path is not null)
        {
            given.WriteFilled(path, filled, times);
            RowOutput.SayWritten(filled.RowCount, path, summary);
        }
        else if (JsonAnswer.IsAsked)
        {
            RowOutput.Give(filled, path: null, summary);
        }
        else
        {
            using var stream = Console.OpenStandardOutput();
            given.WriteFilled(stream, filled, times);
        }
    }
}
