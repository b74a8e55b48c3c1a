using System.Diagnostics;
using Likeness.Compute.Cpu;
using Likeness.Modalities;
using Likeness.Models;
using Likeness.Training;

namespace Likeness.Runs;

/// <summary>One training, from the state of the run's folder to its end; results are written to the folder.</summary>
internal sealed class TrainingSession(
    RunFolder folder,
    RunRecord record,
    ModelOptions options,
    PreparedData data,
    WorkerPool workers,
    TimeSpan? budget = null
)
{
    // The rest is a reserve: a machine may slow down in the course of a training.
    private const double PlannedFraction = 0.95;

    // The part of a budget that may be spent on measuring the number of epochs that fits.
    private const double MeasuredFraction = 0.02;
    private static readonly TimeSpan MeasuredAtLeast = TimeSpan.FromSeconds(0.3);
    private static readonly TimeSpan MeasuredAtMost = TimeSpan.FromSeconds(20);
    private const int MaxEpochs = 1_000_000;

    private RunRecord record = record;
    private ModelOptions options = options;

    // Short epochs need not each write a checkpoint: a killed run loses this much time, or the epoch in progress.
    private const double SecondsBetweenCheckpoints = 1;

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
        progress?.Report(new TrainingProgress { Phase = RunPhase.Preparing });
        using var state = new TrainingState(entry, options, data.Space, seed: null);
        using var trainer = new Trainer(state, options, data.Train, data.Validation, record.Seed, workers);
        memory.RequireStep(trainer.ArenaBytes);
        if (File.Exists(folder.CheckpointFile))
        {
            Checkpoint.Read(folder.CheckpointFile, state, record.Model);
        }
        else
        {
            state.Initialise(entry, options, record.Seed);
        }

        var time = budget is not null || state.Epoch < options.Epochs ? trainer.Measure(MeasuredFor) : null;
        Plan(trainer, time, state.Epoch);
        summary?.Invoke(
            new RunSummary
            {
                Model = entry.Title,
                Folder = folder.FullPath,
                Source = record.Data.Source,
                Modality = modality,
                Parts = record.Data.Parts,
                Description = data.Description.Value,
                Parameters = record.Parameters,
                ResumedAfter = state.Epoch,
                Epochs = options.Epochs,
                StepsPerEpoch = time?.Steps ?? 0,
                Expected = time?.Epoch * (options.Epochs - state.Epoch),
            }
        );
        RunJson.Write(folder.RunFile, record with { State = RunState.Training, StopReason = null });
        using var samples = new EpochSamples(folder, record, modality, state, workers);
        var clock = Stopwatch.StartNew();
        double kept = 0;
        TrainingOutcome outcome;
        try
        {
            outcome = trainer.Run(
                last =>
                {
                    samples.AfterEpoch();
                    if (last || clock.Elapsed.TotalSeconds - kept > SecondsBetweenCheckpoints)
                    {
                        Keep(state);
                        kept = clock.Elapsed.TotalSeconds;
                    }
                },
                report => progress?.Report(Progress(state, report)),
                cancellationToken,
                budget
            );
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            throw new RunInterruptedException(folder.FullPath, state.Epoch, cancellationToken);
        }

        RunJson.Write(
            folder.RunFile,
            record with
            {
                State = outcome.Diverged ? RunState.Diverged : RunState.Finished,
                StopReason = outcome.StopReason,
                BestEpoch = state.BestEpoch,
            }
        );
        if (outcome.Diverged)
        {
            throw new LikenessException(
                $"{outcome.StopReason} (lower --learning-rate, or check the extreme values of that column)"
            );
        }
    }

    private TimeSpan MeasuredFor =>
        budget is { } given && MeasuredFraction * given is var fraction && fraction > MeasuredAtLeast
            ? (fraction < MeasuredAtMost ? fraction : MeasuredAtMost)
            : MeasuredAtLeast;

    // The number of epochs that fits into the budget, so that the learning-rate schedule ends with it.
    private void Plan(Trainer trainer, EpochTime? time, int done)
    {
        if (budget is { } given && time is not null)
        {
            int epochs = done + (int)Math.Clamp(PlannedFraction * (given / time.Epoch), 1, MaxEpochs - done);
            options = options with { Epochs = epochs };
            trainer.Options = options;
            record = record with { Options = RunJson.ToElement(options), Format = RunRecord.CurrentFormat };
        }
    }

    private void Keep(TrainingState state)
    {
        if (state.BestEpoch is not null)
        {
            WeightFile.Write(folder.BestFile, state.Best.Parameters);
        }

        RunHistory.Write(folder.HistoryFile, state.History);
        Checkpoint.Write(folder.CheckpointFile, state, record.Model);
    }

    private TrainingProgress Progress(TrainingState state, TrainerReport report)
    {
        double left = (options.Epochs - state.Epoch - report.Fraction) * data.Train.Count;
        var last = state.History.LastOrDefault();
        return new TrainingProgress
        {
            Phase = RunPhase.Training,
            Epoch = state.Epoch,
            Epochs = options.Epochs,
            Fraction = Math.Min(1, (state.Epoch + report.Fraction) / options.Epochs),
            TrainLoss = last?.Train ?? double.NaN,
            ValidationLoss = last?.Validation ?? double.NaN,
            Examples = ModalityRegistry.Find(record.Kind).StepUnit,
            PointsPerSecond = report.PointsPerSecond,
            Remaining = TimeSpan.FromSeconds(report.PointsPerSecond > 0 ? left / report.PointsPerSecond : 0),
            Note = report.Note,
        };
    }
}
