using System.Diagnostics.CodeAnalysis;
using Likeness.Data;
using Likeness.Modalities;
using Likeness.Modalities.Images.Datasets;
using Likeness.Models;
using Likeness.Models.Adaptation;
using Likeness.Models.Diffusion;

namespace Likeness.Runs;

/// <summary>
/// Begins a new run with the weights of a trained one, and trains it on other data: by low-rank adapters, by all its weights, or by an extension
/// of its network (<see cref="ControlKind"/>, <see cref="AdaptationSettings.Edits"/>). The new run keeps the encoding of the data (sizes, scales, vocabulary), and is
/// sampled, scored and resumed like any other.
/// </summary>
[RequiresDynamicCode("run.json is read and written by reflection over the options, which needs code at run time.")]
public static class RunAdaptation
{
    /// <summary>Trains the new run.</summary>
    /// <param name="run">The folder of the trained run.</param>
    /// <param name="settings">Adapters, data, length, folder.</param>
    /// <param name="progress">Receives several reports per second.</param>
    /// <param name="summary">Called once before the first step with a summary of the run.</param>
    /// <param name="cancellationToken">Cancels training; what is done is saved.</param>
    /// <returns>The new run, opened with its best weights.</returns>
    /// <exception cref="LikenessException">The run cannot be adapted, the data does not fit to it, or a setting is out of its range.</exception>
    /// <exception cref="RunInterruptedException">Cancelled; the new run can be resumed.</exception>
    public static TrainedModel Train(
        string run,
        AdaptationSettings settings,
        IProgress<TrainingProgress>? progress = null,
        Action<RunSummary>? summary = null,
        CancellationToken cancellationToken = default
    )
    {
        SettingRanges.Validate(settings);
        if (settings.Adapters is { } adapters)
        {
            SettingRanges.Validate(adapters);
        }

        var budget = settings.Budget is null ? null : new BudgetClock(settings.Budget);
        progress = CancellingProgress.Create(progress, cancellationToken);
        progress?.Report(new TrainingProgress { Phase = RunPhase.Reading });
        using var trained = TrainedModel.Open(run, threads: settings.Threads);
        var entry = TrainedModel.EntryOf(trained.Record);
        if (!entry.TakesSteps)
        {
            throw new LikenessException(
                $"{run}: {entry.Name} is fitted to its data at once and cannot be adapted (train it on the new data)"
            );
        }

        var changed = settings.Options ?? (old => old with { TrainSteps = [AdaptationSettings.DefaultSteps] });
        var options = NetworkExtension.Of(changed(trained.Options), settings, run);
        options.Validate();
        var modality = trained.Modality;
        var source = SourceFor(trained, settings, run);
        var split = modality.SplitOf(source, settings.Holdout, settings.Validation, settings.Seed);
        var data = modality.PrepareLike(trained.Record, source, options, split);
        new TrainingMemory(entry, options, data).RequireArrays();
        var folder = RunFolder.Create(settings.OutputFolder, $"{entry.Name}-{source.ShortName}", out var hold);
        try
        {
            var record = Describe(trained, settings, source, options, data);
            using var workers = Workers.Create(settings.Threads);
            new TrainingSession(
                folder,
                record,
                options,
                data,
                workers,
                budget,
                state =>
                {
                    WeightTransfer.Copy(trained.Model, state.Model);
                    state.Averaged?.CopyFrom(state.Model);
                }
            ).Run(progress, summary, cancellationToken);
        }
        finally
        {
            hold.Dispose();
            folder.DiscardIfEmpty();
        }

        return TrainedModel.Open(folder.FullPath, threads: settings.Threads, data: settings.Data);
    }

    private static DataSource SourceFor(TrainedModel trained, AdaptationSettings settings, string run)
    {
        var source =
            settings.Data
            ?? (settings.Edits ? DataSource.Embedded(ShapeEditsDataset.Name) : trained.Record.Data.Source);
        var modality = trained.Modality;
        return source.Modality == modality
            ? source
            : throw new LikenessException(
                $"{run} is a run of {modality.Plural}, and {source.ShortName} is {source.Modality.Plural} (give {modality.Plural})"
            );
    }

    private static RunRecord Describe(
        TrainedModel trained,
        AdaptationSettings settings,
        DataSource source,
        ModelOptions options,
        PreparedData data
    )
    {
        var entry = TrainedModel.EntryOf(trained.Record);
        var asked = new RunSettings
        {
            Model = entry.Name,
            Data = source,
            Seed = settings.Seed,
            SampleEvery = 0,
            CommandLine = settings.CommandLine,
        };
        var record = TrainedModel.Describe(asked, trained.Modality, entry, options, data) with
        {
            Adapters = settings.Control == ControlKind.None && !settings.Edits ? settings.Adapters : null,
            AdaptedFrom = Path.GetFileName(Path.TrimEndingDirectorySeparator(trained.Folder.FullPath)),
        };
        return record with { Parameters = TrainedNumbers(record, options, data) };
    }

    private static long TrainedNumbers(RunRecord record, ModelOptions options, PreparedData data)
    {
        using var model = TrainedModel.EntryOf(record).Create(options, data.Space, seed: null);
        NetworkExtension.Require(model, options, record.Model);
        record.Adapters?.AddTo(model, seed: null);
        return model.Objectives.SelectMany(one => one.Parameters).Distinct().Sum(one => (long)one.Shape.Count);
    }
}
