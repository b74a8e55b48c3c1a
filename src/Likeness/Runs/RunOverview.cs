using System.Text.Json;
using Likeness.Evaluation.Verdicts;

namespace Likeness.Runs;

/// <summary>What a list of runs shows of one, without its weights and data.</summary>
/// <param name="Folder">The run's folder.</param>
/// <param name="Record">The content of its run.json; null if that is damaged.</param>
public sealed record RunOverview(string Folder, RunRecord? Record)
{
    /// <summary>Why it cannot be used, in one sentence; null if it can.</summary>
    public string? Error { get; init; }

    /// <summary>The time of the last change.</summary>
    public DateTime Changed { get; init; }

    /// <summary>Whether it has a report.</summary>
    public bool HasReport { get; init; }

    /// <summary>The similarity in its last evaluation; null without one.</summary>
    public SimilarityLevel? Similarity { get; init; }

    /// <summary>The runs in a folder and in its folders, the last changed first.</summary>
    /// <param name="folder">The folder, or a run itself.</param>
    /// <exception cref="LikenessException">There is no such folder.</exception>
    public static IReadOnlyList<RunOverview> FindAll(string folder)
    {
        if (!Directory.Exists(folder))
        {
            throw new LikenessException($"{folder}: there is no such folder (name one that holds runs, such as runs)");
        }

        var options = new EnumerationOptions { IgnoreInaccessible = true };
        string[] above = [folder, .. Directory.GetDirectories(folder, "*", options)];
        return
        [
            .. above
                .Concat(above.Skip(1).SelectMany(inner => Directory.GetDirectories(inner, "*", options)))
                .Where(RunFolder.IsRun)
                .Select(Read)
                .OrderByDescending(run => run.Changed)
                .ThenBy(run => run.Folder, StringComparer.Ordinal),
        ];
    }

    private static RunOverview Read(string path)
    {
        var folder = RunFolder.Open(path);
        var changed = File.GetLastWriteTime(folder.RunFile);
        try
        {
            return new RunOverview(path, RunJson.Read(folder.RunFile))
            {
                Changed = changed,
                HasReport = File.Exists(folder.ReportFile),
                Similarity = SimilarityOf(folder.MetricsFile),
            };
        }
        catch (LikenessException error)
        {
            return new RunOverview(path, null) { Changed = changed, Error = error.CommandLineMessage };
        }
    }

    private static SimilarityLevel? SimilarityOf(string path)
    {
        try
        {
            using var stream = File.OpenRead(path);
            using var metrics = JsonDocument.Parse(stream);
            return
                metrics.RootElement.TryGetProperty("verdict", out var verdict)
                && verdict.ValueKind == JsonValueKind.Object
                && verdict.TryGetProperty("level", out var level)
                && Enum.TryParse(level.GetString(), ignoreCase: true, out SimilarityLevel known)
                ? known
                : null;
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException or JsonException)
        {
            return null; // not evaluated, or being written
        }
    }
}
