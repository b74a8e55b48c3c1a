using System.CommandLine;
using Likeness.Cli.Commands.Images;
using Likeness.Cli.Options;
using Likeness.Cli.Screens;
using Likeness.Data;
using Likeness.Data.Images;
using Likeness.Figures.Png;
using Likeness.Runs;
using Spectre.Console;

namespace Likeness.Cli.Commands;

/// <summary><c>likeness traverse RUN --out grid.png</c>: what each number of a code does.</summary>
internal sealed class TraverseCommand : CommandBase
{
    /// <summary>Its name.</summary>
    public const string CommandName = "traverse";

    /// <summary>What it is for.</summary>
    public const string Purpose = "change one number of a code at a time, and see what becomes of the rows";

    private const int MaxNumbers = 12;

    private readonly Argument<string> run = RunArgument.Make();
    private readonly DataOptionSet data = new(ofRun: true);

    private readonly Option<string?> from = Flag.Text(
        "--from",
        "the row whose code is changed: its number from 1, its values, or sample:1, … [default: the code of zeros]",
        "ROW"
    );

    private readonly Option<int[]?> numbers = new Option<int[]?>("--latents")
    {
        Description = $"which numbers of the code, from 1, with commas between [default: the first {MaxNumbers}]",
        HelpName = "N,N,…",
        CustomParser = result => (int[]?)Flag.Parse<int[]>("--latents", result, null),
    }.Formerly("--codes");

    private readonly Option<double> span = Flag.Create(
        "--span",
        "how far to either side of 0 each number goes",
        3.0,
        width => width > 0 ? null : "is out of range (give more than 0)"
    );

    private readonly Option<int> steps = Flag.Create(
        "--steps",
        "how many values each number goes through",
        7,
        number => number is >= 2 and <= 1000 ? null : "is out of range (give 2 to 1000)"
    );

    private readonly Option<bool> continuous = Flag.Switch(
        "--continuous",
        "keep the raw values, off the data's own grid"
    );

    private readonly Option<ulong> seed = Flag.Create("--seed", "of drawn codes", 1UL);

    private readonly Option<string?> output = Flag.Text(
        "--out",
        "the file to write: .csv or .npy; or .png for a grid of pictures, where rows are pixels; of images a .png with all of them, a .npy, or a folder [default: to the terminal, as CSV]",
        "FILE"
    );

    private readonly Option<int> threads = RunOptionSet.MakeThreads();

    public TraverseCommand()
        : base(CommandName, Purpose)
    {
        Add(run);
        AddGroup("The codes", from, numbers, span, steps, continuous, seed);
        AddGroup("The rows that are counted", [.. data.All]);
        AddGroup("Where to", output);
        AddGroup("How", threads);
        AddExample("likeness traverse runs/mine --out table.csv", "code, value, and the row that comes of it");
        AddExample(
            "likeness traverse runs/mine --latents 1,2 --out grid.png",
            "the picture that many points make which have one number in common"
        );
        Bind([DataKind.Table], continuous);
        SetAction((result, _) => Task.Run(() => Traverse(result), CancellationToken.None));
    }

    private int Traverse(ParseResult result)
    {
        string? path = result.GetValue(output);
        using var source = Run.Open(result.GetRequiredValue(run), threads: result.GetValue(threads));
        RequireMeaning(result, source.Record.Kind);
        if (source.Record.Kind == DataKind.Images)
        {
            return TraverseImages(source, result, path);
        }

        RowOutput.Prepare(path);
        int width = source.LatentWidth();
        int[] chosen = Chosen(result.GetValue(numbers), width);
        double[] values = Values(result.GetValue(span), result.GetValue(steps));
        ulong sample = result.GetValue(seed);
        if (Path.GetExtension(path)?.Equals(".png", StringComparison.OrdinalIgnoreCase) == true)
        {
            byte[] picture = PngEncoder.Encode(
                TrainingScreen.Make().Watch(progress => source.TraversePictures(chosen, values, sample, progress))
            );
            AtomicFile.Write(path!, stream => stream.Write(picture));
            Page.Line(
                $"{chosen.Length * values.Length:N0} pictures written to {Markup.Escape(path!)}: a row for each number of the code, from {values[0]:0.##} to {values[^1]:0.##}"
            );
            JsonAnswer.Write(
                new
                {
                    File = path,
                    Codes = chosen.Select(number => number + 1),
                    Values = values,
                }
            );
            return ExitCode.Success;
        }

        float[] origin = result.GetValue(from) is { } text
            ? source.LatentOf(
                text,
                () => data.Read(result) is { } given ? given.Load().Table : source.LoadData().All,
                sample
            )
            : new float[width];
        var rows = TrainingScreen
            .Make()
            .Watch(progress => source.Traverse(origin, chosen, values, result.GetValue(continuous), progress));
        RowOutput.Give(rows, path);
        return ExitCode.Success;
    }

    private int TraverseImages(Run source, ParseResult result, string? path)
    {
        ImageOutput.Prepare(path);
        var images = new ImageRun(source);
        int width = images.LatentWidth;
        int[] chosen = Chosen(result.GetValue(numbers), width);
        double[] values = Values(result.GetValue(span), result.GetValue(steps));
        ImageSet Counted() => ImageChoice.Read(source, data, result);
        float[] origin = result.GetValue(from) is { } text
            ? ImageChoice.CodeOf(images, text, Counted, result.GetValue(seed))
            : new float[width];
        var codes = new List<float>();
        foreach (int number in chosen)
        {
            foreach (double value in values)
            {
                codes.AddRange(origin);
                codes[codes.Count - width + number] = (float)value;
            }
        }

        ImageOutput.Give(
            images.Decode([.. codes]),
            path!,
            new { Codes = chosen.Select(number => number + 1), Values = values },
            columns: values.Length
        );
        return ExitCode.Success;
    }

    private static int[] Chosen(int[]? asked, int width)
    {
        if (asked is null or []) // an array that is not given is empty
        {
            return [.. Enumerable.Range(0, Math.Min(width, MaxNumbers))];
        }

        return Array.TrueForAll(asked, number => number >= 1 && number <= width)
            ? Array.ConvertAll(asked, number => number - 1)
            : throw new LikenessException(
                $"--latents: '{string.Join(',', asked)}' is out of range (a code of this run has {width} numbers; give 1 to {width})"
            );
    }

    private static double[] Values(double span, int steps) =>
        [.. Enumerable.Range(0, steps).Select(step => span * ((2.0 * step / (steps - 1)) - 1))];
}
