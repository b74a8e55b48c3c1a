using System.CommandLine;
using Likeness.Cli.Options;
using Likeness.Cli.Screens;
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

    public DescribeCommand()
        : base(CommandName, Purpose)
    {
        Add(files);
        AddGroup("Settings", missing);
        AddExample("likeness describe customers.csv", "the columns as they are read");
        SetAction(result =>
        {
            var source = DataSource.FromFiles(result.GetValue(files) ?? []) with
            {
                Missing = result.GetValue(missing) ?? [],
            };
            var description = KindDescription.Create(source.LoadTable());
            Page.Line($"[bold]{Spectre.Console.Markup.Escape(source.ShortName)}[/]");
            SummaryScreen.Show(description);
            JsonAnswer.Write(new { description.Table!.Headings, description.Table.Rows });
        });
    }
}
