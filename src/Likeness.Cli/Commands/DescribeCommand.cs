using System.CommandLine;
using Likeness.Cli.Options;
using Likeness.Cli.Screens;
using Likeness.Data;
using Likeness.Data.Schemas;
using Likeness.Modalities;
using Likeness.Modalities.Tables;
using Likeness.Runs;

namespace Likeness.Cli.Commands;

/// <summary><c>likeness describe FILE</c>: the kinds of a table's columns, as they are detected; of other data, its files.</summary>
internal sealed class DescribeCommand : DocumentedCommand
{
    /// <summary>The command's name.</summary>
    public const string CommandName = "describe";

    /// <summary>The command's purpose.</summary>
    public const string Purpose = "show what data holds: the columns of a table, or the files of images, audio or text";

    private readonly Argument<string[]> files = new("file")
    {
        HelpName = "FILE…",
        Description = "any files or folder that 'likeness train' reads",
        Arity = ArgumentArity.OneOrMore,
    };

    private readonly Option<string[]> missing = DataOptionSet.MakeMissing();
    private readonly Option<string?> schema = DataOptionSet.MakeSchema();
    private readonly Option<string?> query = DataOptionSet.MakeQuery();
    private readonly Option<string?> background = DataOptionSet.MakeBackground();
    private readonly Option<string?> output = Flag.Text(
        "--out",
        "a JSON file for the schema of a table, to edit and give back by --schema",
        "FILE"
    );

    public DescribeCommand()
        : base(CommandName, Purpose)
    {
        Add(files);
        AddGroup("Settings", missing, schema, query, background, output);
        AddExample("likeness describe customers.csv", "the columns as they are read");
        AddExample("likeness describe photos", "number, sizes and classes of the images in a folder");
        AddExample("likeness describe customers.csv --out schema.json", "the same as a file, for --schema");
        SetAction(Describe);
    }

    private void Describe(ParseResult result)
    {
        string? path = result.GetValue(output);
        if (path is not null)
        {
            AtomicFile.Check(path);
        }

        var source = DataSource.FromFiles(result.GetValue(files) ?? []) with
        {
            Missing = result.GetValue(missing) ?? [],
            Schema = result.GetValue(schema),
            Query = result.GetValue(query),
            Background = result.GetValue(background),
        };
        var modality = source.Modality;
        DataOptionSet.Require(source, source.Missing.Count > 0, missing, nameof(DataSource.Missing));
        DataOptionSet.Require(source, source.Schema is not null, schema, nameof(DataSource.Schema));
        DataOptionSet.Require(source, source.Query is not null, query, nameof(DataSource.Query));
        DataOptionSet.Require(source, source.Background is not null, background, nameof(DataSource.Background));
        if (modality != ModalityRegistry.Default && path is not null)
        {
            throw new LikenessException(
                $"--out writes the schema of a table, and {source.Files[0]} holds {modality.Plural} (leave --out out)"
            );
        }

        if (modality.Describe(source) is { } found)
        {
            Show(source, found);
            return;
        }

        var loaded = source.LoadTable();
        var description = KindDescription.Create(loaded);
        Page.Line($"[bold]{Spectre.Console.Markup.Escape(source.ShortName)}[/]");
        SummaryScreen.Show(description, int.MaxValue);
        var written = TableSchema.From(loaded.Table) with { Rules = source.FindRules(loaded.Table) };
        foreach (string rule in source.DescribeRules(loaded.Table))
        {
            Page.Line($"[bold]rule[/]  {Spectre.Console.Markup.Escape(rule)}");
        }

        foreach (string subjects in source.FindSubjects(loaded.Table))
        {
            Page.Line($"[bold]key[/]   {Spectre.Console.Markup.Escape(subjects)}");
        }

        foreach (string series in source.FindSeries(loaded.Table))
        {
            Page.Line($"[bold]series[/] {Spectre.Console.Markup.Escape(series)}");
        }

        JsonAnswer.Write(written.Columns);
        if (path is not null)
        {
            written.Write(path);
            Page.Line($"[bold]Schema[/]  {Spectre.Console.Markup.Escape(path)}");
        }
    }

    // Images, audio and text have files instead of columns.
    private static void Show(DataSource source, DataDescription found)
    {
        Page.Line($"[bold]{Spectre.Console.Markup.Escape(source.ShortName)}[/]");
        SummaryScreen.Show(found, int.MaxValue);
        var recipe = Recipe.For(source);
        string line = RecipeLine.Describe(recipe, source, Recipe.DefaultBudget, isDefault: true);
        Page.Line(Spectre.Console.Markup.Escape(line));
        JsonAnswer.Write(
            new
            {
                Kind = source.Modality.Name,
                Files = found.Table?.Rows.Select(row =>
                    found
                        .Table.Headings.Zip(row)
                        .ToDictionary(cell => cell.First.TrimStart('#'), cell => cell.Second, StringComparer.Ordinal)
                ),
                found.Lines,
                found.Remarks,
                recipe.Model,
                recipe.Reason,
            }
        );
    }
}
