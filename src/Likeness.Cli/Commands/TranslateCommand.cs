using System.CommandLine;
using Likeness.Cli.Commands.Images;
using Likeness.Cli.Options;
using Likeness.Cli.Screens;
using Likeness.Data;
using Likeness.Runs;

namespace Likeness.Cli.Commands;

/// <summary><c>likeness translate RUN --data … --to CLASS --out translated.png</c>: images of one class become such of another.</summary>
internal sealed class TranslateCommand : CommandBase
{
    /// <summary>Its name.</summary>
    public const string CommandName = "translate";

    /// <summary>What it is for.</summary>
    public const string Purpose = "turn images of one class into such of another";

    private readonly Argument<string> run = RunArgument.Make();
    private readonly DataOptionSet data = new(ofRun: true);

    private readonly Option<string> to = new("--to")
    {
        Description = "the class that the images are to look like",
        HelpName = "CLASS",
        Required = true,
    };

    private readonly Option<string?> output = Flag.Text("--out", "a .png with all images, a .npy, or a folder", "FILE");

    private readonly Option<int> threads = RunOptionSet.MakeThreads();

    public TranslateCommand()
        : base(CommandName, Purpose)
    {
        Add(run);
        AddGroup("The images", [.. data.All]);
        AddGroup("What to make of them", to);
        AddGroup("Where to", output);
        AddGroup("How", threads);
        AddExample(
            "likeness translate runs/horses --data photos --to zebra --out zebras.png",
            "with a run of cyclegan or cvae; images of that class already may stay as they are"
        );
        SetAction(
            (result, cancellationToken) => Task.Run(() => Translate(result, cancellationToken), CancellationToken.None)
        );
    }

    private int Translate(ParseResult result, CancellationToken cancellationToken)
    {
        string? path = result.GetValue(output);
        using var source = Run.Open(result.GetRequiredValue(run), threads: result.GetValue(threads));
        var images = new ImageRun(source);
        ImageOutput.Prepare(path);
        var given = ImageChoice.Read(source, data, result);
        var translated = TrainingScreen
            .Make()
            .Watch(progress => images.Translate(given, result.GetRequiredValue(to), progress, cancellationToken));
        ImageOutput.Give(translated, path!);
        return ExitCode.Success;
    }
}
