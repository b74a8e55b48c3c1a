using System.Diagnostics;
using Likeness.Compute.Compilation;
using Likeness.Compute.Cpu;
using Likeness.Data.Transforms;
using Likeness.Models;

namespace Likeness.Training;

/// <summary>
/// Trains a state epoch by epoch. It keeps the weights with the best validation loss, stops early by it, and, when the loss diverges,
/// rolls back once to the last good epoch at a lower learning rate. The results are a function of data, options and seed.
/// </summary>
internal sealed class Trainer : IDisposable
{
    // A loss this far above that of the first epoch is a divergence, not a bad batch.
    private const double StepExplosion = 1e9;
    private const double EpochExplosion = 1e3;
    private const double LowerRate = 0.1;
    private const double ReportSeconds = 0.1;

    private readonly TrainingState state;
    private readonly IExamples train;
    private readonly EpochRunner epochs;
    private readonly ValidationLoss? validation;
    private readonly IExamples validationExamples;
    private readonly ulong seed;
    private readonly WorkerPool? workers;
    private readonly StateCopy lastGood;
    private readonly DivergenceReport divergence;

    /// <summary>Compiles the training.</summary>
    /// <param name="state">The training state, new or read from a checkpoint.</param>
    /// <param name="options">The model's options.</param>
    /// <param name="train">The training examples; at least one.</param>
    /// <param name="validation">The examples for the validation loss; may be empty.</param>
    /// <param name="seed">The run's seed.</param>
    /// <param name="workers">The worker pool; null for the calling thread.</param>
    public Trainer(
        TrainingState state,
        ModelOptions options,
        IExamples train,
        IExamples validation,
        ulong seed,
        WorkerPool? workers
    )
    {
        (this.state, this.train, validationExamples) = (state, train, validation);
        (this.seed, this.workers) = (seed, workers);
        var program = new CompiledGraphOptions(workers);
        epochs = new EpochRunner(state, options, train, seed, program);
        if (validation.Count > 0 && HasLoss && state.Model.LossMeasuresQuality)
        {
            this.validation = Evaluate(validation, ValidationNoise);
        }

        lastGood = new StateCopy(state);
        divergence = new DivergenceReport(state, train, lastGood);
    }

    /// <summary>The model's options. The number of epochs may be changed before the training starts.</summary>
    public ModelOptions Options
    {
        get => epochs.Options;
        set => epochs.Options = value;
    }

    /// <summary>Bytes of activations and gradients of a step, which is compiled for it; 0 where nothing is trained by steps.</summary>
    public long ArenaBytes => epochs.ArenaBytes;

    /// <summary>
    /// Runs some steps to estimate the duration of an epoch, and restores the state; null if the model is not trained by steps.
    /// </summary>
    /// <param name="measured">The time limit; at most an epoch is run.</param>
    public EpochTime? Measure(TimeSpan measured)
    {
        if (!IsTrained)
        {
            return null;
        }

        lastGood.Take();
        var time = EpochTime.Measure(epochs, validation, StepLimit, measured);
        lastGood.Restore();
        return time;
    }

    /// <summary>Trains until the last epoch, or until a stopping rule applies.</summary>
    /// <param name="keep">Called after each epoch, and at the end with true, to save the state.</param>
    /// <param name="report">Called from time to time.</param>
    /// <param name="cancellationToken">Stops the training and discards the epoch in progress.</param>
    /// <param name="limit">
    /// The time after which training stops and discards the epoch in progress, unless it is the first; null for no limit.
    /// </param>
    /// <exception cref="OperationCanceledException">Cancelled; the state of the last complete epoch is kept.</exception>
    public TrainingOutcome Run(
        Action<bool> keep,
        Action<TrainerReport> report,
        CancellationToken cancellationToken,
        TimeSpan? limit = null
    )
    {
        var outcome = StopEarly();
        var clock = Stopwatch.StartNew();
        long rowsDone = 0;
        while (IsTrained && state.Epoch < Options.Epochs && outcome.StopReason is null)
        {
            lastGood.Take();
            bool late = false;
            double reported = clock.Elapsed.TotalSeconds;
            var (loss, broken) = epochs.Run(
                StepLimit,
                taken =>
                {
                    double now = clock.Elapsed.TotalSeconds;
                    if (now - reported > ReportSeconds)
                    {
                        reported = now;
                        double done = taken / (double)epochs.StepsPerEpoch;
                        report(new TrainerReport(done, (rowsDone + (done * train.Count)) / now));
                    }

                    late = clock.Elapsed > limit && taken < epochs.StepsPerEpoch && state.Epoch > 0;
                    return !cancellationToken.IsCancellationRequested && !late;
                }
            );
            if (cancellationToken.IsCancellationRequested)
            {
                lastGood.Restore();
                keep(true);
                cancellationToken.ThrowIfCancellationRequested();
            }

            if (late)
            {
                lastGood.Restore();
                outcome = TimeLimitReached();
                continue;
            }

            rowsDone += train.Count;
            if (broken is not null || loss > EpochLimit)
            {
                outcome = RollBack(loss, broken, report);
                continue;
            }

            state.Complete(loss, validation?.Compute() ?? double.NaN);
            outcome = clock.Elapsed > limit && state.Epoch < Options.Epochs ? TimeLimitReached() : StopEarly();
            keep(false);
            report(new TrainerReport(0, rowsDone / clock.Elapsed.TotalSeconds));
        }

        if (IsTrained)
        {
            keep(true);
        }

        Fit(report, cancellationToken);
        keep(true);
        return outcome;
    }

    public void Dispose()
    {
        epochs.Dispose();
        validation?.Dispose();
    }

    private bool IsTrained => state.Model.Objectives.Count > 0;

    private bool HasLoss => IsTrained || state.Model is IDensityModel;

    private double FirstLoss => state.History.Count > 0 ? Math.Abs(state.History[0].Train) : 0;

    private double StepLimit => StepExplosion * (1 + FirstLoss);

    private double EpochLimit =>
        state.History.Count > 0 ? state.History[0].Train + (EpochExplosion * (1 + FirstLoss)) : double.PositiveInfinity;

    private TrainingOutcome RollBack(double loss, int? broken, Action<TrainerReport> report)
    {
        int lastStep = broken ?? (epochs.StepsPerEpoch - 1);
        string what = divergence.Describe(epochs, loss, lastStep);
        lastGood.Restore();
        if (state.RateFactor < 1)
        {
            return new TrainingOutcome(
                $"{what}, after a roll-back from {1 / LowerRate:0} times the learning rate; the weights of epoch {state.Epoch} are kept",
                Diverged: true
            );
        }

        state.RateFactor = LowerRate;
        report(new TrainerReport(0, 0, $"{what}; rolled back to epoch {state.Epoch} at a tenth of the learning rate"));
        return new TrainingOutcome();
    }

    private DequantisationNoise ValidationNoise => new(seed, RandomUse.EvaluationDequantisation.Stream());

    private ValidationLoss Evaluate(IExamples examples, DequantisationNoise noise) =>
        new(
            state.Evaluated,
            examples,
            noise,
            new CompiledGraphOptions(workers, RandomUse.ValidationObjective.Seed(seed))
        );

    // Fits the model in one go: a model without objectives completely, which finishes its one epoch; otherwise the part that is not
    // trained by steps.
    private void Fit(Action<TrainerReport> report, CancellationToken cancellationToken)
    {
        if (state.Model is not IFitted || (!IsTrained && state.Epoch > 0))
        {
            return;
        }

        var fit = new FitRows(
            epochs.AllRows(),
            validationExamples.All(ValidationNoise),
            RandomUse.Fit.Seed(seed),
            workers,
            fraction => report(new TrainerReport(fraction, 0)),
            cancellationToken
        );
        foreach (var model in state.Models)
        {
            ((IFitted)model).Fit(fit);
        }

        if (!IsTrained)
        {
            using var evaluation = HasLoss
                ? Evaluate(train, new DequantisationNoise(seed, RandomUse.Fit.Stream()))
                : null;
            state.Complete(evaluation?.Compute() ?? double.NaN, validation?.Compute() ?? double.NaN);
            report(new TrainerReport(0, 0));
        }
    }

    private TrainingOutcome TimeLimitReached() =>
        new(
            $"the time limit was reached after epoch {state.Epoch} of {Options.Epochs}; the weights of that epoch are kept"
        );

    private TrainingOutcome StopEarly() =>
        Options.Patience > 0 && state.BestEpoch is int best && state.Epoch - best >= Options.Patience
            ? new TrainingOutcome(
                $"the validation loss has not fallen since epoch {best}, {Options.Patience} epochs ago; the weights of that epoch and the last are kept"
            )
            : new TrainingOutcome();
}
