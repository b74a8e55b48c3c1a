using Likeness.Cli.Options;
using Likeness.Models;

namespace Likeness.Cli.Commands;

/// <summary><c>likeness train realnvp</c> and its like: one for each registered model, its options made from its record.</summary>
internal sealed class TrainModelCommand : Verb
{
    public TrainModelCommand(ModelEntry model)
        : base(model.Name, $"{model.Summary} ({model.Paper})")
    {
        var run = new RunOptionSet();
        var options = new ModelOptionSet(model);
        AddGroup("The run", run.All);
        AddGroup("The model", options.Model);
        AddGroup("Its training", options.Training);
        AddExample($"likeness train {model.Name}", "learn the embedded picture of π");
        AddExample($"likeness train {model.Name} --data points.csv --out runs/mine", "learn a table of your own");
        SetAction(
            (result, cancellation) =>
                Task.Run(
                    () => TrainSession.Start(run.Read(result, model.Name, options.Read(result)), cancellation),
                    CancellationToken.None
                )
        );
    }
}
