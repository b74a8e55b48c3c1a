using System.CommandLine;
using Likeness.Models;
using Likeness.Runs;

namespace Likeness.Cli.Options;

/// <summary>The options that say how the model of the run on the command line draws, such as its temperature; none where no run is named.</summary>
internal sealed class SamplingOptionSet
{
    private readonly ModelOptionSet? set;

    /// <summary>Looks for the first word of the line that is the folder of a run.</summary>
    public SamplingOptionSet(IReadOnlyList<string> args, string command)
    {
        string? folder =
            args is [var first, ..] && first == command
                ? args.Skip(1).FirstOrDefault(word => File.Exists(Path.Combine(word, "run.json")))
                : null;
        if (folder is null)
        {
            return;
        }

        try
        {
            var (model, options) = Run.Describe(folder);
            set = new ModelOptionSet(model, options);
        }
        catch (LikenessException)
        {
            // The command itself says so when it opens the run, and not where only its help is asked for.
        }
    }

    public IReadOnlyList<Option> All => set?.Sampling ?? [];

    /// <summary>What <see cref="Run.Open"/> takes.</summary>
    public Func<ModelOptions, ModelOptions>? Read(ParseResult result) =>
        set is null ? null : trained => set.ReadSampling(trained, result);
}
