using System.CommandLine;
using System.CommandLine.Help;
using Likeness.Cli.Commands;
using Likeness.Cli.Commands.Images;
using Likeness.Cli.Screens;

namespace Likeness.Cli;

/// <summary>All commands, with the options that each of them understands.</summary>
internal static class CommandTree
{
    public const string Description =
        "learns the distribution of a dataset, draws new data, and says how alike the two are";

    private static readonly CommandEntry[] Entries =
    [
        new(TrainCommand.CommandName, TrainCommand.Purpose, args => new TrainCommand(args)),
        new(SampleCommand.CommandName, SampleCommand.Purpose, args => new SampleCommand(args)),
        new(EvaluateCommand.CommandName, EvaluateCommand.Purpose, _ => new EvaluateCommand()),
        new(ScoreCommand.CommandName, ScoreCommand.Purpose, _ => new ScoreCommand()),
        new(ImputeCommand.CommandName, ImputeCommand.Purpose, _ => new ImputeCommand(), "complete"),
        new(ReconstructCommand.CommandName, ReconstructCommand.Purpose, _ => new ReconstructCommand()),
        new(TranslateCommand.CommandName, TranslateCommand.Purpose, _ => new TranslateCommand()),
        new(EncodeCommand.CommandName, EncodeCommand.Purpose, _ => new EncodeCommand()),
        new(InterpolateCommand.CommandName, InterpolateCommand.Purpose, _ => new InterpolateCommand()),
        new(TraverseCommand.CommandName, TraverseCommand.Purpose, _ => new TraverseCommand()),
        new(CompareCommand.CommandName, CompareCommand.Purpose, _ => new CompareCommand()),
        new(ImportCommand.CommandName, ImportCommand.Purpose, _ => new ImportCommand()),
        new(VanillaVaeCommand.CommandName, VanillaVaeCommand.Purpose, _ => new VanillaVaeCommand()),
        new(ModelsCommand.CommandName, ModelsCommand.Purpose, _ => new ModelsCommand()),
        new(DatasetsCommand.CommandName, DatasetsCommand.Purpose, _ => new DatasetsCommand()),
    ];

    /// <summary>The tree for one command line.</summary>
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
                Description = "show help, of a command too",
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
                Description = "for scripts: one JSON document on standard output, all else on standard error",
                Recursive = true,
            }
        );
        root.Add(new Option<bool>("--debug") { Description = "show the stack trace of a fault", Recursive = true });
        root.SetAction(result => new HelpScreen().Invoke(result));
        return root;
    }
}
