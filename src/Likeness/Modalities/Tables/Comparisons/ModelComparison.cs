using Likeness.Data;
using Likeness.Runs;

namespace Likeness.Modalities.Tables.Comparisons;

/// <summary>
/// Trains several models on the same splits and evaluates them by the same test protocol: a run's folder for each model and seed, and a
/// table with intervals, a figure and a sentence over all of them. An interrupted comparison can be resumed.
/// </summary>
public static class ModelComparison
{
    /// <summary>Runs the comparison.</summary>
    /// <param name="settings">Models, data, seeds, folder.</param>
    /// <param name="progress">Receives several reports per second.</param>
    /// <param name="cancellationToken">Cancels the work; completed runs are kept.</param>
    /// <returns>The content of <c>comparison.json</c>, <c>comparison.md</c> and <c>comparison.html</c> in the folder.</returns>
    /// <exception cref="LikenessException">A setting, the data or the folder is unusable, or no model could be trained.</exception>
    /// <exception cref="OperationCanceledException">Cancelled; the same settings resume it.</exception>
    public static ComparisonReport Run(
        ComparisonSettings settings,
        IProgress<ComparisonProgress>? progress = null,
        CancellationToken cancellationToken = default
    )
    {
        var candidates = Candidate.ParseAll(settings.Models);
        SettingRanges.Validate(settings);
        Check(settings);
        if (settings.Data.Modality is not TableModality)
        {
            throw new LikenessException(
                $"only models of tables are compared, and '{settings.Data.ShortName}' holds {settings.Data.Modality.Plural} (train each model with 'likeness train', and read the reports)"
            );
        }

        var data = settings.Data.LoadTable().Table;
        CreateFolder(settings.Folder);
        var runs = (
            from candidate in candidates
            from seed in Enumerable.Range(0, settings.Seeds)
            select new PlannedRun(settings, candidate, settings.Seed + (ulong)seed)
        ).ToList();
        var outcomes = new List<RunOutcome>();
        foreach (var run in runs)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var place = new ComparisonProgress(run.Label, run.Seed, outcomes.Count, runs.Count);
            progress?.Report(place);
            var outcome = run.Carry(progress is null ? null : new Step(progress, place), cancellationToken);
            outcomes.Add(outcome);
            progress?.Report(place with { Done = outcomes.Count, Ended = Sentence.Create(outcome) });
        }

        var report = ComparisonSummary.Create(settings, data, candidates, outcomes);
        ComparisonFiles.Write(settings.Folder, report);
        return report;
    }

    private static void Check(ComparisonSettings settings)
    {
        if (settings.Seeds < 1)
        {
            throw new LikenessException($"{settings.Seeds} is not a number of seeds (give 1 or more)");
        }

        if (!(settings.Holdout is > 0 and < 1))
        {
            throw new LikenessException(
                $"the fraction of test rows is {settings.Holdout}, but models are compared on test rows (give a number between 0 and 1, both excluded)"
            );
        }
    }

    private static void CreateFolder(string folder)
    {
        if (File.Exists(folder))
        {
            throw new LikenessException($"{folder}: this is a file (name a folder for the comparison)");
        }

        try
        {
            Directory.CreateDirectory(folder);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw FolderErrors.Describe(folder, error);
        }
    }

    private sealed class Step(IProgress<ComparisonProgress> progress, ComparisonProgress place)
        : IProgress<TrainingProgress>
    {
        public void Report(TrainingProgress value) => progress.Report(place with { Run = value });
    }
}
