using System.Text;

namespace Likeness.Modalities.Tables.Comparisons;

/// <summary>A comparison as Markdown: the summary sentence, the command, the table.</summary>
public static class ComparisonMarkdown
{
    private const string MedianNote =
        "MMD² median σ: unbiased, of columns in training standard deviations, σ their median distance, and below 0 half of the time for "
        + "equal distributions. pi_generator's MMD with σ = 0.1 in the data's units is for values between 0 and 1.";

    /// <summary>The text.</summary>
    /// <param name="report">The report.</param>
    public static string Text(ComparisonReport report)
    {
        var text = new StringBuilder();
        text.Append(report.Verdict).Append("\n\n");
        if (report.CommandLine is { } command)
        {
            text.Append("    ").Append(command).Append("\n\n");
        }

        text.Append(About(report)).Append("\n\n").Append(Table(report));
        foreach (string note in Notes(report))
        {
            text.Append('\n').Append(note).Append('\n');
        }

        foreach (var model in report.Models.Where(model => model.Error is not null))
        {
            text.Append('\n').Append(model.Name).Append(" could not be trained: ").Append(model.Error).Append('\n');
        }

        return text.ToString();
    }

    /// <summary>The numbers: a row for the real-vs-real baseline and one for each model.</summary>
    internal static string Table(ComparisonReport report)
    {
        var text = new StringBuilder();
        var tables = ComparisonTable.Create(report);
        Row(text, "model", tables.SelectMany(table => table.Headings));
        Row(text, "---", tables.SelectMany(table => table.Headings).Select(_ => "---:"));
        for (int i = 0; i < tables[0].Rows.Count; i++)
        {
            var row = tables[0].Rows[i];
            string name = row.Memorises ? $"{row.Name} (memorises)" : row.Name;
            Row(text, name, tables.SelectMany(table => table.Rows[i].Cells));
        }

        return text.ToString();
    }

    /// <summary>How the numbers were computed.</summary>
    internal static string About(ComparisonReport report)
    {
        int test = (int)Math.Round(report.Rows * report.Holdout);
        string rows = $"{Numeral.Whole(report.Rows - test)} training rows, {Numeral.Whole(test)} test rows";
        return $"{report.Data}: {rows}. {Meaning(report)}.";
    }

    /// <summary>A description of the cells of the tables.</summary>
    internal static string Meaning(ComparisonReport report) =>
        report.Seeds.Count == 1
            ? $"Seed {report.Seeds[0]}, ± half of the bootstrap interval (90 %)"
            : $"Means over the seeds {report.Seeds[0]} to {report.Seeds[^1]}, each with a new split, ± half of their 90 % interval by Student's t";

    /// <summary>Notes on the tables: the kind of MMD, if it is not pi_generator's, and the kinds of likelihood.</summary>
    internal static IEnumerable<string> Notes(ComparisonReport report)
    {
        bool isMedian = report.Metrics.Any(metric => metric.Name == ComparisonColumns.MedianMmd);
        return isMedian && !ComparisonColumns.HasPiGeneratorMmd(report)
            ? [MedianNote, .. Kinds(report)]
            : Kinds(report);
    }

    private static IEnumerable<string> Kinds(ComparisonReport report) =>
        from model in report.Models
        where model.LikelihoodKind is not null and not "exact"
        group model.Name by model.LikelihoodKind into kind
        select $"NLL of {string.Join(", ", kind)}: {kind.Key}; compare only within one kind.";

    private static void Row(StringBuilder text, string name, IEnumerable<string> cells) =>
        text.Append("| ").Append(name).Append(" | ").AppendJoin(" | ", cells).Append(" |\n");
}
