using Likeness.Cli.Options;
using Likeness.Cli.Screens;
using Likeness.Modalities;
using Likeness.Models;
using Likeness.Runs;

namespace Likeness.Cli.Commands;

/// <summary><c>likeness train realnvp</c> and so on: one command for each registered model, with options built from its record.</summary>
internal sealed class TrainModelCommand : DocumentedCommand
{
    /// <summary>Builds the command; where the command line cannot refer to this model, it is only a line of the help.</summary>
    /// <param name="model">The model.</param>
    /// <param name="isNamed">Whether the command line may refer to it.</param>
    /// <param name="showsOthers">Whether the help lists the options of models of this name for other data, too.</param>
    public TrainModelCommand(ModelEntry model, bool isNamed, bool showsOthers)
        : base(model.Name, $"{model.Summary} ({model.Paper})")
    {
        if (!isNamed)
        {
            return;
        }

        var explain = Flag.Switch(
            "--explain",
            "print the operations of a training step and their times, without training"
        );
        var modality = ModalityRegistry.FromExamples(model.Learns);
        var run = new RunOptionSet();
        var options = new ModelOptionSet(model);
        AddGroup("Run", [.. run.All, .. modality.SamplesWhileTraining ? run.Pictures : [], run.Budget, explain]);
        var others = ModelRegistry.All.Where(one => one.Name == model.Name && one.Learns != model.Learns).ToArray();
        string of = others.Length == 0 ? "" : $" for {modality.Plural}";
        AddGroup($"Model options{of}", options.Model);
        AddGroup($"Training options{of}", options.Training);
        foreach (var other in showsOthers ? others : [])
        {
            string plural = ModalityRegistry.FromExamples(other.Learns).Plural;
            var its = new ModelOptionSet(other);
            AddHelp($"Model options for {plural}", its.Model);
            AddHelp(
                $"Training options for {plural}, where they differ",
                [.. its.Training.ExceptBy(options.Training.Select(HelpRows.Create), HelpRows.Create)]
            );
        }

        if (modality.DefaultDataset is { } embedded)
        {
            AddExample($"likeness train {model.Name}", $"learn the embedded dataset {embedded}");
        }

        AddExample(
            $"likeness train {model.Name} --data {modality.SampleFileName} --out runs/mine",
            $"train on your own {modality.Plural}"
        );
        foreach (var other in others.Select(one => ModalityRegistry.FromExamples(one.Learns)))
        {
            AddExample(
                $"likeness train {model.Name} {(other.DefaultDataset is { } set ? $"--dataset {set}" : $"--data {other.SampleFileName}")} --help",
                $"its options for {other.Plural} alone"
            );
        }

        SetAction(
            (result, cancellationToken) =>
                Task.Run(
                    () =>
                    {
                        var settings = run.Read(result, model.Name, options.Read(result));
                        if (settings.Budget is not null && options.HasEpochs(result))
                        {
                            throw new LikenessException(
                                "--budget and --epochs or --train-steps exclude each other (give one of them)"
                            );
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
