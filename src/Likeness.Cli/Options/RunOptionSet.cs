using System.CommandLine;
using Likeness.Models;
using Likeness.Runs;

namespace Likeness.Cli.Options;

/// <summary>The options of a training run that do not depend on the model.</summary>
internal sealed class RunOptionSet
{
    private readonly Option<double> holdout = Flag.Create(
        "--holdout",
        "share of the rows kept out of training and judged on; 0 trains on everything",
        0.2,
        fraction => fraction is >= 0 and < 1 ? null : "is out of range (give 0 up to, but not including, 1)"
    );

    private readonly Option<ulong> seed = Flag.Create("--seed", "makes the run repeatable: same seed, same bytes", 0UL);

    private readonly Option<string?> output = Flag.Text(
        "--out",
        "a new or empty folder for the run [default: runs/<model>-<data>-<n>]",
        "FOLDER"
    );

    private readonly Option<int> sampleEvery = Flag.Create(
        "--sample-every",
        "epochs from one picture of samples in the run's folder to the next; 0 draws none",
        new RunSettings { Model = "" }.SampleEvery,
        epochs => epochs >= 0 ? null : "is out of range (give 0 or more)"
    );

    private readonly Option<int> sampleCount = Flag.Create(
        "--num-samples",
        "how many images stand in such a picture",
        new RunSettings { Model = "" }.SampleCount,
        count => count is >= 1 and <= 4096 ? null : "is out of range (give 1 to 4096)"
    );

    /// <summary>Makes the options.</summary>
    public RunOptionSet()
    {
        sampleEvery.Aliases.Add("--sample_and_save_frequency");
        sampleCount.Aliases.Add("--num_samples");
    }

    public DataOptionSet Data { get; } = new();

    /// <summary>What is only asked of images.</summary>
    public IReadOnlyList<Option> Pictures => [sampleEvery, sampleCount];

    /// <summary>The time to train for; an option of those commands only that train.</summary>
    public Option<TimeSpan?> Budget { get; } = MakeBudget("train for so long");

    /// <summary>A time to train for.</summary>
    /// <param name="what">What it means, in the beginning of a sentence.</param>
    public static Option<TimeSpan?> MakeBudget(string what) =>
        Flag.Maybe<TimeSpan>(
            "--budget",
            $"{what}, such as 90s or 5m: the epochs that fit are measured first, and kept in run.json",
            time => time > TimeSpan.Zero ? null : "is no time at all (give more)"
        );

    public Option<int> Threads { get; } = MakeThreads();

    /// <summary>The option that every computing command has.</summary>
    public static Option<int> MakeThreads() =>
        Flag.Create(
            "--threads",
            "threads to compute with; 0 takes every core, and the results are the same",
            0,
            count => count is >= 0 and <= 1024 ? null : "is out of range (give 0 to 1024)"
        );

    public IReadOnlyList<Option> All => [.. Data.All, holdout, seed, output, Threads];

    /// <summary>The settings that a command line asks for.</summary>
    /// <exception cref="LikenessException">Options contradict each other.</exception>
    public RunSettings Read(ParseResult result, string model, ModelOptions? options) =>
        new()
        {
            Model = model,
            Options = options,
            Data = Data.Read(result, model),
            Holdout = result.GetValue(holdout),
            Seed = result.GetValue(seed),
            OutputFolder = result.GetValue(output),
            Threads = result.GetValue(Threads),
            CommandLine = TypedCommand.Text,
            SampleEvery = result.GetResult(sampleEvery) is null ? 0 : result.GetValue(sampleEvery),
            SampleCount = result.GetResult(sampleCount) is null ? 1 : result.GetValue(sampleCount),
            Budget = result.GetResult(Budget) is null ? null : result.GetValue(Budget),
        };
}
