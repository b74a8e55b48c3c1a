using System.CommandLine;
using Likeness.Cli.Options;
using Likeness.Cli.Screens;
using Likeness.Data;
using Likeness.Data.Schemas;
using Likeness.Modalities.Tables;
using Likeness.Runs;

namespace Likeness.Cli.Commands;

/// <summary><c>likeness describe FILE</c>: the kinds of a table's columns, as they are detected.</summary>
internal sealed class DescribeCommand : DocumentedCommand
{
    /// <summary>The command's name.</summary>
    public const string CommandName = "describe";

    /// <summary>The command's purpose.</summary>
    public const string Purpose = "show the columns of a table: their kinds, missing values, ranges and levels";

    private readonly Argument<string[]> files = new("file")
    {
        HelpName = "FILE…",
        Description = "a table; any files that 'likeness train' reads",
        Arity = ArgumentArity.OneOrMore,
    };

    private readonly Option<string[]> missing = DataOptionSet.MakeMissing();
    private readonly Option<string?> schema = DataOptionSet.MakeSchema();
    private readonly Option<string?> query = DataOptionSet.MakeQuery();
    private readonly Option<string?> output = Flag.Text(
        "--out",
        "a JSON file for the schema, to edit and give back by --schema",
        "FILE"
    );

    public DescribeCommand()
        : base(CommandName, Purpose)
    {
        Add(files);
        AddGroup("Settings", missing, schema, query, output);
        AddExample("likeness describe customers.csv", "the columns as they are read");
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
        };
        var loaded = source.LoadTable();
        var description = KindDescription.Create(loaded);
        Page.Line($"[bold]{Spectre.Console.Markup.Escape(source.ShortName)}[/]");
        SummaryScreen.Show(description, int.MaxValue);
        var written = TableSchema.From(loaded.Table) with { Rules = source.FindRules(loaded.Table) };
        foreach (string rule in written.Rules)
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
}
