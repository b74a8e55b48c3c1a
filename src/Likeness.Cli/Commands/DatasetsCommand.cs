using Likeness.Cli.Screens;
using Likeness.Modalities;
using Spectre.Console;

namespace Likeness.Cli.Commands;

/// <summary><c>likeness datasets</c>: what can be learned without a file.</summary>
internal sealed class DatasetsCommand : DocumentedCommand
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
                "[grey]likeness train <model> --dataset <name>[/] learns one; [grey]--data FILE[/] learns data of your own."
            );
        });
    }
}
