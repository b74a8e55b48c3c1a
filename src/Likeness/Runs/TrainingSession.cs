using Likeness.Compute.Cpu;
using Likeness.Modalities;
using Likeness.Models;
using Likeness.Training;
using Likeness.Training.Diagnosis;

namespace Likeness.Runs;

/// <summary>One training, from the state of the run's folder to its end; results are written to the folder.</summary>
internal sealed class TrainingSession(
    RunFolder folder,
    RunRecord record,
    ModelOptions options,
    PreparedData data,
    WorkerPool workers,
    BudgetClock? budget = null,
    Action<TrainingState>? begin = null
)
{
    // The part of a budget that may be spent on measuring a step; the rest of the training corrects it.
    private const double MeasuredFraction = 0.02;
    private static readonly TimeSpan MeasuredAtLeast = TimeSpan.FromSeconds(0.3);
    private static readonly TimeSpan MeasuredAtMost = TimeSpan.FromSeconds(3);

    private RunRecord record = record;
    private ModelOptions options = options;

    /// <summary>Trains, and leaves checkpoint, history, best weights and run.json in the folder.</summary>
    /// <exception cref="LikenessException">The checkpoint is damaged, the loss diverges, or the disk is full.</exception>
    /// <exception cref="RunInterruptedException">Cancelled.</exception>
    public void Run(
        IProgress<TrainingProgress>? progress,
        Action<RunSummary>? summary,
        CancellationToken cancellationToken
    )
    {
        var modality = ModalityRegistry.Find(record.Kind);
        var entry = ModelRegistry.Find(record.Model, modality.ExampleType);
        var memory = new TrainingMemory(entry, options, data);
        memory.RequireArrays();
        try
        {
            Run(memory, entry, modality, progress, summary, cancellationToken);
        }
        catch (InsufficientMemoryException cause)
        {
            throw memory.TooLarge(cause);
        }
    }

    private void Run(
        TrainingMemory memory,
        ModelEntry entry,
        Modality modality,
        IProgress<TrainingProgress>? progress,
        Action<RunSummary>? summary,
        CancellationToken cancellationToken
    )
    {
        progress?.Report(new TrainingProgress { Phase = RunPhase.Preparing });
        var least =
            budget is { CoversEvaluation: true } && modality.Smaller is not null
                ? new LeastBudget(budget, modality, record, data, workers.Workers)
                : null;
        least?.Require();
        using var state = new TrainingState(entry, options, data.Space, seed: null, record.Adapters);
        using var trainer = new Trainer(state, options, data.Train, data.Validation, record.Seed, workers);
        memory.RequireStep(trainer.ArenaBytes);
        least?.RequireStep(trainer.StepFlops);
        var clock = budget?.Clock ?? TimeProvider.System;
        var checkpoints = new RunCheckpoints(folder, record.Model, state, trainer, clock);
        if (!checkpoints.Read())
        {
            state.Initialise(entry, options, record.Seed);
            begin?.Invoke(state);
            trainer.MarkGood();
            if (begin is not null)
            {
                checkpoints.Keep(KeepReason.Cancelled); // what the training began from is not kept anywhere else
            }
        }

        var time = budget is not null || state.Step < trainer.Plan.Steps ? trainer.Measure(MeasuredFor) : null;
        if (time is not null)
        {
            least?.Require(time);
        }

        var pacer = budget is null || time is null ? null : Plan(trainer, state, time, modality);
        summary?.Invoke(Summary(entry, modality, trainer, state, time, pacer));
        RunJson.Write(folder.RunFile, record with { State = RunState.Training, StopReason = null, Findings = [] });
        using var samples = new EpochSamples(folder, record, modality, state, workers);
        TrainingOutcome outcome;
        try
        {
            outcome = trainer.Run(
                reason =>
                {
                    if (reason is KeepReason.Point)
                    {
                        samples.AfterEpoch();
                    }

                    checkpoints.Keep(reason);
                },
                report => progress?.Report(Progress(trainer, state, report, pacer)),
                cancellationToken
            );
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            throw new RunInterruptedException(folder.FullPath, state.Epoch, cancellationToken) { Step = state.Step };
        }

        var findings = new TrainingFindings(state, trainer, entry, data, record.Seed, workers);
        Finish(
            outcome,
            state,
            outcome.Diverged ? [] : findings.Find(modality.EvaluatedRows(record) > 0, budget?.Total)
        );
    }

    private RunSummary Summary(
        ModelEntry entry,
        Modality modality,
        Trainer trainer,
        TrainingState state,
        EpochTime? time,
        BudgetPacer? pacer
    ) =>
        new()
        {
            Model = entry.Title,
            Folder = folder.FullPath,
            Source = record.Data.Source,
            Modality = modality,
            Parts = record.Data.Parts,
            Description = data.Description.Value,
            Parameters = record.Parameters,
            ResumedAfter = state.Epoch,
            ResumedAfterSteps = state.Step,
            Epochs = Epochs(trainer),
            Steps = time is null ? 0 : trainer.Plan.Steps,
            StepsPerEpoch = time?.Steps ?? 0,
            Expected = pacer?.Left ?? Expected(trainer, state, time),
            Budget = budget?.Total,
        };

    // How the training ended, in run.json.
    private void Finish(TrainingOutcome outcome, TrainingState state, IReadOnlyList<Finding> findings)
    {
        RunJson.Write(
            folder.RunFile,
            record with
            {
                Findings = findings,
                State = outcome.Diverged ? RunState.Diverged : RunState.Finished,
                StopReason = outcome.StopReason,
                BestEpoch = state.BestLoss?.Epoch,
                BestStep = state.StepsPerEpoch > 0 ? state.BestLoss?.Step : null,
                StepsTaken = state.StepsPerEpoch > 0 ? state.Step : null,
            }
        );
        if (outcome.Diverged)
        {
            throw new LikenessException($"{outcome.StopReason} (lower --learning-rate, or check such extreme values)");
        }
    }

    private TimeSpan MeasuredFor =>
        MeasuredFraction * (budget?.Total ?? TimeSpan.Zero) is var fraction && fraction > MeasuredAtLeast
            ? (fraction < MeasuredAtMost ? fraction : MeasuredAtMost)
            : MeasuredAtLeast;

    // The steps that fit into the budget, corrected at the end of each part of them, and recorded each time.
    private BudgetPacer Plan(Trainer trainer, TrainingState state, EpochTime time, Modality modality)
    {
        var pacer = new BudgetPacer(budget!, After(modality, state, time), trainer.MeasureFit());
        Take(pacer.Begin(options, state.Step, time));
        trainer.PartCompleted = () =>
        {
            Take(pacer.Correct(options, trainer.Plan.PartOf(state.Step), state.Step));
            RunJson.Write(folder.RunFile, record with { State = RunState.Training, StopReason = null });
        };
        trainer.IsLate = () => pacer.IsLate;
        return pacer;

        void Take(ModelOptions planned)
        {
            options = planned;
            trainer.Options = planned;
            record = record with { Options = RunJson.ToElement(planned), Format = RunRecord.CurrentFormat };
        }
    }

    private TimeSpan After(Modality modality, TrainingState state, EpochTime time) =>
        budget!.CoversEvaluation
            ? EvaluationTime.Estimate(modality, record, state, data, time, workers, budget.Total)
            : TimeSpan.Zero;

    private static int Epochs(Trainer trainer) =>
        (int)((trainer.Plan.Steps + trainer.Plan.StepsPerEpoch - 1) / trainer.Plan.StepsPerEpoch);

    private static TimeSpan? Expected(Trainer trainer, TrainingState state, EpochTime? time)
    {
        long left = trainer.Plan.Steps - state.Step;
        return time is null
            ? null
            : (time.Step * left) + (time.Validation * (left / (double)trainer.Plan.ValidateEvery));
    }

    private TrainingProgress Progress(Trainer trainer, TrainingState state, TrainerReport report, BudgetPacer? pacer)
    {
        long steps = trainer.Plan.Steps;
        double left = (steps - state.Step) / (double)trainer.Plan.StepsPerEpoch * data.Train.Count;
        double rows = report.PointsPerSecond;
        var last = state.History.LastOrDefault();
        bool takesSteps = state.StepsPerEpoch > 0;
        return new TrainingProgress
        {
            Phase = RunPhase.Training,
            Epoch = state.Epoch,
            Epochs = Epochs(trainer),
            Step = takesSteps ? state.Step : 0,
            Steps = takesSteps ? steps : 0,
            CountsSteps = takesSteps && trainer.Plan.CountsSteps,
            Fraction = takesSteps
                ? Math.Min(1, trainer.Plan.Progress(state.Step))
                : Math.Max(report.Fitted, state.Epoch),
            TrainLoss = last?.Train ?? double.NaN,
            ValidationLoss = last?.Validation ?? double.NaN,
            Examples = ModalityRegistry.Find(record.Kind).StepUnit,
            PointsPerSecond = rows,
            Remaining = pacer?.Left ?? TimeSpan.FromSeconds(rows > 0 ? left / rows : 0),
            Note = report.Note,
        };
    }
}
