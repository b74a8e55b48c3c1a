using Likeness.Cli.Options;
using Likeness.Cli.Screens;
using Likeness.Data;
using Likeness.Models;
using Likeness.Runs;

namespace Likeness.Cli.Commands;

/// <summary><c>likeness train realnvp</c> and its like: one for each registered model, its options made from its record.</summary>
internal sealed class TrainModelCommand : CommandBase
{
    /// <summary>Makes the command; where the command line cannot mean this model, it is but a line of the help.</summary>
    public TrainModelCommand(ModelEntry model, bool isNamed)
        : base(model.Name, $"{model.Summary} ({model.Paper})")
    {
        if (!isNamed)
        {
            return;
        }

        var explain = Flag.Switch(
            "--explain",
            "train nothing: print what a training step consists of and where its time goes"
        );
        var run = new RunOptionSet();
        var options = new ModelOptionSet(model);
        AddGroup("The run", [.. run.All, .. model.Kind == DataKind.Images ? run.Pictures : [], run.Budget, explain]);
        AddGroup("The model", options.Model);
        AddGroup("Its training", options.Training);
        var (embedded, own, what) = model.Kind switch
        {
            DataKind.Images => ("generated shapes", "pictures", "pictures of your own"),
            DataKind.Audio => ("generated notes", "clips", "WAVE files of your own, a folder for each class"),
            DataKind.Text => ("", "book.txt", "a text of your own"),
            _ => ("the embedded picture of π", "points.csv", "a table of your own"),
        };
        if (embedded.Length > 0)
        {
            AddExample($"likeness train {model.Name}", $"learn {embedded}");
        }

        AddExample($"likeness train {model.Name} --data {own} --out runs/mine", $"learn {what}");
        SetAction(
            (result, cancellationToken) =>
                Task.Run(
                    () =>
                    {
                        var settings = run.Read(result, model.Name, options.Read(result));
                        if (settings.Budget is not null && options.HasEpochs(result))
                        {
                            throw new LikenessException("--budget and --epochs both say how long (give one of them)");
                        }

                        return result.GetValue(explain)
                            ? ExplainScreen.Show(TrainingRun.Explain(settings))
                            : TrainSession.Start(settings, cancellationToken);
                    },
                    CancellationToken.None
                )
        );
    }
}
