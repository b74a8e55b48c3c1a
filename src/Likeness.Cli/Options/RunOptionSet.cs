using System.CommandLine;
using Likeness.Data;
using Likeness.Models;
using Likeness.Runs;

namespace Likeness.Cli.Options;

/// <summary>The options of a training run that do not depend on the model.</summary>
internal sealed class RunOptionSet
{
    private readonly Option<double?> holdout = MakeHoldout();
    private readonly Option<double?> validation = MakeValidation();

    private readonly Option<ulong> seed = Flag.Create("--seed", "random seed; the same seed gives the same bytes", 0UL);

    private readonly Option<string?> output = Flag.Text(
        "--out",
        "a new or empty folder for the run [default: runs/<model>-<data>-<n>]",
        "FOLDER"
    );

    private readonly Option<int> sampleEvery = Flag.Create(
        "--sample-every",
        "epochs between sample images in the run's folder; 0 for none",
        new RunSettings { Model = "" }.SampleEvery,
        epochs => epochs >= 0 ? null : "is out of range (give 0 or more)"
    );

    private readonly Option<int> sampleCount = Flag.Create(
        "--num-samples",
        "number of samples in each sample image",
        new RunSettings { Model = "" }.SampleCount,
        count => count is >= 1 and <= 4096 ? null : "is out of range (give 1 to 4096)"
    );

    /// <summary>Makes the options.</summary>
    /// <param name="defaultDataset">The dataset if the command line names no data; null for the embedded one of each kind of data.</param>
    public RunOptionSet(string? defaultDataset = null)
    {
        Data = new DataOptionSet(defaultDataset: defaultDataset);
        sampleEvery.Aliases.Add("--sample_and_save_frequency");
        sampleCount.Aliases.Add("--num_samples");
    }

    public DataOptionSet Data { get; }

    /// <summary>Options for images only.</summary>
    public IReadOnlyList<Option> Pictures => [sampleEvery, sampleCount];

    /// <summary>The time of the command; only commands that train have this option.</summary>
    public Option<TimeSpan?> Budget { get; } = MakeBudget("time of the whole command");

    /// <summary>The fraction of test examples.</summary>
    public static Option<double?> MakeHoldout() =>
        Fraction(
            "--holdout",
            "fraction of test examples, unless the data has a test part; 0 for none",
            SplitSettings.DefaultTest
        );

    /// <summary>The fraction of validation examples.</summary>
    public static Option<double?> MakeValidation() =>
        Fraction(
            "--validation",
            "fraction of validation examples (for best epoch and early stopping), unless the data has a validation part; 0 for none",
            SplitSettings.DefaultValidation
        );

    /// <summary>A training time.</summary>
    /// <param name="what">The beginning of the description.</param>
    public static Option<TimeSpan?> MakeBudget(string what) =>
        Flag.Maybe<TimeSpan>(
            "--budget",
            $"{what}, such as 90s or 5m, from its start to the report; the training steps that fit are recorded in run.json",
            time => time > TimeSpan.Zero ? null : "is not a positive duration (give more)"
        );

    public Option<int> Threads { get; } = MakeThreads();

    /// <summary>The option that every computing command has.</summary>
    public static Option<int> MakeThreads() =>
        Flag.Create(
            "--threads",
            "number of threads; 0 uses every core; results do not depend on it",
            0,
            count => count is >= 0 and <= 1024 ? null : "is out of range (give 0 to 1024)"
        );

    public IReadOnlyList<Option> All => [.. Data.All, holdout, validation, seed, output, Threads];

    private static Option<double?> Fraction(string name, string description, double otherwise) =>
        Flag.Maybe<double>(
            name,
            $"{description} [default: {OptionValue.Show(otherwise)}; of long texts less]",
            fraction => fraction is >= 0 and < 1 ? null : "is out of range (give 0 up to, but not including, 1)"
        );

    /// <summary>The settings that a command line describes.</summary>
    /// <exception cref="LikenessException">Options contradict each other.</exception>
    public RunSettings Read(ParseResult result, string? model, ModelOptions? options) =>
        new()
        {
            Model = model,
            Options = options,
            Data = Data.Read(result, model),
            Holdout = result.GetValue(holdout),
            Validation = result.GetValue(validation),
            Seed = result.GetValue(seed),
            OutputFolder = result.GetValue(output),
            Threads = result.GetValue(Threads),
            CommandLine = TypedCommand.Text,
            SampleEvery = result.GetResult(sampleEvery) is null ? 0 : result.GetValue(sampleEvery),
            SampleCount = result.GetResult(sampleCount) is null ? 1 : result.GetValue(sampleCount),
            Budget = result.GetResult(Budget) is null ? null : TrainSession.Budget(result.GetValue(Budget)),
        };
}
