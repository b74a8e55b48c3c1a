using Likeness.Cli.Commands;
using Likeness.Modalities;
using Likeness.Models;
using Likeness.Runs;

namespace Likeness.Cli.Options;

/// <summary>Completes <c>likeness train --data FILE</c>, which names no model, by the default model of the data.</summary>
internal static class ModelChoice
{
    private const string ModelOption = "--model";

    // Each of these makes the command one without a model.
    private static readonly string[] WithoutModel = ["--resume", "--help", "-h", "-?", "--version"];

    /// <summary>The command line with a model, and the model if it was chosen here.</summary>
    public static (string[] Args, string? Chosen) Complete(string[] args)
    {
        if (
            args.Length == 0
            || args[0] != TrainCommand.CommandName
            || (args.Length > 1 && !args[1].StartsWith('-'))
            || args.Any(word => WithoutModel.Contains(word.Split('=', ':')[0]) || word.StartsWith('@'))
        )
        {
            return (args, null);
        }

        int named = Array.FindIndex(args, word => word == ModelOption || word.StartsWith(ModelOption + "="));
        if (named >= 0)
        {
            bool isApart = args[named] == ModelOption;
            string name =
                !isApart ? args[named][(ModelOption.Length + 1)..]
                : named + 1 < args.Length ? args[named + 1]
                : throw new LikenessException("--model needs the name of a model ('likeness models' lists them)");
            return ([args[0], name, .. args[1..named], .. args[(named + (isApart ? 2 : 1))..]], null);
        }

        string model = DataOptionSet.SourceIn(args) is { } source
            ? source.Modality.DefaultModelFor(source)
            : ModalityRegistry.Default.DefaultModelFor(DataSource.Embedded(ModalityRegistry.Default.DefaultDataset!));
        return ([args[0], model, .. args[1..]], model);
    }

    /// <summary>A line that names the chosen model.</summary>
    public static string Describe(string model)
    {
        var entry = ModelRegistry.All.First(entry => entry.Name == model);
        return $"Model  {model}, the default for this data: {entry.Summary} (--model NAME takes another; 'likeness models' lists them)";
    }
}
