using Likeness.Cli.Screens;
using Likeness.Data.Audio.Datasets;
using Likeness.Data.Datasets;
using Likeness.Data.Images.Datasets;
using Spectre.Console;

namespace Likeness.Cli.Commands;

/// <summary><c>likeness datasets</c>: what can be learned without a file.</summary>
internal sealed class DatasetsCommand : CommandBase
{
    /// <summary>Its name.</summary>
    public const string CommandName = "datasets";

    /// <summary>What it is for.</summary>
    public const string Purpose = "list the datasets that are known by name";

    public DatasetsCommand()
        : base(CommandName, Purpose)
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
                    rows.RowCount.ToString("N0"),
                    Markup.Escape(string.Join(", ", rows.Columns.Select(column => column.Name))),
                    Markup.Escape(dataset.Summary)
                );
            }

            Page.Write(table);
            Page.Write(Images());
            Page.Write(Clips());
            JsonAnswer.Write(
                new
                {
                    Tables = DatasetRegistry.All.Select(dataset =>
                    {
                        var rows = dataset.Load(seed: 0);
                        return new
                        {
                            dataset.Name,
                            rows.RowCount,
                            Columns = rows.Columns.Select(column => column.Name),
                            dataset.Summary,
                        };
                    }),
                    Images = ImageDatasetRegistry.All.Select(dataset => new
                    {
                        dataset.Name,
                        dataset.Counts.Train,
                        dataset.Counts.Validation,
                        dataset.Counts.Test,
                        Shape = dataset.Shape.ToString(),
                        dataset.Classes,
                        dataset.Summary,
                        Files = dataset.Files.Select(file => file.Name),
                    }),
                    Audio = AudioDatasetRegistry.All.Select(dataset => new { dataset.Name, dataset.Summary }),
                }
            );
            Page.Line(
                "[grey]likeness train <model> --dataset <name>[/] learns one; [grey]--data FILE[/] learns a table, a text or a sound of your own."
            );
        });
    }

    private static Spectre.Console.Table Clips()
    {
        var table = Page.Table("Sound", "What it is");
        foreach (var dataset in AudioDatasetRegistry.All)
        {
            table.AddRow($"[cyan]{dataset.Name}[/]", Markup.Escape(dataset.Summary));
        }

        return table;
    }

    private static Spectre.Console.Table Images()
    {
        var table = Page.Table("Images", "To learn", "To judge", "Size", "Classes", "What it is");
        foreach (var number in table.Columns.Skip(1).Take(4))
        {
            number.RightAligned();
        }

        foreach (var dataset in ImageDatasetRegistry.All)
        {
            table.AddRow(
                $"[cyan]{dataset.Name}[/]",
                dataset.Counts.Train.ToString("N0"),
                dataset.Counts.Test.ToString("N0"),
                dataset.Shape.ToString(),
                dataset.Classes.Count.ToString("N0"),
                Markup.Escape(dataset.Summary)
            );
        }

        return table;
    }
}
