using System.CommandLine;
using Likeness.Cli.Options;
using Likeness.Cli.Screens;
using Likeness.Modalities;
using Likeness.Modalities.Tables;
using Likeness.Runs;
using Likeness.Sampling;
using Spectre.Console;

namespace Likeness.Cli.Commands;

/// <summary><c>likeness datasets</c>: lists the datasets that need no file, or writes one of them to a file.</summary>
internal sealed class DatasetsCommand : DocumentedCommand
{
    /// <summary>The command's name.</summary>
    public const string CommandName = "datasets";

    /// <summary>The command's purpose.</summary>
    public const string Purpose = "list the built-in and published datasets";

    private readonly Argument<string?> name = new("name")
    {
        HelpName = "NAME",
        Description = "an embedded table to write to --out [default: list all]",
        Arity = ArgumentArity.ZeroOrOne,
    };

    private readonly Option<string?> output = Flag.Text("--out", "a file for the rows, such as orders.csv", "FILE");

    private readonly Option<int?> rows = Flag.Maybe<int>(
        "-n",
        "number of rows [default: 5000]",
        count => count > 0 ? null : "is out of range (give 1 or more)"
    );

    public DatasetsCommand()
        : base(CommandName, Purpose)
    {
        Add(name);
        AddGroup("Settings", output, rows);
        AddExample("likeness datasets", "list all");
        AddExample("likeness datasets orders --out orders.csv", "a mixed table to try the program on");
        SetAction(result =>
        {
            if (result.GetValue(name) is { } one)
            {
                Write(one, result.GetValue(output), result.GetValue(rows));
            }
            else
            {
                List();
            }
        });
    }

    private static void Write(string name, string? path, int? rows)
    {
        _ = ModalityRegistry.OfDataset(name); // refuses an unknown name
        if (path is null)
        {
            throw new LikenessException($"'likeness datasets {name}' needs --out with a file for the rows");
        }

        SampleFile.Check(path);
        var table = (DataSource.Embedded(name) with { DatasetRows = rows }).LoadTable().Table;
        SampleFile.Write(path, table);
        Page.Line($"{table.RowCount:N0} rows of {name} written to {Markup.Escape(path)}");
        JsonAnswer.Write(new { File = path, Rows = table.RowCount });
    }

    private static void List()
    {
        var modalities = ModalityRegistry.All.Where(one => one.Datasets.Count > 0).Reverse().ToList();
        foreach (var modality in modalities)
        {
            string plural = char.ToUpperInvariant(modality.Plural[0]) + modality.Plural[1..];
            var table = Page.Table(plural, "Size", "Content");
            foreach (var dataset in modality.Datasets)
            {
                table.AddRow($"[cyan]{dataset.Name}[/]", Markup.Escape(dataset.Size), Markup.Escape(dataset.Summary));
            }

            Page.Write(table);
        }

        JsonAnswer.Write(modalities.ToDictionary(one => one.Name, one => one.Datasets, StringComparer.Ordinal));
        Page.Line(
            "[grey]likeness train <model> --dataset <name>[/] trains on one; [grey]--data FILE[/] trains on your own data."
        );
    }
}
