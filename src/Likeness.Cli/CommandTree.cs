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
        new(TrainCommand.Word, TrainCommand.Purpose, args => new TrainCommand(args)),
        new(SampleCommand.Word, SampleCommand.Purpose, args => new SampleCommand(args)),
        new(EvaluateCommand.Word, EvaluateCommand.Purpose, _ => new EvaluateCommand()),
        new(ScoreCommand.Word, ScoreCommand.Purpose, _ => new ScoreCommand()),
        new(CompleteCommand.Word, CompleteCommand.Purpose, _ => new CompleteCommand()),
        new(ReconstructCommand.Word, ReconstructCommand.Purpose, _ => new ReconstructCommand()),
        new(TranslateCommand.Word, TranslateCommand.Purpose, _ => new TranslateCommand()),
        new(EncodeCommand.Word, EncodeCommand.Purpose, _ => new EncodeCommand()),
        new(InterpolateCommand.Word, InterpolateCommand.Purpose, _ => new InterpolateCommand()),
        new(TraverseCommand.Word, TraverseCommand.Purpose, _ => new TraverseCommand()),
        new(CompareCommand.Word, CompareCommand.Purpose, _ => new CompareCommand()),
        new(ImportCommand.Word, ImportCommand.Purpose, _ => new ImportCommand()),
        new(VanillaVaeCommand.Word, VanillaVaeCommand.Purpose, _ => new VanillaVaeCommand()),
        new(ModelsCommand.Word, ModelsCommand.Purpose, _ => new ModelsCommand()),
        new(DatasetsCommand.Word, DatasetsCommand.Purpose, _ => new DatasetsCommand()),
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
