using System.Text;
using Likeness.Data;
using Likeness.Figures.Report;
using Likeness.Modalities;

namespace Likeness.Runs;

/// <summary>The report on files that were compared without a model: one HTML page with the same figures as that of a run.</summary>
public static class FilesReport
{
    /// <summary>Writes the page, atomically.</summary>
    /// <param name="path">The page, such as <c>report.html</c>.</param>
    /// <param name="files">The files.</param>
    /// <param name="outcome">What <see cref="Modality.Evaluate(EvaluatedFiles, EvaluationRequest, IProgress{TrainingProgress}, CancellationToken)"/> returned for them.</param>
    /// <param name="seed">The seed of the evaluation.</param>
    /// <param name="command">The command, as typed; null for none.</param>
    /// <exception cref="LikenessException">The page cannot be written.</exception>
    public static void Write(
        string path,
        EvaluatedFiles files,
        EvaluationOutcome outcome,
        ulong seed = 0,
        string? command = null
    )
    {
        var outline = new ReportOutline
        {
            Title = $"{files.Generated.ShownName} beside {files.Real.ShownName}",
            Subject = outcome.Subject,
            Verdict = outcome.Verdict,
            Against = outcome.Against,
            Numbers = outcome.Numbers,
            Warnings = outcome.Warnings,
            Data = outcome.Data,
            Command = command,
            Seed = seed,
            Settings =
            [
                new("real", Names(files.Real)),
                new("generated", Names(files.Generated)),
                .. files.Train is { } train ? new[] { new Fact("training", Names(train)) } : [],
            ],
            Versions = [.. RunVersions.Current().Select(version => new Fact(version.Key, version.Value))],
        };
        byte[] page = Encoding.UTF8.GetBytes(ReportPage.Render(outline, outcome.Sections));
        AtomicFile.Write(path, stream => stream.Write(page));
    }

    private static string Names(DataSource source) => string.Join(", ", source.Files);
}
