using Likeness.Cli.Screens;
using Likeness.Data.Datasets;
using Spectre.Console;

namespace Likeness.Cli.Commands;

/// <summary><c>likeness datasets</c>: what can be learned without a file.</summary>
internal sealed class DatasetsCommand : Verb
{
    public DatasetsCommand()
        : base("datasets", "list the embedded datasets")
    {
        SetAction(_ =>
        {
            var table = Page.Table("Dataset", "Rows", "Columns", "What it is");
            table.Columns[1].RightAligned();
            foreach (var dataset in DatasetRegistry.All)
            {
                var rows = dataset.Load(seed: 0);
                table.AddRow(
                    $"[cyan]{dataset.Name}[/]",
                    rows.Rows.ToString("N0"),
                    Markup.Escape(string.Join(", ", rows.Columns.Select(column => column.Name))),
                    Markup.Escape(dataset.Summary)
                );
            }

            Page.Write(table);
            JsonAnswer.Write(
                DatasetRegistry.All.Select(dataset =>
                {
                    var rows = dataset.Load(seed: 0);
                    return new
                    {
                        dataset.Name,
                        rows.Rows,
                        Columns = rows.Columns.Select(column => column.Name),
                        dataset.Summary,
                    };
                })
            );
            Page.Line(
                "[grey]likeness train <model> --dataset <name>[/] learns one; [grey]--data FILE[/] learns a table of your own."
            );
        });
    }
}
