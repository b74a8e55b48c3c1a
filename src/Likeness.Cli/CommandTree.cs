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

    public static RootCommand Build(IReadOnlyList<string> args)
    {
        var root = new RootCommand(Description)
        {
            new TrainCommand(args),
            new SampleCommand(args),
            new EvaluateCommand(),
            new ScoreCommand(),
            new CompleteCommand(),
            new ReconstructCommand(),
            new TranslateCommand(),
            new EncodeCommand(),
            new InterpolateCommand(),
            new TraverseCommand(),
            new CompareCommand(),
            new ImportCommand(),
            new VanillaVaeCommand(args),
            new ModelsCommand(),
            new DatasetsCommand(),
        };
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
