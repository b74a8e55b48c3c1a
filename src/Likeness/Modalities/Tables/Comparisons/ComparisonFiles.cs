using System.Text;
using System.Text.Json;
using Likeness.Data;
using Likeness.Runs;

namespace Likeness.Modalities.Tables.Comparisons;

/// <summary>The files of a comparison's folder, in addition to those of its runs.</summary>
public static class ComparisonFiles
{
    /// <summary>The numbers.</summary>
    public const string Json = "comparison.json";

    /// <summary>The table as Markdown.</summary>
    public const string Markdown = "comparison.md";

    /// <summary>The page.</summary>
    public const string Page = "comparison.html";

    /// <summary>The figure.</summary>
    public const string Figure = "pareto.svg";

    /// <summary>Writes all of them.</summary>
    /// <param name="folder">A folder that exists.</param>
    /// <param name="report">The report.</param>
    /// <exception cref="LikenessException">The folder cannot be written.</exception>
    public static void Write(string folder, ComparisonReport report)
    {
        var pareto = ParetoChart.Draw(report);
        WriteText(Path.Combine(folder, Json), Serialize(report));
        WriteText(Path.Combine(folder, Markdown), ComparisonMarkdown.Text(report));
        WriteText(Path.Combine(folder, Figure), pareto.ToStandaloneSvg());
        WriteText(Path.Combine(folder, Page), ComparisonPage.Render(report, pareto));
    }

    /// <summary>The content of comparison.json.</summary>
    /// <param name="report">The report.</param>
    public static string Serialize(ComparisonReport report) => JsonSerializer.Serialize(report, RunJson.Options) + "\n";

    /// <summary>
    /// Inserts the comparison into a Markdown document, between the lines <c>&lt;!-- compare NAME --&gt;</c> and <c>&lt;!-- end of compare NAME --&gt;</c>, where
    /// NAME is the data's; at its end if there are none yet. The figure is written beside it. In a document with blocks
    /// <c>&lt;!-- compare NAME of model, model --&gt;</c> only these are filled, with the rows of their models and images of their samples.
    /// </summary>
    /// <param name="document">The document; created if it does not exist.</param>
    /// <param name="report">The report.</param>
    /// <param name="runs">The comparison's folder.</param>
    /// <exception cref="LikenessException">The file cannot be written.</exception>
    public static void WriteInto(string document, ComparisonReport report, string runs)
    {
        string figure = $"compare-{report.Data}.svg";
        string text = File.Exists(document) ? File.ReadAllText(document) : "# Results\n";
        string folder = Path.GetDirectoryName(Path.GetFullPath(document))!;
        if (text.Contains($"<!-- compare {report.Data} of ", StringComparison.Ordinal))
        {
            WriteText(document, ComparisonBlocks.Filled(text, report, runs, folder));
            return;
        }

        WriteText(Path.Combine(folder, figure), ParetoChart.Draw(report).ToStandaloneSvg());
        WriteText(document, Replaced(text, report, figure));
    }

    internal static string Replaced(string text, ComparisonReport report, string figure)
    {
        string first = $"<!-- compare {report.Data} -->";
        string last = $"<!-- end of compare {report.Data} -->";
        string section =
            $"{first}\n\n{ComparisonMarkdown.Text(report)}\n![fit over training time and novelty]({figure})\n\n{last}";
        int from = text.IndexOf(first, StringComparison.Ordinal);
        int to = text.IndexOf(last, StringComparison.Ordinal);
        return from >= 0 && to > from
            ? text[..from] + section + text[(to + last.Length)..]
            : $"{text.TrimEnd()}\n\n## Models on {report.Data}\n\n{section}\n";
    }

    private static void WriteText(string path, string text)
    {
        byte[] bytes = Encoding.UTF8.GetBytes(text);
        AtomicFile.Write(path, stream => stream.Write(bytes));
    }
}
