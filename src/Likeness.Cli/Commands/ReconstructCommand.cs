using System.CommandLine;
using Likeness.Cli.Commands.Images;
using Likeness.Cli.Options;
using Likeness.Cli.Screens;
using Likeness.Data;
using Likeness.Evaluation.Images;
using Likeness.Figures;
using Likeness.Runs;
using Likeness.Sampling;
using Spectre.Console;
using Table = Likeness.Data.Table;

namespace Likeness.Cli.Commands;

/// <summary><c>likeness reconstruct RUN --data … --out back.csv</c>: what comes back of rows through the model's bottleneck.</summary>
internal sealed class ReconstructCommand : CommandBase
{
    /// <summary>Its name.</summary>
    public const string CommandName = "reconstruct";

    /// <summary>What it is for.</summary>
    public const string Purpose = "send rows through a run's model and back";

    private readonly Argument<string> run = RunArgument.Make();
    private readonly DataOptionSet data = new(ofRun: true);

    private readonly Option<string?> output = Flag.Text(
        "--out",
        "the file to write: .csv, .npy, or .png for the picture of pixels; of images a .png with each beside what comes back, a .npy, or a folder [default: to the terminal, as CSV]",
        "FILE"
    );

    private readonly Option<bool> continuous = Flag.Switch(
        "--continuous",
        "keep the raw values, off the data's own grid"
    );

    private readonly Option<int> count = Flag.Create(
        "-n",
        "of images: how many at most",
        64,
        number => number > 0 ? null : "is out of range (give 1 or more)"
    );

    private readonly Option<int> threads = RunOptionSet.MakeThreads();

    public ReconstructCommand()
        : base(CommandName, Purpose)
    {
        Add(run);
        AddGroup("The rows", [.. data.All, count]);
        AddGroup("Where to", output, continuous);
        AddGroup("How", threads);
        AddExample("likeness reconstruct runs/mine --data points.csv --out back.csv", "and how far off they come back");
        Bind([DataKind.Table], continuous);
        Bind([DataKind.Images], count);
        SetAction((result, _) => Task.Run(() => Reconstruct(result), CancellationToken.None));
    }

    private int Reconstruct(ParseResult result)
    {
        string? path = result.GetValue(output);
        using var source = Run.Open(result.GetRequiredValue(run), threads: result.GetValue(threads));
        RequireMeaning(result, source.Record.Kind);
        if (source.Record.Kind == DataKind.Images)
        {
            return ReconstructImages(source, result, path);
        }

        RowOutput.Prepare(path);
        var rows = data.Read(result) is { } given ? given.Load().Table : source.LoadData().All;
        var back = TrainingScreen
            .Make()
            .Watch(progress => source.Reconstruct(rows, result.GetValue(continuous), progress));
        var errors = rows
            .Columns.Select((column, i) => (column.Name, Error: Math.Sqrt(MeanSquare(rows, back, i))))
            .ToList();
        Page.Line(
            $"root mean squared error: {string.Join(", ", errors.Select(e => $"{Markup.Escape(e.Name)} {Page.Number(e.Error)}"))}"
        );
        RowOutput.Give(
            back,
            path,
            new { RootMeanSquaredError = errors.ToDictionary(e => e.Name, e => e.Error, StringComparer.Ordinal) }
        );
        return ExitCode.Success;
    }

    private int ReconstructImages(Run source, ParseResult result, string? path)
    {
        ImageOutput.Prepare(path);
        var images = ImageChoice.Read(source, data, result, result.GetValue(count));
        var back = TrainingScreen.Make().Watch(progress => new ImageRun(source).Reconstruct(images, progress));
        var similarity = PairSimilarity.Compute(images, back);
        Page.Line(
            $"mean SSIM {similarity.Ssim.Average():0.0000}, mean PSNR {similarity.Psnr.Average():0.00} dB of {images.Count:N0} images"
        );
        if (Path.GetExtension(path) is ".png")
        {
            ImageSampleFile.WritePicture(path!, ImageGrid.Beside([images, back]));
            Page.Line($"each image beside what comes back of it, in {Markup.Escape(path!)}");
        }
        else
        {
            ImageSampleFile.Write(path!, back);
            Page.Line($"{back.Count:N0} images written to {Markup.Escape(path!)}");
        }

        JsonAnswer.Write(
            new
            {
                back.Count,
                File = path,
                MeanSsim = similarity.Ssim.Average(),
                MeanPsnr = similarity.Psnr.Average(),
            }
        );
        return ExitCode.Success;
    }

    private static double MeanSquare(Table a, Table b, int column) =>
        a.ColumnValues(column).Zip(b.ColumnValues(column), (x, y) => (x - y) * (x - y)).Average();
}
