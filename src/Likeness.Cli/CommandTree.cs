using System.CommandLine;
using System.CommandLine.Help;
using Likeness.Cli.Commands;
using Likeness.Cli.Screens;
using Likeness.Modalities;

namespace Likeness.Cli;

/// <summary>All commands with their options.</summary>
internal static class CommandTree
{
    public const string Description =
        "learns the distribution of a dataset, samples new data, and evaluates how similar the two are";

    private static readonly CommandEntry[] Entries =
    [
        new(DescribeCommand.CommandName, DescribeCommand.Purpose, _ => new DescribeCommand()),
        new(TrainCommand.CommandName, TrainCommand.Purpose, args => new TrainCommand(args)),
        new(AdaptCommand.CommandName, AdaptCommand.Purpose, args => new AdaptCommand(args)),
        new(EvaluateCommand.CommandName, EvaluateCommand.Purpose, args => new EvaluateCommand(args)),
        .. TaskCommand.All.Select(task => new CommandEntry(
            task.Name,
            task.Purpose,
            args => new ModelTaskCommand(task, args),
            task.FormerName
        )),
        new(StyleCommand.CommandName, StyleCommand.Purpose, _ => new StyleCommand()),
        new(ReportCommand.CommandName, ReportCommand.Purpose, _ => new ReportCommand()),
        new(RunsCommand.CommandName, RunsCommand.Purpose, _ => new RunsCommand()),
        new(CompareCommand.CommandName, CompareCommand.Purpose, _ => new CompareCommand()),
        new(ImportCommand.CommandName, ImportCommand.Purpose, _ => new ImportCommand()),
        new(ExportCommand.CommandName, ExportCommand.Purpose, _ => new ExportCommand()),
        new(VanillaVaeCommand.CommandName, VanillaVaeCommand.Purpose, _ => new VanillaVaeCommand()),
        new(ModelsCommand.CommandName, ModelsCommand.Purpose, _ => new ModelsCommand()),
        new(DatasetsCommand.CommandName, DatasetsCommand.Purpose, _ => new DatasetsCommand()),
    ];

    /// <summary>Builds the tree for one command line.</summary>
    public static RootCommand Build(IReadOnlyList<string> args)
    {
        var root = new RootCommand(Description);
        foreach (CommandEntry entry in Entries)
        {
            root.Add(entry.For(args));
        }

        root.Options.Clear();
        root.Add(
            new HelpOption("--help", "-h", "-?")
            {
                Description = "show help for the program or a command",
                Recursive = true,
                Action = new HelpScreen(),
            }
        );
        root.Add(
            new Option<bool>("--version")
            {
                Description = "show the version",
                Recursive = true,
                Action = new VersionScreen(),
            }
        );
        root.Add(
            new Option<bool>(JsonAnswer.Option)
            {
                Description = "write one JSON document to standard output, and everything else to standard error",
                Recursive = true,
            }
        );
        root.Add(new Option<bool>("--debug") { Description = "show the stack trace of an error", Recursive = true });
        root.SetAction(result => new HelpScreen().Invoke(result));
        return root;
    }
}
