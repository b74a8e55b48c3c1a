using Likeness.Cli.Options;
using Likeness.Cli.Screens;
using Likeness.Modalities;
using Likeness.Models;
using Likeness.Runs;

namespace Likeness.Cli.Commands;

/// <summary><c>likeness train realnvp</c> and its like: one for each registered model, its options made from its record.</summary>
internal sealed class TrainModelCommand : DocumentedCommand
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
        var modality = ModalityRegistry.Of(model.Learns);
        var run = new RunOptionSet();
        var options = new ModelOptionSet(model);
        AddGroup("The run", [.. run.All, .. modality.SamplesWhileTraining ? run.Pictures : [], run.Budget, explain]);
        AddGroup("The model", options.Model);
        AddGroup("Its training", options.Training);
        if (modality.DefaultDataset is { } embedded)
        {
            AddExample($"likeness train {model.Name}", $"learn the embedded dataset {embedded}");
        }

        AddExample(
            $"likeness train {model.Name} --data {modality.SampleFileName} --out runs/mine",
            $"learn {modality.Plural} of your own"
        );
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
                            ? ExplainScreen.Show(TrainedModel.Explain(settings))
                            : TrainSession.Start(settings, cancellationToken);
                    },
                    CancellationToken.None
                )
        );
    }
}
