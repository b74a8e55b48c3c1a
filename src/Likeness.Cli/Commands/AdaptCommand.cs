using System.CommandLine;
using Likeness.Cli.Options;
using Likeness.Models;
using Likeness.Models.Adaptation;
using Likeness.Models.Diffusion;
using Likeness.Runs;

namespace Likeness.Cli.Commands;

/// <summary><c>likeness adapt RUN</c>: begins a new run with the weights of a trained one.</summary>
internal sealed class AdaptCommand : DocumentedCommand
{
    /// <summary>The command's name.</summary>
    public const string CommandName = "adapt";

    /// <summary>The command's purpose.</summary>
    public const string Purpose =
        "fine-tune a trained model on other data by low-rank adapters, add a control network, or teach it edits";

    private const double MaxAlpha = 1e6;
    private const int MaxRank = 4096;

    private readonly Argument<string> run = RunArgument.Make();
    private readonly DataOptionSet data = new(ofRun: true);
    private readonly Option<int> rank = Flag.Create(
        "--rank",
        "rank of the adapters: of a matrix of d × k, rank · (d + k) numbers are trained",
        8,
        value => value is >= 1 and <= MaxRank ? null : $"is out of range (give 1 to {MaxRank})"
    );

    private readonly Option<double?> alpha = Flag.Maybe<double>(
        "--alpha",
        "α of the adapters, whose product is multiplied by α / rank [default: the rank]",
        value => value is >= 1e-6 and <= MaxAlpha ? null : "is out of range (give 0.000001 to 1000000)"
    );

    private readonly Option<bool> full = Flag.Switch("--full", "train all weights instead of adapters");

    private readonly Option<ControlKind?> control = Flag.Maybe<ControlKind>(
        "--control",
        "add a control network to a diffusion model of images, trained on maps of the images: edges, sketch or mask"
    );

    private readonly Option<bool> edits = Flag.Switch(
        "--edits",
        "teach a diffusion model of images to edit pictures by words, from pairs of shapes or of --data FOLDER with before, after and words.csv"
    );

    private readonly Option<double?> holdout = RunOptionSet.MakeHoldout();
    private readonly Option<double?> validation = RunOptionSet.MakeValidation();
    private readonly Option<ulong> seed = Flag.Create("--seed", "random seed; the same seed gives the same bytes", 0UL);

    private readonly Option<string?> output = Flag.Text(
        "--out",
        "a new or empty folder for the new run [default: runs/<model>-<data>-<n>]",
        "FOLDER"
    );

    private readonly Option<TimeSpan?> budget = RunOptionSet.MakeBudget("time of the whole command");
    private readonly Option<int> threads = RunOptionSet.MakeThreads();
    private readonly ModelOptionSet? training;

    /// <summary>Builds the command for one command line; the run that it names has training options.</summary>
    public AdaptCommand(IReadOnlyList<string> args)
        : base(CommandName, Purpose)
    {
        training = TrainingOf(args);
        Add(run);
        AddGroup("Adaptation", rank, alpha, full, control, edits);
        AddGroup("Data", [.. data.All, holdout, validation]);
        AddGroup("Run", output, seed, budget, threads);
        AddGroup("Training options of the run's model", training?.Retraining ?? []);
        AddExample(
            "likeness adapt runs/digits --data few --out runs/few",
            "low-rank adapters, trained on a few images"
        );
        AddExample(
            "likeness adapt runs/digits --control edges --out runs/controlled",
            "a control network, for 'likeness sample --control FILE'"
        );
        AddExample(
            "likeness adapt runs/shapes --edits --out runs/edits",
            "edits by words, for 'likeness sample --edit FILE --word red'"
        );
        SetAction(
            (result, cancellationToken) => Task.Run(() => Adapt(result, cancellationToken), CancellationToken.None)
        );
    }

    private int Adapt(ParseResult result, CancellationToken cancellationToken)
    {
        var kind = result.GetResult(control) is null ? ControlKind.None : result.GetValue(control) ?? ControlKind.None;
        bool trainsAll = result.GetValue(full);
        if (trainsAll && kind != ControlKind.None)
        {
            throw new LikenessException(
                "--full and --control exclude each other: beside a control network all weights are frozen (give one of them)"
            );
        }

        bool learnsEdits = result.GetValue(edits);
        if (learnsEdits && kind != ControlKind.None)
        {
            throw new LikenessException("--edits and --control exclude each other (give one of them)");
        }

        bool addsAdapters = !trainsAll && !learnsEdits && kind == ControlKind.None;
        if (!addsAdapters && (result.GetResult(rank) is { Implicit: false } || result.GetResult(alpha) is not null))
        {
            throw new LikenessException(
                "--rank and --alpha are of low-rank adapters, which --full, --control and --edits do not add (leave them out)"
            );
        }

        bool hasLength = training?.HasEpochs(result) == true;
        if (hasLength && result.GetResult(budget) is not null)
        {
            throw new LikenessException("--budget and --epochs or --train-steps exclude each other (give one of them)");
        }

        int size = result.GetValue(rank);
        var settings = new AdaptationSettings
        {
            Adapters = trainsAll ? null : new LowRankAdapters(size, result.GetValue(alpha) ?? size),
            Control = kind,
            Edits = learnsEdits,
            Options = options => Changed(options, result, hasLength),
            Data = data.Read(result),
            Holdout = result.GetValue(holdout),
            Validation = result.GetValue(validation),
            Seed = result.GetValue(seed),
            OutputFolder = result.GetValue(output),
            Threads = result.GetValue(threads),
            Budget = result.GetResult(budget) is null ? null : TrainSession.Budget(result.GetValue(budget)),
            CommandLine = TypedCommand.Text,
        };
        return TrainSession.Adapt(result.GetRequiredValue(run), settings, cancellationToken);
    }

    // Steps that a budget found for the trained run say nothing of the new one.
    private ModelOptions Changed(ModelOptions trained, ParseResult result, bool hasLength)
    {
        var options = trained with { TrainSteps = hasLength ? [] : [AdaptationSettings.DefaultSteps] };
        return training?.ReadRetraining(options, result) ?? options;
    }

    private static ModelOptionSet? TrainingOf(IReadOnlyList<string> args)
    {
        string? folder = args is [CommandName, ..]
            ? args.Skip(1).FirstOrDefault(word => File.Exists(Path.Combine(word, "run.json")))
            : null;
        if (folder is null)
        {
            return null;
        }

        try
        {
            var (model, options) = TrainedModel.Describe(folder);
            return new ModelOptionSet(model, options);
        }
        catch (LikenessException)
        {
            return null; // the command reports the error when it opens the run
        }
    }
}
