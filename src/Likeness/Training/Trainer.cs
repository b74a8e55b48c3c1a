using System.Diagnostics;
using Likeness.Compute.Compilation;
using Likeness.Compute.Cpu;
using Likeness.Data.Transforms;
using Likeness.Models;

namespace Likeness.Training;

/// <summary>
/// Trains a state step by step. It keeps the weights with the best validation loss, stops early by it, and, when the loss diverges,
/// rolls back once to the last good point at a lower learning rate. The results are a function of data, options and seed.
/// </summary>
internal sealed class Trainer : IDisposable
{
    // A loss this far above that of the first epoch is a divergence, not a bad batch.
    private const double StepExplosion = 1e9;
    private const double EpochExplosion = 1e3;
    private const double LowerRate = 0.1;
    private const double ReportSeconds = 0.1;

    // How often the best weights are not the last ones, which are fitted anyway.
    private const double EarlierBest = 0.3;

    private readonly TrainingState state;
    private readonly IExamples train;
    private readonly EpochRunner epochs;
    private readonly ValidationLoss? validation;
    private readonly IExamples validationExamples;
    private readonly ulong seed;
    private readonly WorkerPool? workers;
    private readonly StateCopy lastGood;
    private readonly DivergenceReport divergence;
    private StateCopy? aside;

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
        state.StepsPerEpoch = IsTrained ? epochs.StepsPerEpoch : 0;
        if (validation.Count > 0 && HasLoss && state.Model.LossMeasuresQuality)
        {
            this.validation = Evaluate(validation, ValidationNoise);
        }

        lastGood = new StateCopy(state);
        lastGood.Take();
        divergence = new DivergenceReport(state, train, lastGood);
    }

    /// <summary>The model's options. The number of steps may be changed between steps.</summary>
    public ModelOptions Options
    {
        get => epochs.Options;
        set => epochs.Options = value;
    }

    /// <summary>The steps of the options.</summary>
    public TrainingPlan Plan => epochs.Plan;

    /// <summary>Bytes of activations and gradients of a step, which is compiled for it; 0 where nothing is trained by steps.</summary>
    public long ArenaBytes => epochs.ArenaBytes;

    /// <summary>Floating-point operations of a step of each objective; 0 where nothing is trained by steps.</summary>
    public long StepFlops => epochs.StepFlops;

    /// <summary>The step of the last point of the history, from which a diverging loss starts again.</summary>
    public long GoodStep => lastGood.Step;

    /// <summary>Called at the end of each part of <see cref="Plan"/> but the last; may change <see cref="Options"/>.</summary>
    public Action? PartCompleted { get; set; }

    /// <summary>Asked after each step whether the training must end there for want of time; null never ends it.</summary>
    public Func<bool>? IsLate { get; set; }

    /// <summary>Remembers the current state as that of the last point of the history, for a state that was just read.</summary>
    public void MarkGood() => lastGood.Take();

    /// <summary>Does something while the state is that of the last point of the history, and then returns to the current one.</summary>
    public void AtGood(Action action)
    {
        aside ??= new StateCopy(state);
        aside.Take();
        lastGood.Restore();
        try
        {
            action();
        }
        finally
        {
            aside.Restore();
        }
    }

    /// <summary>
    /// Runs some steps to estimate their duration, and restores the state; null if the model is not trained by steps.
    /// </summary>
    /// <param name="measured">The time limit; at most an epoch is run.</param>
    public EpochTime? Measure(TimeSpan measured)
    {
        if (!IsTrained)
        {
            return null;
        }

        aside ??= new StateCopy(state);
        aside.Take();
        var time = EpochTime.Measure(epochs, validation, state.Step, StepLimit, measured);
        aside.Restore();
        return time;
    }

    /// <summary>
    /// The duration of the fit that follows the steps of some models, extrapolated from some rows; the state is restored. 0 for other models.
    /// </summary>
    public TimeSpan MeasureFit()
    {
        if (!IsTrained || state.Model is not IFitted { HasFit: true } fitted)
        {
            return TimeSpan.Zero;
        }

        aside ??= new StateCopy(state);
        aside.Take();
        int many = Math.Min(fitted.TimedRows, train.Count);
        int few = Math.Max(1, many / 4);
        var rows = new float[many * train.Width];
        train.Fill([.. Enumerable.Range(0, many)], rows, noise: null);
        Seconds(few); // the first time it is slower
        var (shorter, longer) = (Seconds(few), Seconds(many));
        aside.Restore();
        double all = FitSeconds((few, shorter), (many, longer), Math.Min(train.Count, fitted.MaxFittedRows));
        double models = 1 + (state.Averaged is null ? 0 : 1) + (validation is null ? 0 : EarlierBest);
        return TimeSpan.FromSeconds(models * all);

        double Seconds(int count)
        {
            var clock = Stopwatch.StartNew();
            fitted.Fit(
                new FitRows(
                    rows.AsMemory(0, count * train.Width),
                    ReadOnlyMemory<float>.Empty,
                    RandomUse.Fit.Seed(seed),
                    workers,
                    _ => { },
                    CancellationToken.None
                )
            );
            return clock.Elapsed.TotalSeconds;
        }
    }

    /// <summary>The seconds of a fit by two smaller ones: a fixed part, and one for each row; never less than measured.</summary>
    /// <param name="few">The rows and seconds of one.</param>
    /// <param name="many">The rows and seconds of another, of as many rows or more.</param>
    /// <param name="rows">The rows of the fit.</param>
    internal static double FitSeconds((int Rows, double Seconds) few, (int Rows, double Seconds) many, int rows)
    {
        double perRow = Math.Max(0, many.Seconds - few.Seconds) / Math.Max(1, many.Rows - few.Rows);
        return many.Seconds + (perRow * Math.Max(0, rows - many.Rows));
    }

    /// <summary>Trains until the last step, or until a stopping rule applies.</summary>
    /// <param name="keep">Called to save the state.</param>
    /// <param name="report">Called from time to time.</param>
    /// <param name="cancellationToken">Stops the training after a step.</param>
    /// <exception cref="OperationCanceledException">Cancelled; the state is kept.</exception>
    public TrainingOutcome Run(
        Action<KeepReason> keep,
        Action<TrainerReport> report,
        CancellationToken cancellationToken
    )
    {
        var outcome = StopEarly();
        var clock = Stopwatch.StartNew();
        long rowsDone = 0;
        double reported = 0;
        while (IsTrained && state.Step < Plan.Steps && outcome.StopReason is null)
        {
            long next = Math.Min(Plan.NextEvaluation(state.Step), Plan.EndOf(Plan.PartOf(state.Step)));
            bool late = false;
            var broken = epochs.Run(
                state.Step,
                next,
                StepLimit,
                taken =>
                {
                    state.Step++;
                    state.LossSum += taken.Loss * taken.Rows;
                    state.LossRows += taken.Rows;
                    rowsDone += taken.Rows;
                    double now = clock.Elapsed.TotalSeconds;
                    if (now - reported > ReportSeconds)
                    {
                        reported = now;
                        report(new TrainerReport(rowsDone / now));
                        keep(KeepReason.Step);
                    }

                    late = IsLate?.Invoke() == true;
                    return !cancellationToken.IsCancellationRequested && !late;
                }
            );
            if (broken is not null)
            {
                outcome = RollBack(broken.Value, report);
                continue;
            }

            if (state.Step == Plan.NextEvaluation(state.Step - 1) || late)
            {
                double loss = state.LossSum / state.LossRows;
                if (loss > EpochLimit)
                {
                    outcome = RollBack(new StepLoss(state.Step - 1, loss, 0), report);
                    continue;
                }

                state.Complete(loss, validation?.Compute() ?? double.NaN);
                lastGood.Take();
                outcome = late && state.Step < Plan.Steps ? TimeLimitReached() : StopEarly();
                keep(KeepReason.Point);
                report(new TrainerReport(rowsDone / clock.Elapsed.TotalSeconds));
            }

            // After the point, which a resumed training would not go back to.
            if (cancellationToken.IsCancellationRequested)
            {
                keep(KeepReason.Cancelled);
                cancellationToken.ThrowIfCancellationRequested();
            }

            if (state.Step == next && next < Plan.Steps && outcome.StopReason is null && IsEndOfPart(next))
            {
                PartCompleted?.Invoke();
            }
        }

        bool isFitted = state.Model is IFitted { HasFit: true } && (IsTrained || state.Epoch == 0);
        if (IsTrained && isFitted)
        {
            keep(KeepReason.End);
        }

        if (isFitted)
        {
            Fit(report, cancellationToken);
        }

        keep(KeepReason.End);
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

    private bool IsEndOfPart(long step) => Plan.PartOf(step) is > 0 and var part && Plan.EndOf(part - 1) == step;

    private TrainingOutcome RollBack(StepLoss broken, Action<TrainerReport> report)
    {
        string what = divergence.Describe(epochs, lastGood.Step, broken);
        lastGood.Restore();
        if (state.RateFactor < 1)
        {
            return new TrainingOutcome(
                $"{what}, after a roll-back from {1 / LowerRate:0} times the learning rate; the weights of {Place} are kept",
                Diverged: true
            );
        }

        state.RateFactor = LowerRate;
        report(new TrainerReport(0, $"{what}; rolled back to {Place} at a tenth of the learning rate"));
        return new TrainingOutcome();
    }

    // An epoch where it is a whole one.
    private string Place => state.Step % state.StepsPerEpoch == 0 ? $"epoch {state.Epoch}" : $"step {state.Step}";

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
        var fit = new FitRows(
            epochs.FittedRows(state.Model.Space),
            validationExamples.ForFit(state.Model.Space, ValidationNoise),
            RandomUse.Fit.Seed(seed),
            workers,
            fraction => report(new TrainerReport(0, Fitted: fraction)),
            cancellationToken
        );
        ((IFitted)state.Evaluated).Fit(fit);
        if (state.Averaged is not null)
        {
            ((IFitted)state.Model).Fit(fit);
        }

        if (state.BestPoint == state.History.Count && IsTrained)
        {
            state.Best.CopyFrom(state.Evaluated); // the same weights, so the same fit
        }
        else if (state.BestPoint is not null)
        {
            ((IFitted)state.Best).Fit(fit);
        }

        if (!IsTrained)
        {
            using var evaluation = HasLoss
                ? Evaluate(train, new DequantisationNoise(seed, RandomUse.Fit.Stream()))
                : null;
            state.Complete(evaluation?.Compute() ?? double.NaN, validation?.Compute() ?? double.NaN);
            report(new TrainerReport(0));
        }
    }

    private TrainingOutcome TimeLimitReached() =>
        new($"the time limit was reached after step {state.Step} of {Plan.Steps}; the weights of that step are kept");

    private TrainingOutcome StopEarly() =>
        EarlyStop.Decide(state.History, state.BestLoss, Options, epochs.StepsPerEpoch) is { } reason
            ? new TrainingOutcome(reason)
            : new TrainingOutcome();
}
