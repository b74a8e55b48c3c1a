using Likeness.Compute.Compilation;
using Likeness.Compute.Graph;
using Likeness.Data;
using Likeness.Data.Transforms;
using Likeness.Models;

namespace Likeness.Training;

/// <summary>Takes the steps of one epoch: rows in the epoch's own order, the last batch as small as it comes.</summary>
internal sealed class EpochRunner : IDisposable
{
    private readonly TrainingState state;
    private readonly ModelOptions options;
    private readonly DataTransform transform;
    private readonly Table train;
    private readonly ulong seed;
    private readonly WeightAverage? average;
    private readonly ProgramOptions program;
    private readonly int batch;
    private readonly float[] rows;
    private readonly Dictionary<int, TrainingStep[]> steps = [];

    /// <summary>Compiles the steps.</summary>
    /// <param name="state">What is trained.</param>
    /// <param name="options">The model's options.</param>
    /// <param name="transform">Into model space.</param>
    /// <param name="train">The rows to train on; at least one.</param>
    /// <param name="seed">The run's seed.</param>
    /// <param name="program">Workers.</param>
    public EpochRunner(
        TrainingState state,
        ModelOptions options,
        DataTransform transform,
        Table train,
        ulong seed,
        ProgramOptions program
    )
    {
        (this.state, this.options, this.transform, this.train, this.seed) = (state, options, transform, train, seed);
        this.program = program with { Seed = RandomUse.Objective.Seed(seed) };
        average = state.Averaged is { } averaged ? new WeightAverage(options.Averaging, averaged.Parameters) : null;
        batch = Math.Min(options.BatchSize, train.Rows);
        rows = new float[batch * transform.ModelDimensions];
        StepsPerEpoch = (train.Rows + batch - 1) / batch;
        steps[batch] = Compile(batch);
        int last = train.Rows - (batch * (StepsPerEpoch - 1));
        steps[last] = last == batch ? steps[batch] : Compile(last);
    }

    /// <summary>Steps of an epoch, the one with the last rows included.</summary>
    public int StepsPerEpoch { get; }

    /// <summary>The rows of the last batch in model space, row by row.</summary>
    public ReadOnlySpan<float> LastBatch => rows;

    /// <summary>Takes the steps of the coming epoch, up to one whose loss is no number or beyond the limit.</summary>
    /// <param name="limit">The largest loss that is not taken for an explosion.</param>
    /// <param name="stepsTaken">Called after each step with the number of steps taken; false ends the epoch there.</param>
    /// <returns>The mean loss of the rows, and the step (from 0, in this epoch) that broke down, or null.</returns>
    public (double Loss, int? BrokenStep) Run(double limit, Func<int, bool> stepsTaken)
    {
        int epoch = state.Epoch;
        int[] order = RandomUse.Order.Random(seed, epoch).Permutation(train.Rows);
        var noise = new DequantisationNoise(seed, RandomUse.Dequantisation.Stream(epoch));
        double sum = 0;
        for (int step = 0; step < StepsPerEpoch; step++)
        {
            var chosen = order.AsSpan(step * batch, Math.Min(batch, train.Rows - (step * batch)));
            var values = rows.AsSpan(0, chosen.Length * transform.ModelDimensions);
            transform.Forward(train, chosen, values, noise);
            double loss = Take(chosen.Length, values, ((long)epoch * StepsPerEpoch) + step);
            if (!(Math.Abs(loss) <= limit))
            {
                return (loss, step);
            }

            sum += loss * chosen.Length;
            if (!stepsTaken(step + 1))
            {
                break;
            }
        }

        return (sum / train.Rows, null);
    }

    public void Dispose()
    {
        foreach (var step in steps.Values.Distinct().SelectMany(compiled => compiled))
        {
            step.Dispose();
        }
    }

    private double Take(int size, ReadOnlySpan<float> values, long step)
    {
        double rate = LearningRate.At(options, step, StepsPerEpoch) * state.RateFactor;
        var compiled = steps[size];
        double loss = compiled[0].Take(values, rate, step);
        for (int i = 1; i < compiled.Length; i++)
        {
            compiled[i].Take(values, rate, step);
        }

        return loss;
    }

    private TrainingStep[] Compile(int size) =>
        [
            .. state.Model.Objectives.Zip(
                state.Optimisers,
                (objective, optimiser) =>
                    new TrainingStep(
                        objective,
                        optimiser,
                        average,
                        new Shape(size, transform.ModelDimensions),
                        options.ClipNorm,
                        program
                    )
            ),
        ];
}
