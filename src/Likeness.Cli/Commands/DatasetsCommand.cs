using Likeness.Cli.Screens;
using Likeness.Modalities;
using Spectre.Console;

namespace Likeness.Cli.Commands;

/// <summary><c>likeness datasets</c>: lists the datasets that need no file.</summary>
internal sealed class DatasetsCommand : DocumentedCommand
{
    /// <summary>The command's name.</summary>
    public const string CommandName = "datasets";

    /// <summary>The command's purpose.</summary>
    public const string Purpose = "list the built-in and published datasets";

    public DatasetsCommand()
        : base(CommandName, Purpose)
    {
        SetAction(_ =>
        {
            var modalities = ModalityRegistry.All.Where(one => one.Datasets.Count > 0).Reverse().ToList();
            foreach (var modality in modalities)
            {
                string plural = char.ToUpperInvariant(modality.Plural[0]) + modality.Plural[1..];
                var table = Page.Table(plural, "Size", "Content");
                foreach (var dataset in modality.Datasets)
                {
                    table.AddRow(
                        $"[cyan]{dataset.Name}[/]",
                        Markup.Escape(dataset.Size),
                        Markup.Escape(dataset.Summary)
                    );
                }

                Page.Write(table);
            }

            JsonAnswer.Write(modalities.ToDictionary(one => one.Name, one => one.Datasets, StringComparer.Ordinal));
            Page.Line(
                "[grey]likeness train <model> --dataset <name>[/] trains on one; [grey]--data FILE[/] trains on your own data."
            );
        });
    }
}
