using Likeness.Compute.Compilation;
using Likeness.Data;
using Likeness.Models;
using Likeness.Training;

namespace Likeness.Runs;

/// <summary>Trains a model on rows, in a folder that holds all that comes of it.</summary>
public static class TrainingRun
{
    private const int ExplainedRuns = 50;

    /// <summary>Begins a run and trains it to its end.</summary>
    /// <param name="settings">Model, data, seed, folder.</param>
    /// <param name="progress">Told several times a second.</param>
    /// <param name="summary">Told once, before the first step, what the run is about to do.</param>
    /// <param name="cancellationToken">Ends the run with the last whole epoch kept.</param>
    /// <returns>The run, opened with its best weights.</returns>
    /// <exception cref="LikenessException">A setting, the data or the folder is unusable, the loss diverges, or the disk is full.</exception>
    /// <exception cref="RunInterruptedException">Cancelled; the run can be resumed.</exception>
    public static Run Start(
        RunSettings settings,
        IProgress<TrainingProgress>? progress = null,
        Action<RunSummary>? summary = null,
        CancellationToken cancellationToken = default
    )
    {
        var (entry, options) = ModelOf(settings);
        if (settings.Budget <= TimeSpan.Zero)
        {
            throw new LikenessException("the budget is no time at all (give more than 0)");
        }

        using var workers = Workers.Create(settings.Threads);
        var data = LearningData.Load(settings.Source, options, settings.Holdout, settings.Seed, progress);
        var folder = RunFolder.Create(settings.OutputFolder, $"{entry.Name}-{settings.Source.ShortName}", out var hold);
        try
        {
            var record = Describe(settings, entry, options, data);
            var session = new TrainingSession(folder, record, options, data, workers, settings.Budget);
            session.Run(progress, summary, cancellationToken);
        }
        finally
        {
            hold.Dispose();
            folder.DiscardIfEmpty();
        }

        return Run.Open(folder.FullPath, threads: settings.Threads);
    }

    /// <summary>
    /// Goes on with a run that was stopped or killed, to the bytes that it would have had, or trains a finished one for longer.
    /// </summary>
    /// <param name="folder">The run's folder.</param>
    /// <param name="epochs">Epochs in all; null for those that the run began with.</param>
    /// <param name="threads">Threads to work on; 0 for one a core.</param>
    /// <param name="budget">The time to go on for instead, see <see cref="RunSettings.Budget"/>; null for the epochs.</param>
    /// <param name="progress">Told several times a second.</param>
    /// <param name="summary">Told once, before the first step, what the run is about to do.</param>
    /// <param name="cancellationToken">Ends the run with the last whole epoch kept.</param>
    /// <returns>The run, opened with its best weights.</returns>
    /// <exception cref="LikenessException">The run or its data is unusable, the loss diverges, or the disk is full.</exception>
    /// <exception cref="RunInterruptedException">Cancelled; the run can be resumed.</exception>
    public static Run Resume(
        string folder,
        int? epochs = null,
        int threads = 0,
        TimeSpan? budget = null,
        IProgress<TrainingProgress>? progress = null,
        Action<RunSummary>? summary = null,
        CancellationToken cancellationToken = default
    )
    {
        progress?.Report(new TrainingProgress { Phase = RunPhase.Reading });
        var place = RunFolder.Open(folder);
        using (var hold = place.Lock())
        {
            place.RemoveLeftovers();
            var record = RunJson.Read(place.RunFile);
            var options = Run.OptionsOf(record, place);
            if (epochs is int longer && longer != options.Epochs)
            {
                options = options with { Epochs = longer };
                options.Validate();
                record = record with
                {
                    Options = RunJson.ToElement(options),
                    CommandLine = record.CommandLine is { } command
                        ? $"{command} && likeness train --resume {folder} --epochs {longer}"
                        : null,
                };
            }

            using var workers = Workers.Create(threads);
            var data = LearningData.Reload(record, options);
            new TrainingSession(place, record, options, data, workers, budget).Run(
                progress,
                summary,
                cancellationToken
            );
        }

        return Run.Open(folder, threads: threads);
    }

    /// <summary>
    /// What a training step of these settings consists of and where its time goes, for each of the model's objectives: measured
    /// on all threads and on one, beside what the machine can do. Nothing is trained and no folder made.
    /// </summary>
    /// <param name="settings">Model, data, threads; folder and seed do not matter.</param>
    /// <exception cref="LikenessException">A setting or the data is unusable.</exception>
    public static IReadOnlyList<string> Explain(RunSettings settings)
    {
        var (entry, options) = ModelOf(settings);
        using var workers = Workers.Create(settings.Threads);
        var data = LearningData.Load(settings.Source, options, settings.Holdout, settings.Seed);
        using var state = new TrainingState(entry, options, data.Space, settings.Seed);
        if (!entry.TakesSteps)
        {
            throw new LikenessException(
                $"{entry.Name} is fitted at once and takes no training steps that could be explained (leave --explain out)"
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

    /// <summary>The model and the options that settings ask for.</summary>
    /// <exception cref="LikenessException">There is no such model for the data, or an option is out of its range.</exception>
    internal static (ModelEntry Entry, ModelOptions Options) ModelOf(RunSettings settings)
    {
        var entry = ModelRegistry.Find(
            settings.Model,
            settings.Source.Kind,
            settings.Source.Dataset ?? settings.Source.Files[0]
        );
        var options = settings.Options ?? entry.DefaultOptions();
        options.Validate();
        return (entry, options);
    }

    /// <summary>What run.json says of a run that is about to begin.</summary>
    internal static RunRecord Describe(RunSettings settings, ModelEntry entry, ModelOptions options, LearningData data)
    {
        using var model = entry.Create(options, data.Space, seed: null);
        return new RunRecord
        {
            Model = settings.Model,
            Kind = entry.Kind,
            Options = RunJson.ToElement(options),
            Seed = settings.Seed,
            Holdout = settings.Holdout,
            Data = data.Describe(),
            Transform = data.Transform,
            TrainRows = data.Train.Count,
            Parameters = entry.TakesSteps
                ? model.Parameters.Elements
                : model.Parameters.Sum(fitted => fitted.Shape.Count),
            SampleEvery = entry.Kind == DataKind.Images ? settings.SampleEvery : 0,
            SampleCount = entry.Kind == DataKind.Images ? settings.SampleCount : 0,
            CommandLine = settings.CommandLine,
            Versions = RunVersions.Current(),
        };
    }
}
