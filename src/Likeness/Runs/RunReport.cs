using System.Text.Json;
using Likeness.Figures.Charts;
using Likeness.Figures.Report;
using Likeness.Modalities;
using Likeness.Models;

namespace Likeness.Runs;

/// <summary>Builds report.html from the contents of a run's folder.</summary>
internal static class RunReport
{
    /// <summary>Writes the report into the run's folder.</summary>
    /// <exception cref="LikenessException">The folder cannot be written.</exception>
    public static void Write(TrainedModel trained, EvaluationOutcome outcome)
    {
        var (folder, record) = (trained.Folder, trained.Record);
        var model = TrainedModel.EntryOf(record);
        var epochs = RunHistory.Read(folder.HistoryFile);
        var outline = new ReportOutline
        {
            Title = $"{model.Title} on {record.Data.Source.ShortName}",
            RunName = Path.GetFileName(Path.GetFullPath(folder.FullPath)),
            Subject = outcome.Subject,
            Verdict = outcome.Verdict,
            Against = outcome.Against,
            Numbers = outcome.Numbers,
            Warnings = outcome.Warnings,
            Data = outcome.Data,
            Command = record.CommandLine,
            Seed = record.Seed,
            Settings = [.. Settings(trained.Modality, record, model)],
            Versions = [.. record.Versions.Select(version => new Fact(version.Key, version.Value))],
            History =
                epochs.Count == 0 || !model.TakesSteps
                    ? null
                    : new LossHistory(epochs)
                    {
                        BestEpoch = record.BestEpoch,
                        BestStep = record.BestStep,
                        StepsTaken = record.StepsTaken,
                        StopReason = record.StopReason,
                        Findings = [.. outcome.Findings.Select(finding => finding.ToString())],
                        Examples = trained.Modality.Unit,
                    },
            Files = [.. Files(folder, outcome)],
        };
        ReportPage.Write(folder.FullPath, outline, outcome.Sections);
    }

    private static IEnumerable<Fact> Settings(Modality modality, RunRecord record, ModelEntry model)
    {
        yield return new("model", $"{model.Name} ({model.Paper})");
        if (record.State == RunState.Imported)
        {
            yield return new("weights", $"imported from {record.ImportedFrom ?? "another program"}, not trained here");
        }

        yield return new("parameters", Numeral.Whole(record.Parameters));
        foreach (var part in record.Data.Parts)
        {
            yield return new(
                $"{part.Name} {modality.Unit}",
                part.Count == 0 ? "none" : $"{Numeral.Whole(part.Count)}, {part.Fingerprint}"
            );
        }

        var used = model
            .OptionsType.GetProperties()
            .Where(property => model.Offers(property))
            .Select(property => JsonNamingPolicy.CamelCase.ConvertName(property.Name))
            .ToHashSet(StringComparer.Ordinal);
        foreach (var option in record.Options.EnumerateObject().Where(option => used.Contains(option.Name)))
        {
            string name = JsonNamingPolicy.KebabCaseLower.ConvertName(option.Name).Replace('-', ' ');
            yield return new(name, option.Value.ToString());
        }
    }

    private static IEnumerable<ReportFile> Files(RunFolder folder, EvaluationOutcome outcome)
    {
        IEnumerable<ReportFile> known =
        [
            new(Path.GetFileName(folder.RunFile), "model, options, seed, data, versions"),
            new(Path.GetFileName(folder.CheckpointFile), "the weights, as safetensors"),
            new(Path.GetFileName(folder.BestFile), "the weights with the best validation loss"),
            new(Path.GetFileName(folder.HistoryFile), "the losses of every epoch"),
            .. outcome.Files,
            new(Path.GetFileName(folder.MetricsFile), "the verdict and all metrics with baselines and intervals"),
        ];
        return known.Where(file => Path.Exists(Path.Combine(folder.FullPath, file.Path)));
    }
}
