using System.CommandLine;
using Likeness.Cli.Commands.Images;
using Likeness.Cli.Options;
using Likeness.Cli.Screens;
using Likeness.Data;
using Likeness.Runs;

namespace Likeness.Cli.Commands;

/// <summary><c>likeness encode RUN --data … --out codes.npy</c>: the codes of rows.</summary>
internal sealed class EncodeCommand : CommandBase
{
    /// <summary>Its name.</summary>
    public const string CommandName = "encode";

    /// <summary>What it is for.</summary>
    public const string Purpose = "write the codes of rows under a run's model";

    private readonly Argument<string> run = RunArgument.Make();
    private readonly DataOptionSet data = new(ofRun: true);

    private readonly Option<string?> output = Flag.Text(
        "--out",
        "the file to write: .csv or .npy [default: to the terminal, as CSV]",
        "FILE"
    );

    private readonly Option<int> threads = RunOptionSet.MakeThreads();

    public EncodeCommand()
        : base(CommandName, Purpose)
    {
        Add(run);
        AddGroup("The rows", [.. data.All]);
        AddGroup("Where to", output);
        AddGroup("How", threads);
        AddExample("likeness encode runs/mine --data points.csv --out codes.csv", "code1, code2, …");
        SetAction((result, _) => Task.Run(() => Encode(result), CancellationToken.None));
    }

    private int Encode(ParseResult result)
    {
        string? path = result.GetValue(output);
        RowOutput.Prepare(path);
        using var source = Run.Open(result.GetRequiredValue(run), threads: result.GetValue(threads));
        if (source.Record.Kind == DataKind.Images)
        {
            var images = new ImageRun(source);
            float[] codes = images.Encode(ImageChoice.Read(source, data, result));
            RowOutput.Give(RunLatents.TableOf(codes, images.LatentWidth), path);
            return ExitCode.Success;
        }

        var rows = data.Read(result) is { } given ? given.Load().Table : source.LoadData().All;
        RowOutput.Give(TrainingScreen.Make().Watch(progress => source.Encode(rows, progress)), path);
        return ExitCode.Success;
    }
}
