using System.CommandLine;
using Likeness.Cli.Options;
using Likeness.Modalities;
using Likeness.Models;

namespace Likeness.Cli.Commands;

/// <summary><c>likeness train MODEL</c> and <c>likeness train --resume RUN</c>.</summary>
internal sealed class TrainCommand : DocumentedCommand
{
    /// <summary>Its name.</summary>
    public const string CommandName = "train";

    /// <summary>What it is for.</summary>
    public const string Purpose = "train a model, draw samples, and judge how alike they are to the data";

    private readonly Option<string?> resume = Flag.Text(
        "--resume",
        "go on with a run that was stopped, or train it for longer",
        "RUN"
    );

    private readonly Option<int?> epochs = Flag.Maybe<int>(
        "--epochs",
        "with --resume: train up to so many epochs in all",
        count => count > 0 ? null : "is out of range (give 1 or more)"
    );

    private readonly Option<TimeSpan?> budget = RunOptionSet.MakeBudget("with --resume: go on for so long");
    private readonly Option<int> threads = RunOptionSet.MakeThreads();

    /// <summary>Makes the command for one command line: a model that it does not name needs no options, which take time to make.</summary>
    public TrainCommand(IReadOnlyList<string> args)
        : base(CommandName, Purpose)
    {
        var modality = DataOptionSet.ModalityIn(args);
        foreach (var models in ModelRegistry.All.GroupBy(model => model.Name))
        {
            // Of two models with one name, the data says which is meant.
            var model =
                models.FirstOrDefault(entry => entry.Learns == modality?.ExampleType)
                ?? models.FirstOrDefault(entry => entry.Learns == ModalityRegistry.Default.ExampleType)
                ?? models.First();
            Add(new TrainModelCommand(model, CommandEntry.IsNamed(args, model.Name)));
        }

        AddGroup("To go on with a run", resume, epochs, budget, threads);
        AddExample("likeness train realnvp", "learn the embedded picture of π");
        AddExample("likeness train vae --data points.csv --seed 7 --out runs/mine", "learn a table of your own");
        AddExample("likeness train vanilla-vae --dataset fashionmnist", "learn images");
        AddExample("likeness train --resume runs/mine --epochs 200", "train it for longer");
        AddExample("likeness train realnvp --help", "every option of a model");
        SetAction(
            (result, cancellationToken) => Task.Run(() => Resume(result, cancellationToken), CancellationToken.None)
        );
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
        if (time is not null && result.GetValue(epochs) is not null)
        {
            throw new LikenessException("--budget and --epochs both say how long (give one of them)");
        }

        return TrainSession.Resume(folder, result.GetValue(epochs), result.GetValue(threads), cancellationToken, time);
    }
}
