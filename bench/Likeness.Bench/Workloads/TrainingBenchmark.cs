using Likeness.Bench.Comparisons;
using Likeness.Compute.Compilation;
using Likeness.Compute.Cpu;
using Likeness.Compute.Graph;
using Likeness.Models;
using Likeness.Nn;
using Likeness.Nn.Optimisers;
using Likeness.Training;

namespace Likeness.Bench.Workloads;

/// <summary>One training step: forward pass, backward pass and Adam, as in a model's training.</summary>
internal sealed class TrainingBenchmark : TimedBenchmark
{
    private readonly ParameterSet parameters;
    private readonly Adam adam;
    private readonly TrainingStep step;
    private readonly float[] rows;
    private readonly double learningRate;
    private long steps;

    /// <summary>Compiles the step.</summary>
    /// <param name="parameters">The trained parameters; this object takes ownership.</param>
    /// <param name="loss">The mean loss of a batch.</param>
    /// <param name="batch">The shape of a batch, filled with uniform numbers.</param>
    /// <param name="learningRate">Adam's learning rate.</param>
    /// <param name="workers">The worker pool.</param>
    public TrainingBenchmark(
        ParameterSet parameters,
        Func<Tensor, ForwardPass, Tensor> loss,
        Shape batch,
        double learningRate,
        WorkerPool? workers
    )
    {
        (this.parameters, this.learningRate) = (parameters, learningRate);
        var objective = new Objective("loss", loss, parameters.Trained);
        adam = new Adam(objective.Parameters);
        step = new TrainingStep(objective, adam, null, batch, 0, new CompiledGraphOptions(workers));
        rows = new float[batch.Count];
        var random = new PhiloxRandom(1, 0);
        foreach (ref float value in rows.AsSpan())
        {
            value = (float)random.NextDouble();
        }

        Measures = [new("training step", Unit.Milliseconds, Milliseconds, step.Graph)];
    }

    /// <inheritdoc/>
    public override IReadOnlyList<Measure> Measures { get; }

    /// <inheritdoc/>
    public override IReadOnlyList<float> RunOnce() => [Take(), Take()];

    /// <inheritdoc/>
    public override void Dispose()
    {
        step.Dispose();
        adam.Dispose();
        parameters.Dispose();
    }

    private double Milliseconds(double seconds) => 1e3 * Median.Compute(() => Take(), seconds);

    private float Take() => step.Take(rows, learningRate, steps++);
}
