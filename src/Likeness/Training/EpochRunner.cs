using Likeness.Compute.Compilation;
using Likeness.Compute.Graph;
using Likeness.Data.Transforms;
using Likeness.Models;

namespace Likeness.Training;

/// <summary>Runs the steps of one epoch: rows in the epoch's own order; the last batch may be smaller.</summary>
internal sealed class EpochRunner : IDisposable
{
    private readonly TrainingState state;
    private readonly IExamples train;
    private readonly ulong seed;
    private readonly WeightAverage? average;
    private readonly CompiledGraphOptions program;
    private readonly int batch;
    private readonly float[] rows;
    private int[] order = [];
    private DequantisationNoise? noise;
    private readonly Objective[] objectives;
    private readonly BatchGraphs<TrainingStep>[] steps;

    /// <summary>Compiles the steps.</summary>
    /// <param name="state">The training state.</param>
    /// <param name="options">The model's options.</param>
    /// <param name="train">The training examples; at least one.</param>
    /// <param name="seed">The run's seed.</param>
    /// <param name="program">Workers.</param>
    public EpochRunner(
        TrainingState state,
        ModelOptions options,
        IExamples train,
        ulong seed,
        CompiledGraphOptions program
    )
    {
        (this.state, Options, this.train, this.seed) = (state, options, train, seed);
        this.program = program with { Seed = RandomUse.Objective.Seed(seed) };
        average = state.Averaged is { } averaged ? new WeightAverage(options.Averaging, averaged.Parameters) : null;
        batch = Math.Min(options.BatchSize, train.Count);
        rows = new float[batch * train.Width];
        StepsPerEpoch = (train.Count + batch - 1) / batch;
        objectives = [.. state.Model.Objectives];
        steps =
        [
            .. objectives.Zip(
                state.Optimisers,
                (objective, optimiser) =>
                    new BatchGraphs<TrainingStep>(size => new TrainingStep(
                        objective,
                        optimiser,
                        average,
                        new Shape(size, train.Width),
                        options.ClipNorm,
                        this.program
                    ))
            ),
        ];
    }

    /// <summary>The model's options. Only the number of epochs may change, which learning-rate schedules follow.</summary>
    public ModelOptions Options { get; set; }

    /// <summary>Steps in an epoch, including the one with the last rows.</summary>
    public int StepsPerEpoch { get; }

    /// <summary>Steps in a round in which each objective has a step.</summary>
    public int StepsPerRound => objectives.Select(objective => objective.Every).DefaultIfEmpty(1).Max();

    /// <summary>Bytes of activations and gradients of the objectives' steps, which are compiled for it.</summary>
    public long ArenaBytes => steps.Sum(objective => objective.For(batch).Graph.ArenaBytes);

    /// <summary>All training rows in model space, in the order of the data, for fitting.</summary>
    public float[] AllRows() => train.All(new DequantisationNoise(seed, RandomUse.Fit.Stream()));

    /// <summary>The rows of one step of the last epoch, in model space, row by row; valid until the next call.</summary>
    /// <param name="step">The index of the step in the epoch, from 0.</param>
    public ReadOnlySpan<float> Batch(int step)
    {
        var filled = rows.AsSpan(0, RowsOf(step) * train.Width);
        train.Fill(order.AsSpan(step * batch, RowsOf(step)), filled, noise);
        return filled;
    }

    /// <summary>Runs the steps of the next epoch, up to one whose loss is NaN or above the limit.</summary>
    /// <param name="limit">The loss above which training has diverged.</param>
    /// <param name="stepsTaken">Called after each step with the number of steps so far; false ends the epoch there.</param>
    /// <returns>The mean loss of the rows, and the index in this epoch of the step that diverged, or null.</returns>
    public (double Loss, int? BrokenStep) Run(double limit, Func<int, bool> stepsTaken)
    {
        int epoch = state.Epoch;
        order = RandomUse.Order.Random(seed, epoch).Permutation(train.Count);
        noise = new DequantisationNoise(seed, RandomUse.Dequantisation.Stream(epoch));
        double sum = 0;
        for (int step = 0; step < StepsPerEpoch; step++)
        {
            double loss = Take(step);
            if (!(Math.Abs(loss) <= limit))
            {
                return (loss, step);
            }

            sum += loss * RowsOf(step);
            if (!stepsTaken(step + 1))
            {
                break;
            }
        }

        return (sum / train.Count, null);
    }

    /// <summary>A profile of each objective's step; the state is unchanged.</summary>
    /// <param name="timedRuns">The number of runs of each step to time.</param>
    public IEnumerable<string> Explain(int timedRuns) =>
        steps.Select(objective => objective.For(batch).Graph.Explain(timedRuns));

    public void Dispose() => Array.ForEach(steps, objective => objective.Dispose());

    private int RowsOf(int step) => Math.Min(batch, train.Count - (step * batch));

    private double Take(int step)
    {
        long number = ((long)state.Epoch * StepsPerEpoch) + step;
        double rate = LearningRate.At(Options, number, StepsPerEpoch, state.History) * state.RateFactor;
        var values = Batch(step);
        double done = number / ((double)Options.Epochs * StepsPerEpoch);
        double first = 0;
        for (int i = 0; i < steps.Length; i++)
        {
            var objective = objectives[i];
            if ((number + 1) % objective.Every == 0)
            {
                double loss = steps[i]
                    .For(RowsOf(step))
                    .Take(values, rate * objective.Rate, number / objective.Every, done);
                first = i == 0 ? loss : first;
            }
        }

        return first;
    }
}
