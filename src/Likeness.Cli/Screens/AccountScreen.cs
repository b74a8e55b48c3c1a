using Likeness.Data;
using Likeness.Data.Transforms;
using Likeness.Runs;
using Spectre.Console;

namespace Likeness.Cli.Screens;

/// <summary>What a run is about to do: its data column by column, its model, its folder.</summary>
internal static class AccountScreen
{
    private const int MostColumns = 40;

    public static void Show(RunAccount account)
    {
        string split =
            account.HeldOutRows == 0
                ? "all to train on"
                : $"{account.TrainRows:N0} to train on, {account.HeldOutRows:N0} held out";
        Page.Line(
            $"[bold]{Markup.Escape(account.Model)} on {Markup.Escape(account.Source.ShortName)}[/]  {account.Parameters:N0} parameters, {account.Rows:N0} {account.Sequence?.Unit ?? (account.Images is null ? "rows" : "images")} ({split})"
        );
        if (account is { Data: { } data, Transform: { } transform })
        {
            Page.Write(Columns(data, transform));
            if (data.Columns.Count > MostColumns)
            {
                Page.Line($"  [grey]… and {data.Columns.Count - MostColumns} more columns[/]");
            }
        }

        if (account.Images is { } images)
        {
            ImageAccountScreen.Show(images);
        }

        foreach (string fact in account.Sequence?.Facts ?? [])
        {
            Page.Line($"  {Markup.Escape(fact)}");
        }

        foreach (string remark in account.Data?.Remarks ?? account.Images?.Remarks ?? account.Sequence?.Remarks ?? [])
        {
            Page.Line($"[yellow]{Markup.Escape(remark)}[/]");
        }

        if (account.DroppedRows > 0)
        {
            Page.Line($"[yellow]{account.DroppedRows:N0} rows with a missing value are left out[/]");
        }

        if (account.ResumedAfter > 0)
        {
            Page.Line($"Going on after epoch {account.ResumedAfter}.");
        }

        if (account.Expected is { } expected)
        {
            int epochs = account.Epochs - account.ResumedAfter;
            Page.Line(
                $"[bold]{ProgressText.About(expected)}[/]: {Count(epochs, "epoch")} of {Count(account.StepsPerEpoch, "step")}"
            );
        }
    }

    private static string Count(int number, string what) => $"{number:N0} {what}{(number == 1 ? "" : "s")}";

    private static Spectre.Console.Table Columns(DataAccount data, DataTransform transforms)
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

        foreach (var (column, transform) in data.Columns.Zip(transforms.Columns).Take(MostColumns))
        {
            List<string> cells =
            [
                $"[cyan]{Markup.Escape(column.Name)}[/]",
                Page.Number(column.Minimum),
                Page.Number(column.Maximum),
                .. Page.IsNarrow ? [] : new[] { Page.Number(column.Mean), column.Distinct.ToString("N0") },
                ColumnWords.OfGrid(column.Grid),
                ColumnWords.OfTransform(transform),
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
