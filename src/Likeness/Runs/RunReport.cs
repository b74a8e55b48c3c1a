using System.Text.Json;
using Likeness.Data;
using Likeness.Data.Transforms;
using Likeness.Evaluation;
using Likeness.Figures;
using Likeness.Figures.Charts;
using Likeness.Figures.Report;
using Likeness.Models;

namespace Likeness.Runs;

/// <summary>Gathers what a run's folder holds into its report.html.</summary>
internal static class RunReport
{
    /// <summary>Writes the report and its figures into the run's folder.</summary>
    /// <param name="folder">The run.</param>
    /// <param name="record">Its run.json.</param>
    /// <param name="summary">The account of its data.</param>
    /// <param name="real">The real rows that the figures show: all of them, held out or not.</param>
    /// <param name="generated">The generated rows that the figures show, those that were judged first.</param>
    /// <param name="evaluation">What was found when the two were compared.</param>
    /// <returns>The report's path.</returns>
    /// <exception cref="LikenessException">The folder cannot be written.</exception>
    public static string Write(
        RunFolder folder,
        RunRecord record,
        DataSummary summary,
        Table real,
        Table generated,
        EvaluationReport evaluation
    )
    {
        return ReportPage.Write(
            folder.FullPath,
            Outlined(
                new ReportContent
                {
                    Title = "",
                    Real = real,
                    Generated = generated,
                    Evaluation = evaluation,
                    Columns = [.. Columns(summary, DataTransform.FromJson(record.Transform))],
                    DataRemarks = summary.Remarks,
                },
                folder,
                record
            )
        );
    }

    /// <summary>A report's content with what stands in every report of a run.</summary>
    internal static T Outlined<T>(T content, RunFolder folder, RunRecord record)
        where T : ReportOutline
    {
        var model = ModelRegistry.Find(record.Model, record.Kind);
        var epochs = RunHistory.Read(folder.HistoryFile);
        return content with
        {
            Title = $"{model.Title} on {record.Data.Source.ShortName}",
            RunName = Path.GetFileName(Path.GetFullPath(folder.FullPath)),
            Command = record.CommandLine,
            Seed = record.Seed,
            Settings = [.. Settings(record, model)],
            Versions = [.. record.Versions.Select(version => new Fact(version.Key, version.Value))],
            History =
                epochs.Count == 0 || !model.TakesSteps
                    ? null
                    : new LossHistory(epochs)
                    {
                        BestEpoch = record.BestEpoch,
                        StopReason = record.StopReason,
                        Examples = record.Kind == DataKind.Table ? "rows" : record.Kind.Plural(),
                    },
            Files = [.. Files(folder)],
        };
    }

    private static IEnumerable<Fact> Settings(RunRecord record, ModelEntry model)
    {
        yield return new("model", $"{model.Name} ({model.Paper})");
        yield return new("parameters", Numeral.Whole(record.Parameters));
        yield return new(Unit(record.Kind), Numeral.Whole(record.Data.Rows));
        yield return new("held out", Numeral.Percent(record.Holdout));
        yield return new("data", record.Data.Fingerprint);
        var used = model
            .OptionsType.GetProperties()
            .Where(model.Offers)
            .Select(property => JsonNamingPolicy.CamelCase.ConvertName(property.Name))
            .ToHashSet(StringComparer.Ordinal);
        foreach (var option in record.Options.EnumerateObject().Where(option => used.Contains(option.Name)))
        {
            string name = JsonNamingPolicy.KebabCaseLower.ConvertName(option.Name).Replace('-', ' ');
            yield return new(name, option.Value.ToString());
        }
    }

    private static string Unit(DataKind kind) =>
        kind switch
        {
            DataKind.Images => "images",
            DataKind.Audio => "clips",
            DataKind.Text => "bytes",
            _ => "rows",
        };

    private static IEnumerable<ColumnFacts> Columns(DataSummary summary, DataTransform transform) =>
        summary.Columns.Select(
            (column, place) =>
                new ColumnFacts(
                    column.Name,
                    column.Minimum,
                    column.Maximum,
                    column.Distinct,
                    ColumnDescription.DescribeGrid(column.Grid),
                    ColumnDescription.DescribeTransform(transform.Columns[place]),
                    string.Join("; ", column.Remarks)
                )
        );

    private static IEnumerable<ReportFile> Files(RunFolder folder)
    {
        (string Path, string Description)[] known =
        [
            (folder.RunFile, "model, options, seed, data, versions"),
            (folder.CheckpointFile, "the weights, as safetensors"),
            (folder.BestFile, "the weights that did best on held-out rows"),
            (folder.HistoryFile, "the losses, epoch by epoch"),
            (folder.SamplesFile, "the generated rows that were judged"),
            (folder.SamplePicture, "drawn images"),
            (folder.SampleText, "drawn text"),
            (folder.ReconstructionPicture, "real images, each with what comes back of it"),
            (folder.MetricsFile, "all metrics with floors and intervals"),
        ];
        return known
            .Where(file => File.Exists(file.Path))
            .Select(file => new ReportFile(Path.GetFileName(file.Path), file.Description));
    }
}
