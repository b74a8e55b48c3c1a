using System.CommandLine;
using Likeness.Modalities;
using Likeness.Models;
using Likeness.Runs;

namespace Likeness.Cli.Options;

/// <summary>The sampling options of the run that a command line names, such as the temperature; none if it names no run.</summary>
internal sealed class SamplingOptionSet
{
    private readonly ModelOptionSet? set;
    private readonly ModelUses uses;

    /// <summary>Looks for the first argument that is the folder of a run.</summary>
    /// <param name="args">The command line.</param>
    /// <param name="uses">From the kind of examples of a run to what the command has its model compute.</param>
    /// <param name="names">The names of the command.</param>
    public SamplingOptionSet(IReadOnlyList<string> args, Func<Modality, ModelUses> uses, params string?[] names)
    {
        string? folder =
            args is [var first, ..] && names.Contains(first)
                ? args.Skip(1).FirstOrDefault(word => File.Exists(Path.Combine(word, "run.json")))
                : null;
        if (folder is null)
        {
            return;
        }

        try
        {
            var (model, options) = TrainedModel.Describe(folder);
            set = new ModelOptionSet(model, options);
            this.uses = uses(ModalityRegistry.FromExamples(model.Learns));
        }
        catch (LikenessException)
        {
            // The command reports the error when it opens the run; the help needs no run.
        }
    }

    public IReadOnlyList<Option> All => set?.Sampling(uses) ?? [];

    /// <summary>The function that <see cref="TrainedModel.Open"/> takes.</summary>
    public Func<ModelOptions, ModelOptions>? Read(ParseResult result) =>
        set is null ? null : trained => set.ReadSampling(trained, uses, result);
}
