using System.CommandLine;
using Likeness.Cli.Options;
using Likeness.Modalities;
using Likeness.Models;

namespace Likeness.Cli.Commands;

/// <summary><c>likeness train MODEL</c> and <c>likeness train --resume RUN</c>.</summary>
internal sealed class TrainCommand : DocumentedCommand
{
    /// <summary>The command's name.</summary>
    public const string CommandName = "train";

    /// <summary>The command's purpose.</summary>
    public const string Purpose = "train a model, sample it, and evaluate how similar the samples are to the data";

    private readonly Option<string?> resume = Flag.Text(
        "--resume",
        "resume a run that was interrupted, or train a finished one for longer",
        "RUN"
    );

    private readonly Option<int?> epochs = Flag.Maybe<int>(
        "--epochs",
        "with --resume: total number of epochs",
        count => count > 0 ? null : "is out of range (give 1 or more)"
    );

    private readonly Option<int?> steps = Flag.Maybe<int>(
        "--train-steps",
        "with --resume: total number of training steps",
        count => count > 0 ? null : "is out of range (give 1 or more)"
    );

    private readonly Option<TimeSpan?> budget = RunOptionSet.MakeBudget("with --resume: time of the whole command");
    private readonly Option<int> threads = RunOptionSet.MakeThreads();

    /// <summary>Builds the command for one command line; models that it does not name get no options, because building options takes time.</summary>
    public TrainCommand(IReadOnlyList<string> args)
        : base(CommandName, Purpose)
    {
        var modality = DataOptionSet.ModalityIn(args);
        bool asksForHelp = args.Any(word => word is "--help" or "-h" or "-?");
        foreach (var models in ModelRegistry.All.GroupBy(model => model.Name))
        {
            // Where two kinds of data have a model of this name, the data decides.
            var model =
                models.FirstOrDefault(entry => entry.Learns == modality?.ExampleType)
                ?? models.FirstOrDefault(entry => entry.Learns == ModalityRegistry.Default.ExampleType)
                ?? models.First();
            Add(new TrainModelCommand(model, CommandEntry.IsNamed(args, model.Name), modality is null && asksForHelp));
        }

        AddGroup("Resuming a run", resume, epochs, steps, budget, threads);
        AddExample("likeness train --data FILE", "choose a model by the data and the time, and train it");
        AddExample("likeness train realnvp", "train on the embedded dataset pi");
        AddExample("likeness train vae --data points.csv --seed 7 --out runs/mine", "train on your own table");
        AddExample("likeness train vanilla-vae --dataset fashionmnist", "train on images");
        AddExample("likeness train --resume runs/mine --epochs 200", "train it for longer");
        AddExample("likeness train realnvp --help", "every option of a model");
        SetAction(
            (result, cancellationToken) => Task.Run(() => Resume(result, cancellationToken), CancellationToken.None)
        );
    }

    /// <summary>The options that the training of every model takes, for the help: the commands of the models read them.</summary>
    public static IEnumerable<Option> OfEveryModel()
    {
        var run = new RunOptionSet();
        Option[] chosen =
        [
            Flag.Text(
                "--model",
                "the model, where it is not named before the options [default: by the data and the time]",
                "NAME"
            ),
        ];
        return
        [
            .. chosen,
            .. run.All,
            run.Budget,
            Flag.Maybe<int>(
                "--size",
                "side of the square that images are brought to; 0 for their own size [default: by the model and the images]"
            ),
        ];
    }

    private int Resume(ParseResult result, CancellationToken cancellationToken)
    {
        if (result.GetValue(resume) is not { } folder)
        {
            string names = string.Join(", ", ModelRegistry.All.Select(model => model.Name).Distinct());
            throw new LikenessException(
                $"'likeness train' needs a model (one of {names}) or --resume with the folder of a run"
            );
        }

        var time = result.GetResult(budget) is null ? null : result.GetValue(budget);
        int? count = result.GetValue(steps);
        if (time is not null && (result.GetValue(epochs) ?? count) is not null)
        {
            throw new LikenessException("--budget and --epochs or --train-steps exclude each other (give one of them)");
        }

        return TrainSession.Resume(
            folder,
            result.GetValue(epochs),
            result.GetValue(threads),
            cancellationToken,
            time,
            count is { } number ? [number] : null
        );
    }
}
