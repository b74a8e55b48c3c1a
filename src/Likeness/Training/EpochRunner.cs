using Likeness.Compute.Compilation;
using Likeness.Compute.Graph;
using Likeness.Data.Transforms;
using Likeness.Models;

namespace Likeness.Training;

/// <summary>
/// Runs steps, which are numbered from the start of the training: each epoch has its own order of the rows, and its last batch may be smaller.
/// A step depends on the weights and its number alone, so that a training can stop and continue at any of them.
/// </summary>
internal sealed class EpochRunner : IDisposable
{
    private readonly TrainingState state;
    private readonly IExamples train;
    private readonly ulong seed;
    private ModelOptions options;
    private readonly WeightAverage? average;
    private readonly CompiledGraphOptions program;
    private readonly int batch;
    private readonly float[] rows;
    private int[] order = [];
    private int orderedEpoch = -1;
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
        (this.state, this.train, this.seed) = (state, train, seed);
        this.program = program with { Seed = RandomUse.Objective.Seed(seed) };
        average = state.Averaged is { } averaged ? new WeightAverage(options.Averaging, averaged.Parameters) : null;
        batch = Math.Min(options.BatchSize, train.Count);
        rows = new float[batch * train.Width];
        StepsPerEpoch = (train.Count + batch - 1) / batch;
        (this.options, Plan) = (options, new TrainingPlan(options, StepsPerEpoch));
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

    /// <summary>The model's options. Only the steps may change, which learning-rate schedules follow.</summary>
    public ModelOptions Options
    {
        get => options;
        set => (options, Plan) = (value, new TrainingPlan(value, StepsPerEpoch));
    }

    /// <summary>The steps of the options.</summary>
    public TrainingPlan Plan { get; private set; }

    /// <summary>Steps in an epoch, including the one with the last rows.</summary>
    public int StepsPerEpoch { get; }

    /// <summary>Steps in a round in which each objective has a step.</summary>
    public int StepsPerRound => objectives.Select(objective => objective.Every).DefaultIfEmpty(1).Max();

    /// <summary>Bytes of activations and gradients of the objectives' steps, which are compiled for it.</summary>
    public long ArenaBytes => steps.Sum(objective => objective.For(batch).Graph.ArenaBytes);

    /// <summary>Floating-point operations of a step of each objective, which is compiled for it.</summary>
    public long StepFlops => steps.Sum(objective => objective.For(batch).Graph.Flops);

    /// <summary>The training rows that a model is fitted to, in model space and in the order of the data.</summary>
    public float[] FittedRows(ModelSpace space) =>
        train.ForFit(space, new DequantisationNoise(seed, RandomUse.Fit.Stream()));

    /// <summary>The rows of one step in model space, row by row; valid until the next call.</summary>
    /// <param name="step">The index of the step in the training, from 0.</param>
    public ReadOnlySpan<float> Batch(long step)
    {
        var (epoch, place) = Math.DivRem(step, StepsPerEpoch);
        if (epoch != orderedEpoch)
        {
            orderedEpoch = checked((int)epoch);
            order = RandomUse.Order.Random(seed, orderedEpoch).Permutation(train.Count);
            noise = new DequantisationNoise(seed, RandomUse.Dequantisation.Stream(orderedEpoch));
        }

        int count = RowsOf(step);
        var filled = rows.AsSpan(0, count * train.Width);
        train.Fill(order.AsSpan((int)place * batch, count), filled, noise);
        return filled;
    }

    /// <summary>Runs steps up to one whose loss is NaN or above the limit.</summary>
    /// <param name="from">The first step.</param>
    /// <param name="to">The step after the last.</param>
    /// <param name="limit">The loss above which training has diverged.</param>
    /// <param name="taken">Called after each step that has not diverged; false ends there.</param>
    /// <returns>The step that diverged, or null.</returns>
    public StepLoss? Run(long from, long to, double limit, Func<StepLoss, bool> taken)
    {
        for (long step = from; step < to; step++)
        {
            var loss = new StepLoss(step, Take(step), RowsOf(step));
            if (!(Math.Abs(loss.Loss) <= limit))
            {
                return loss;
            }

            if (!taken(loss))
            {
                break;
            }
        }

        return null;
    }

    /// <summary>A profile of each objective's step; the state is unchanged.</summary>
    /// <param name="timedRuns">The number of runs of each step to time.</param>
    public IEnumerable<string> Explain(int timedRuns) =>
        steps.Select(objective => objective.For(batch).Graph.Explain(timedRuns));

    public void Dispose() => Array.ForEach(steps, objective => objective.Dispose());

    private int RowsOf(long step) => Math.Min(batch, train.Count - ((int)(step % StepsPerEpoch) * batch));

    private double Take(long number)
    {
        var values = Batch(number);
        double done = Plan.Progress(number);
        double reported = 0;
        bool isFirst = true; // of those that have begun and not ended, whose loss is reported
        for (int i = 0; i < steps.Length; i++)
        {
            var objective = objectives[i];
            if (!objective.Covers(done))
            {
                continue;
            }

            long taken = number - Plan.FirstStep(objective.From);
            if ((taken + 1) % objective.Every == 0)
            {
                double rate =
                    LearningRate.At(Options, Plan, number, state.History, objective)
                    * state.RateFactor
                    * objective.Rate;
                double loss = steps[i].For(RowsOf(number)).Take(values, rate, taken / objective.Every, done);
                reported = isFirst ? loss : reported;
            }

            isFirst = false;
        }

        return reported;
    }
}
