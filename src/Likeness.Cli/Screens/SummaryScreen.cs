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
        if (summary.ResumedAfterSteps > 0)
        {
            bool isWhole = summary.ResumedAfterSteps % Math.Max(1, summary.StepsPerEpoch) == 0;
            Page.Line(
                isWhole
                    ? $"Resuming after epoch {summary.ResumedAfter}."
                    : $"Resuming after step {summary.ResumedAfterSteps:N0}."
            );
        }

        if (summary.Expected is { } expected)
        {
            double epochs = (summary.Steps - summary.ResumedAfterSteps) / (double)summary.StepsPerEpoch;
            string steps = $"{Count(epochs, "epoch")} of {Count(summary.StepsPerEpoch, "step")}";
            Page.Line(
                summary.Budget is { } budget
                    ? $"[bold]{ProgressText.About(budget)} for all[/], {ProgressText.About(expected).ToLowerInvariant()} of it for training: {steps}"
                    : $"[bold]{ProgressText.About(expected)}[/]: {steps}"
            );
        }
        else if (summary.Budget is not null)
        {
            Page.Line("This model is fitted at once; the command ends as soon as that is done and evaluated.");
        }
    }

    /// <summary>Shows a description of data.</summary>
    /// <param name="description">The description.</param>
    /// <param name="maxRows">The most columns that are listed.</param>
    public static void Show(DataDescription description, int maxRows = MaxRows)
    {
        if (description.Table is { } table)
        {
            Page.Write(Table(table, maxRows));
            if (table.Rows.Count > maxRows)
            {
                Page.Line(
                    $"  [grey]… and {table.Rows.Count - maxRows} more ('likeness describe FILE' lists all columns)[/]"
                );
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

    private static string Count(double number, string what) => $"{number:#,0.##} {what}{(number == 1 ? "" : "s")}";

    private static Spectre.Console.Table Table(DescriptionTable described, int maxRows)
    {
        var table = Page.Table([.. described.Headings.Select(heading => heading.TrimStart('#'))]);
        for (int i = 0; i < described.Headings.Count; i++)
        {
            if (described.Headings[i].StartsWith('#'))
            {
                table.Columns[i].RightAligned();
            }
        }

        foreach (var row in described.Rows.Take(maxRows))
        {
            table.AddRow([
                .. row.Select((cell, i) => i == 0 ? $"[cyan]{Markup.Escape(cell)}[/]" : Markup.Escape(cell)),
            ]);
        }

        return table;
    }
}
