using Likeness.Compute.Compilation;
using Likeness.Compute.Graph;
using Likeness.Models;
using Likeness.Nn;
using Likeness.Nn.Optimisers;

namespace Likeness.Training;

/// <summary>
/// One step of one objective, compiled for one batch size: loss, gradients, optimiser and weight averaging are a single graph. A
/// step allocates nothing.
/// </summary>
internal sealed class TrainingStep : IDisposable
{
    private readonly Optimiser optimiser;
    private readonly WeightAverage? average;
    private readonly Tensor rows;
    private readonly Tensor loss;
    private readonly Tensor progress;

    /// <summary>Compiles the step.</summary>
    /// <param name="objective">The objective to minimise.</param>
    /// <param name="optimiser">State for the objective's parameters.</param>
    /// <param name="average">The averages of all parameters, or null.</param>
    /// <param name="batch">The shape of a batch: [rows, dimensions].</param>
    /// <param name="clipNorm">The maximum gradient norm; 0 for no clipping.</param>
    /// <param name="options">Workers and seed.</param>
    public TrainingStep(
        Objective objective,
        Optimiser optimiser,
        WeightAverage? average,
        Shape batch,
        double clipNorm,
        CompiledGraphOptions options
    )
    {
        (this.optimiser, this.average) = (optimiser, average);
        rows = Tensor.Input("rows", batch);
        var pass = ForwardPass.Training();
        progress = pass.Progress;
        loss = objective.Loss(rows, pass);
        Assignment[] updates = [.. optimiser.Minimise(loss, clipNorm), .. pass.Updates];
        if (average is not null)
        {
            var averaged = objective.Parameters.Concat(pass.Updates.Select(noted => noted.Target)).ToHashSet();
            updates =
            [
                .. updates,
                .. updates
                    .Where(update => averaged.Contains(update.Target))
                    .Select(update => average.Update(update.Target.Name, update.Value)),
            ];
        }

        Graph = CompiledGraph.Compile([loss], updates, options);
    }

    /// <summary>The compiled step.</summary>
    public CompiledGraph Graph { get; }

    /// <summary>Runs the step.</summary>
    /// <param name="values">The batch, row by row.</param>
    /// <param name="learningRate">The learning rate.</param>
    /// <param name="step">The index of the step among those of its objective, from 0; random numbers in the loss depend on it.</param>
    /// <param name="done">The completed fraction of the training.</param>
    /// <returns>The mean loss of the rows under the weights before the step.</returns>
    public float Take(ReadOnlySpan<float> values, double learningRate, long step, double done = 1)
    {
        Graph.Write(rows, values);
        average?.Write(Graph, step + 1);
        float fraction = (float)done;
        Graph.Write(progress, new ReadOnlySpan<float>(in fraction));
        Graph.Step = (ulong)step;
        optimiser.Step(Graph, learningRate);
        return Graph.ReadScalar(loss);
    }

    public void Dispose() => Graph.Dispose();
}
