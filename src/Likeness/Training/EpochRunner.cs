using Likeness.Compute.Compilation;
using Likeness.Compute.Graph;
using Likeness.Data.Transforms;
using Likeness.Models;

namespace Likeness.Training;

/// <summary>Takes the steps of one epoch: rows in the epoch's own order, the last batch as small as it comes.</summary>
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
    /// <param name="state">What is trained.</param>
    /// <param name="options">The model's options.</param>
    /// <param name="train">What to train on; at least one example.</param>
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

    /// <summary>The model's options. Only the number of epochs may change, which the steps' sizes follow.</summary>
    public ModelOptions Options { get; set; }

    /// <summary>Steps of an epoch, the one with the last rows included.</summary>
    public int StepsPerEpoch { get; }

    /// <summary>Steps after which each objective has had its turn.</summary>
    public int StepsPerRound => objectives.Select(objective => objective.Every).DefaultIfEmpty(1).Max();

    /// <summary>Bytes of activations and gradients of the objectives' steps, which are compiled for it.</summary>
    public long ArenaBytes => steps.Sum(objective => objective.For(batch).Graph.ArenaBytes);

    /// <summary>All training rows in model space, in the order of the data, to fit to.</summary>
    public float[] AllRows() => train.All(new DequantisationNoise(seed, RandomUse.Fit.Stream()));

    /// <summary>The rows of one step of the last epoch, in model space, row by row; valid until those of another are asked for.</summary>
    /// <param name="step">The step, from 0, in the epoch.</param>
    public ReadOnlySpan<float> Batch(int step)
    {
        var filled = rows.AsSpan(0, RowsOf(step) * train.Width);
        train.Fill(order.AsSpan(step * batch, RowsOf(step)), filled, noise);
        return filled;
    }

    /// <summary>Takes the steps of the coming epoch, up to one whose loss is no number or beyond the limit.</summary>
    /// <param name="limit">The largest loss that is not taken for an explosion.</param>
    /// <param name="stepsTaken">Called after each step with the number of steps taken; false ends the epoch there.</param>
    /// <returns>The mean loss of the rows, and the step (from 0, in this epoch) that broke down, or null.</returns>
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

    /// <summary>What the step of each objective consists of and where its time goes; the state stays as it is.</summary>
    /// <param name="timedRuns">How many runs of each to time.</param>
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
