using Likeness.Compute.Compilation;
using Likeness.Data;
using Likeness.Modalities;
using Likeness.Models;
using Likeness.Training;

namespace Likeness.Runs;

/// <content>Training: a model is trained in a folder that holds all its results.</content>
public sealed partial class TrainedModel
{
    private const int ExplainedRuns = 50;

    /// <summary>Trains a model from the start to the end.</summary>
    /// <param name="settings">Model, data, seed, folder.</param>
    /// <param name="progress">Receives several reports per second.</param>
    /// <param name="summary">Called once before the first step with a summary of the run.</param>
    /// <param name="cancellationToken">Cancels training; the last completed epoch is saved.</param>
    /// <returns>The model, opened with its best weights.</returns>
    /// <exception cref="LikenessException">A setting, the data or the folder is unusable, the loss diverges, or the disk is full.</exception>
    /// <exception cref="RunInterruptedException">Cancelled; the run can be resumed.</exception>
    /// <exception cref="OperationCanceledException">Cancelled, and the run's folder is temporary.</exception>
    public static TrainedModel Train(
        RunSettings settings,
        IProgress<TrainingProgress>? progress = null,
        Action<RunSummary>? summary = null,
        CancellationToken cancellationToken = default
    )
    {
        ArgumentNullException.ThrowIfNull(settings);
        using var culture = InvariantCulture.Begin();
        var budget = Begin(settings.Budget);
        progress = CancellingProgress.Create(progress, cancellationToken);
        var (modality, entry, options) = ModelOf(settings);

        using var workers = Workers.Create(settings.Threads);
        var data = Prepare(modality, settings, options, progress);
        new TrainingMemory(entry, options, data).RequireArrays();
        bool isTemporary = settings is { OutputFolder: null, Source.Examples: not null };
        bool isTrained = false;
        var folder = RunFolder.Create(
            isTemporary ? RunFolder.TemporaryPath() : settings.OutputFolder,
            $"{entry.Name}-{settings.Source.ShortName}",
            out var hold
        );
        try
        {
            var record = Describe(settings, modality, entry, options, data);
            var session = new TrainingSession(folder, record, options, data, workers, budget);
            session.Run(progress, summary, cancellationToken);
            isTrained = true;
        }
        catch (RunInterruptedException error) when (isTemporary)
        {
            throw new OperationCanceledException("The training was cancelled.", error, cancellationToken);
        }
        finally
        {
            hold.Dispose();
            folder.DiscardIfEmpty();
            if (isTemporary && !isTrained)
            {
                folder.Delete();
            }
        }

        return OpenFolder(
            folder.FullPath,
            RunWeights.Best,
            settings.Threads,
            sampling: null,
            settings.Source,
            isTemporary
        );
    }

    /// <inheritdoc cref="Train"/>
    public static Task<TrainedModel> TrainAsync(
        RunSettings settings,
        IProgress<TrainingProgress>? progress = null,
        Action<RunSummary>? summary = null,
        CancellationToken cancellationToken = default
    ) => Task.Run(() => Train(settings, progress, summary, cancellationToken), cancellationToken);

    /// <summary>
    /// Resumes an interrupted run, with the same bytes as an uninterrupted one, or trains a finished run for longer.
    /// </summary>
    /// <param name="folder">The run's folder.</param>
    /// <param name="epochs">Total number of epochs; null for the run's original number.</param>
    /// <param name="threads">Threads to work on; 0 for one per core.</param>
    /// <param name="budget">The time to train for instead, see <see cref="RunSettings.Budget"/>; null for the epochs.</param>
    /// <param name="steps">Total number of steps instead of epochs; null for the epochs.</param>
    /// <param name="progress">Receives several reports per second.</param>
    /// <param name="summary">Called once before the first step with a summary of the run.</param>
    /// <param name="data">The run's data, again: required if it was in memory, and else another place of the same data. Null for the recorded source.</param>
    /// <param name="cancellationToken">Cancels training; the last completed epoch is saved.</param>
    /// <returns>The model, opened with its best weights.</returns>
    /// <exception cref="LikenessException">The run or its data is unusable, the loss diverges, or the disk is full.</exception>
    /// <exception cref="RunInterruptedException">Cancelled; the run can be resumed.</exception>
    public static TrainedModel Resume(
        string folder,
        int? epochs = null,
        int threads = 0,
        TrainingBudget? budget = null,
        IProgress<TrainingProgress>? progress = null,
        Action<RunSummary>? summary = null,
        IReadOnlyList<int>? steps = null,
        DataSource? data = null,
        CancellationToken cancellationToken = default
    )
    {
        using var culture = InvariantCulture.Begin();
        var left = Begin(budget);
        progress = CancellingProgress.Create(progress, cancellationToken);
        progress?.Report(new TrainingProgress { Phase = RunPhase.Reading });
        var place = RunFolder.Open(folder);
        using (var hold = place.Lock())
        {
            place.RemoveLeftovers();
            var record = RunJson.Read(place.RunFile).WithSource(data);
            var options = OptionsOf(record, place);
            if (
                steps is not null
                || (epochs is int longer && (longer != options.Epochs || options.TrainSteps.Length > 0))
            )
            {
                options = options with { Epochs = epochs ?? options.Epochs, TrainSteps = [.. steps ?? []] };
                options.Validate();
                string length = steps is null ? $"--epochs {epochs}" : $"--train-steps {string.Join(',', steps)}";
                record = record with
                {
                    Options = RunJson.ToElement(options),
                    Format = RunRecord.CurrentFormat,
                    CommandLine = record.CommandLine is { } command
                        ? $"{command} && likeness train --resume {folder} {length}"
                        : null,
                };
            }

            using var workers = Workers.Create(threads);
            var prepared = ModalityRegistry.Find(record.Kind).Prepare(record, options);
            new TrainingSession(place, record, options, prepared, workers, left).Run(
                progress,
                summary,
                cancellationToken
            );
        }

        return Open(folder, threads: threads, data: data);
    }

    /// <summary>
    /// The operations of a training step and their times, for each of the model's objectives: measured
    /// on all threads and on one, beside the machine's limits. Nothing is trained and no folder is created.
    /// </summary>
    /// <param name="settings">Model, data, threads; folder and seed are ignored.</param>
    /// <exception cref="LikenessException">A setting or the data is unusable.</exception>
    public static IReadOnlyList<string> Explain(RunSettings settings)
    {
        var (modality, entry, options) = ModelOf(settings);
        using var workers = Workers.Create(settings.Threads);
        var data = Prepare(modality, settings, options, progress: null);
        new TrainingMemory(entry, options, data).RequireArrays();
        using var state = new TrainingState(entry, options, data.Space, settings.Seed);
        if (!entry.TakesSteps)
        {
            throw new LikenessException(
                $"{entry.Name} is fitted in closed form and has no training steps (leave out --explain)"
            );
        }

        using var epochs = new EpochRunner(
            state,
            options,
            data.Train,
            settings.Seed,
            new CompiledGraphOptions(workers)
        );
        return [.. epochs.Explain(ExplainedRuns)];
    }

    private static BudgetClock? Begin(TrainingBudget? budget) =>
        budget is null ? null
        : budget.Total > TimeSpan.Zero ? new BudgetClock(budget)
        : throw new LikenessException("the budget is not a positive duration (give more than 0)");

    /// <summary>The kind of data, the model and the options of the settings.</summary>
    /// <exception cref="LikenessException">There is no such model for the data, or an option is out of its range.</exception>
    internal static (Modality Modality, ModelEntry Entry, ModelOptions Options) ModelOf(RunSettings settings)
    {
        SettingRanges.Validate(settings);
        SettingRanges.Validate(settings.Source);
        var modality = settings.Source.Modality;
        string named = settings.Source.Dataset ?? (settings.Source.IsInMemory ? "the data" : settings.Source.Files[0]);
        var recipe = settings.Model is null ? Recipe.For(settings.Source, settings.Budget?.Total) : null;
        var entry = modality.FindModel(settings.Model ?? recipe!.Model, named);
        var options = settings.Options ?? recipe?.Options ?? entry.DefaultOptions();
        if (!entry.OptionsType.IsInstanceOfType(options))
        {
            throw new LikenessException(
                $"the model is {entry.Name}, which takes {entry.OptionsType.Name}, not {options.GetType().Name} (name the model of these options)"
            );
        }

        options.Validate();
        return (modality, entry, options);
    }

    /// <summary>The data of the settings, read, split and encoded.</summary>
    internal static PreparedData Prepare(
        Modality modality,
        RunSettings settings,
        ModelOptions options,
        IProgress<TrainingProgress>? progress
    )
    {
        progress?.Report(new TrainingProgress { Phase = RunPhase.Reading });
        return modality.Prepare(
            settings.Source,
            options,
            modality.SplitOf(settings.Source, settings.Holdout, settings.Validation, settings.Seed),
            progress
        );
    }

    /// <summary>The run.json of a run that is about to begin.</summary>
    internal static RunRecord Describe(
        RunSettings settings,
        Modality modality,
        ModelEntry entry,
        ModelOptions options,
        PreparedData data
    )
    {
        using var model = entry.Create(options, data.Space, seed: null);
        return new RunRecord
        {
            Model = entry.Name,
            Kind = modality.Name,
            Options = RunJson.ToElement(options),
            Seed = settings.Seed,
            Holdout = data.Split.Test,
            Validation = data.Split.Validation,
            Data = data.Record,
            Transform = data.Encoding.Value,
            TrainRows = data.Train.Count,
            Parameters = entry.TakesSteps
                ? model.Parameters.Elements
                : model.Parameters.Sum(fitted => fitted.Shape.Count),
            SampleEvery = modality.SamplesWhileTraining ? settings.SampleEvery : 0,
            SampleCount = modality.SamplesWhileTraining ? settings.SampleCount : 0,
            CommandLine = settings.CommandLine,
            Versions = RunVersions.Current(),
        };
    }
}
