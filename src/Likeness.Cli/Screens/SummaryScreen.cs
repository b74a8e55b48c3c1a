using Likeness.Data;
using Likeness.Data.Transforms;
using Likeness.Runs;
using Spectre.Console;

namespace Likeness.Cli.Screens;

/// <summary>What a run is about to do: its data column by column, its model, its folder.</summary>
internal static class SummaryScreen
{
    private const int MaxColumns = 40;

    public static void Show(RunSummary summary)
    {
        string split =
            summary.HeldOutRows == 0
                ? "all to train on"
                : $"{summary.TrainRows:N0} to train on, {summary.HeldOutRows:N0} held out";
        Page.Line(
            $"[bold]{Markup.Escape(summary.Model)} on {Markup.Escape(summary.Source.ShortName)}[/]  {summary.Parameters:N0} parameters, {summary.Rows:N0} {summary.Sequence?.Unit ?? (summary.Images is null ? "rows" : "images")} ({split})"
        );
        if (summary is { Data: { } data, Transform: { } transform })
        {
            Page.Write(Columns(data, transform));
            if (data.Columns.Count > MaxColumns)
            {
                Page.Line($"  [grey]… and {data.Columns.Count - MaxColumns} more columns[/]");
            }
        }

        if (summary.Images is { } images)
        {
            ImageSummaryScreen.Show(images);
        }

        foreach (string fact in summary.Sequence?.Facts ?? [])
        {
            Page.Line($"  {Markup.Escape(fact)}");
        }

        foreach (string remark in summary.Data?.Remarks ?? summary.Images?.Remarks ?? summary.Sequence?.Remarks ?? [])
        {
            Page.Line($"[yellow]{Markup.Escape(remark)}[/]");
        }

        if (summary.DroppedRows > 0)
        {
            Page.Line($"[yellow]{summary.DroppedRows:N0} rows with a missing value are left out[/]");
        }

        if (summary.ResumedAfter > 0)
        {
            Page.Line($"Going on after epoch {summary.ResumedAfter}.");
        }

        if (summary.Expected is { } expected)
        {
            int epochs = summary.Epochs - summary.ResumedAfter;
            Page.Line(
                $"[bold]{ProgressText.About(expected)}[/]: {Count(epochs, "epoch")} of {Count(summary.StepsPerEpoch, "step")}"
            );
        }
    }

    private static string Count(int number, string what) => $"{number:N0} {what}{(number == 1 ? "" : "s")}";

    private static Spectre.Console.Table Columns(DataSummary data, DataTransform transforms)
    {
        bool hasRemarks = data.Columns.Any(column => column.Remarks.Count > 0);
        string[] details = Page.IsNarrow ? [] : ["Mean", "Distinct"];
        var table = Page.Table(["Column", "From", "To", .. details, "Grid", "Transform"]);
        foreach (var number in table.Columns.Skip(1).SkipLast(2))
        {
            number.RightAligned();
        }

        if (hasRemarks)
        {
            table.AddColumn("[bold]Remark[/]");
        }

        foreach (var (column, transform) in data.Columns.Zip(transforms.Columns).Take(MaxColumns))
        {
            List<string> cells =
            [
                $"[cyan]{Markup.Escape(column.Name)}[/]",
                Page.Number(column.Minimum),
                Page.Number(column.Maximum),
                .. Page.IsNarrow ? [] : new[] { Page.Number(column.Mean), column.Distinct.ToString("N0") },
                ColumnDescription.DescribeGrid(column.Grid),
                ColumnDescription.DescribeTransform(transform),
            ];
            if (hasRemarks)
            {
                cells.Add($"[yellow]{Markup.Escape(string.Join("; ", column.Remarks))}[/]");
            }

            table.AddRow([.. cells]);
        }

        return table;
    }
}
