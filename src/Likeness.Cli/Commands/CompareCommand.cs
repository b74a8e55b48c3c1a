using System.CommandLine;
using Likeness.Cli.Options;
using Likeness.Cli.Screens;
using Likeness.Modalities;
using Likeness.Modalities.Tables.Comparisons;
using Likeness.Runs;

namespace Likeness.Cli.Commands;

/// <summary><c>likeness compare --models all</c>: compares several models on the same splits in one table.</summary>
internal sealed class CompareCommand : DocumentedCommand
{
    /// <summary>The command's name.</summary>
    public const string CommandName = "compare";

    /// <summary>The command's purpose.</summary>
    public const string Purpose = "train several models of tables on the same splits, and rank them";

    private const string All = "all";

    private readonly Option<string[]> models = new("--models")
    {
        Description =
            "the models to compare: all, names, or both, with commas between; NAME:PRESET for one of its presets",
        HelpName = "NAMES",
        AllowMultipleArgumentsPerToken = true,
        Arity = ArgumentArity.OneOrMore,
        DefaultValueFactory = _ => [All],
    };

    private readonly DataOptionSet data = new(only: ModalityRegistry.Default);

    private readonly Option<double> holdout = Flag.Create(
        "--holdout",
        "fraction of the rows held out for the evaluation",
        0.2,
        fraction => fraction is > 0 and < 1 ? null : "is out of range (give a number between 0 and 1, both excluded)"
    );

    private readonly Option<int> seeds = Flag.Create(
        "--seeds",
        "number of seeds; each gives a new split, and intervals are computed over seeds",
        3,
        count => count is >= 1 and <= 1000 ? null : "is out of range (give 1 to 1000)"
    );

    private readonly Option<ulong> seed = Flag.Create("--seed", "the first seed", 0UL);

    private readonly Option<string?> output = Flag.Text(
        "--out",
        "the folder of the comparison; finished runs in it are reused [default: runs/compare-<data>]",
        "FOLDER"
    );

    private readonly Option<TimeSpan?> budget = Flag.Maybe<TimeSpan>(
        "--budget",
        "training time per model, such as 90s or 5m, instead of its number of epochs",
        time => time > TimeSpan.Zero ? null : "is not a positive duration (give more)"
    );

    private readonly Option<string[]> documents = new("--write")
    {
        Description = "Markdown documents to update: the table replaces its earlier version, or is appended",
        HelpName = "FILES",
        AllowMultipleArgumentsPerToken = true,
    };

    private readonly Option<int> threads = RunOptionSet.MakeThreads();

    public CompareCommand()
        : base(CommandName, Purpose)
    {
        AddGroup("What", [models, .. data.All, holdout]);
        AddGroup("How", seeds, seed, budget, threads);
        AddGroup("Output", output, documents);
        AddExample("likeness compare --models all --seeds 1", "every model once, on the embedded dataset pi");
        AddExample(
            "likeness compare --models gmm,realnvp,vae --data points.csv --out runs/mine",
            "three models on your own table; the same command resumes an interrupted comparison"
        );
        SetAction(
            (result, cancellationToken) => Task.Run(() => Compare(result, cancellationToken), CancellationToken.None)
        );
    }

    private int Compare(ParseResult result, CancellationToken cancellationToken)
    {
        var source = data.Read(result) ?? DataSource.Embedded(RunSettings.DatasetOf(null));
        var settings = new ComparisonSettings
        {
            Models = Names(result.GetValue(models) ?? []),
            Data = source,
            Holdout = result.GetValue(holdout),
            Seed = result.GetValue(seed),
            Seeds = result.GetValue(seeds),
            Folder = result.GetValue(output) ?? Path.Combine("runs", $"compare-{source.ShortName}"),
            Threads = result.GetValue(threads),
            Budget = result.GetResult(budget) is null ? null : result.GetValue(budget),
            CommandLine = TypedCommand.Text,
        };
        try
        {
            var report = ComparisonScreen.Watch(progress => ModelComparison.Run(settings, progress, cancellationToken));
            ComparisonScreen.Show(report, settings.Folder);
            foreach (string path in result.GetValue(documents) ?? [])
            {
                ComparisonFiles.WriteInto(path, report, settings.Folder);
                Page.Line($"[bold]Updated[/]  {Markup.Escape(path)}");
            }

            JsonAnswer.WriteText(ComparisonFiles.Serialize(report));
            return ExitCode.Success;
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            Page.Line(
                $"\nStopped; what is done is kept in {Markup.Escape(settings.Folder)}. The same command goes on from there."
            );
            return ExitCode.Interrupted;
        }
    }

    private static IReadOnlyList<string> Names(string[] words)
    {
        string[] names = [.. words.SelectMany(word => word.Split(',', StringSplitOptions.RemoveEmptyEntries))];
        return [.. names.SelectMany(name => name == All ? ComparisonSettings.AllModels : [name])];
    }
}
