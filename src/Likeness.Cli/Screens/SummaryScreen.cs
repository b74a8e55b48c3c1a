using Likeness.Data;
using Likeness.Runs;
using Spectre.Console;

namespace Likeness.Cli.Screens;

/// <summary>A run before it begins: its model, the three parts of its data, its expected duration.</summary>
internal static class SummaryScreen
{
    private const int MaxRows = 40;

    public static void Show(RunSummary summary)
    {
        string parts = string.Join(
            ", ",
            summary.Parts.Where(part => part.Count > 0).Select(part => $"{part.Count:N0} {part.Name}")
        );
        Page.Line(
            $"[bold]{Markup.Escape(summary.Model)} on {Markup.Escape(summary.Source.ShortName)}[/]  {summary.Parameters:N0} parameters; {summary.Modality.Unit}: {parts}"
        );
        Show(summary.Description);
        if (summary.ResumedAfter > 0)
        {
            Page.Line($"Resuming after epoch {summary.ResumedAfter}.");
        }

        if (summary.Expected is { } expected)
        {
            int epochs = summary.Epochs - summary.ResumedAfter;
            Page.Line(
                $"[bold]{ProgressText.About(expected)}[/]: {Count(epochs, "epoch")} of {Count(summary.StepsPerEpoch, "step")}"
            );
        }
    }

    /// <summary>Shows a description of data.</summary>
    public static void Show(DataDescription description)
    {
        if (description.Table is { } table)
        {
            Page.Write(Table(table));
            if (table.Rows.Count > MaxRows)
            {
                Page.Line($"  [grey]… and {table.Rows.Count - MaxRows} more[/]");
            }
        }

        foreach (string line in description.Lines)
        {
            Page.Line($"  {Markup.Escape(line)}");
        }

        foreach (string remark in description.Remarks)
        {
            Page.Line($"[yellow]{Markup.Escape(remark)}[/]");
        }
    }

    private static string Count(int number, string what) => $"{number:N0} {what}{(number == 1 ? "" : "s")}";

    private static Spectre.Console.Table Table(DescriptionTable described)
    {
        var table = Page.Table([.. described.Headings.Select(heading => heading.TrimStart('#'))]);
        for (int i = 0; i < described.Headings.Count; i++)
        {
            if (described.Headings[i].StartsWith('#'))
            {
                table.Columns[i].RightAligned();
            }
        }

        foreach (var row in described.Rows.Take(MaxRows))
        {
            table.AddRow([
                .. row.Select((cell, i) => i == 0 ? $"[cyan]{Markup.Escape(cell)}[/]" : Markup.Escape(cell)),
            ]);
        }

        return table;
    }
}
