using System.Text;
using System.Text.RegularExpressions;
using Likeness.Data;

namespace Likeness.Modalities.Tables.Comparisons;

/// <summary>
/// Blocks in a Markdown document for some of a comparison's models: between the lines <c>&lt;!-- compare DATA of a, b --&gt;</c> and
/// <c>&lt;!-- end of compare DATA of a, b --&gt;</c> are their rows of the table, and an image of each model's samples if rows are pixels.
/// </summary>
internal static partial class ComparisonBlocks
{
    private const string Pictures = "figures";

    /// <summary>Fills the blocks of a document.</summary>
    /// <param name="text">The document.</param>
    /// <param name="report">The report.</param>
    /// <param name="runs">The comparison's folder.</param>
    /// <param name="folder">The document's folder; images go into a subfolder.</param>
    /// <exception cref="LikenessException">The file cannot be written.</exception>
    public static string Filled(string text, ComparisonReport report, string runs, string folder) =>
        Block()
            .Replace(
                text,
                block =>
                    block.Groups["data"].Value == report.Data
                        ? $"{block.Groups["first"].Value}\n\n{Content(Names(block), report, runs, folder)}\n{block.Groups["last"].Value}"
                        : block.Value
            );

    private static string[] Names(Match block) =>
        block.Groups["names"].Value.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);

    private static string Content(string[] names, ComparisonReport report, string runs, string folder)
    {
        var some = report with { Models = [.. report.Models.Where(model => names.Contains(model.Name))] };
        var text = new StringBuilder(ComparisonMarkdown.Table(some));
        foreach (string note in ComparisonMarkdown.Notes(some))
        {
            text.Append('\n').Append(note).Append('\n');
        }

        (string Name, string File)[] pictures =
        [
            .. from name in names
            let picture = Path.Combine(
                runs,
                PlannedRun.FolderName(name, report.Seeds[0]),
                Pictures,
                "picture-generated.png"
            )
            where File.Exists(picture)
            select (name, picture),
        ];
        if (pictures.Length == 0)
        {
            return text.ToString();
        }

        Directory.CreateDirectory(Path.Combine(folder, Pictures));
        foreach (var (name, file) in pictures)
        {
            byte[] bytes = File.ReadAllBytes(file);
            AtomicFile.Write(Path.Combine(folder, Target(report, name)), stream => stream.Write(bytes));
        }

        text.Append("\n| ").AppendJoin(" | ", pictures.Select(picture => picture.Name)).Append(" |\n| ");
        text.AppendJoin(" | ", pictures.Select(_ => "---")).Append(" |\n| ");
        text.AppendJoin(
            " | ",
            pictures.Select(picture => $"![samples of {picture.Name}]({Target(report, picture.Name)})")
        );
        return text.Append(" |\n").ToString();
    }

    private static string Target(ComparisonReport report, string name) =>
        $"{Pictures}/{report.Data}-{name.Replace(':', '-')}.png";

    [GeneratedRegex(
        @"(?<first><!-- compare (?<data>\S+) of (?<names>[^>]+?) -->).*?(?<last><!-- end of compare \k<data> of \k<names> -->)",
        RegexOptions.Singleline | RegexOptions.ExplicitCapture
    )]
    private static partial Regex Block();
}
