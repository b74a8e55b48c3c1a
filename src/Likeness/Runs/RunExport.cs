using Likeness.Models.ReferenceWeights;

namespace Likeness.Runs;

/// <summary>Writes the weights of a run as a reference implementation reads them.</summary>
public static class RunExport
{
    /// <summary>
    /// Writes the weights under the reference's names and layouts: a state dict that <c>torch.load</c> reads, or for GPT-2 a folder that Hugging Face's
    /// transformers read (model.safetensors, config.json and a tokenizer).
    /// </summary>
    /// <param name="model">A run of a model that <see cref="RunImport"/> imports.</param>
    /// <param name="path">The file, or for GPT-2 a new or empty folder.</param>
    /// <returns>The written files.</returns>
    /// <exception cref="LikenessException">The model has no reference, the reference would compute something else, or the files cannot be written.</exception>
    public static IReadOnlyList<string> ToFile(TrainedModel model, string path)
    {
        var layout =
            model.Options.ReferenceLayout
            ?? throw new LikenessException(
                $"{model.Folder.FullPath}: no reference implementation is known that reads weights of this {model.Record.Model} (export a run of {ReferenceLayouts.Names})"
            );
        if (layout.DifferenceOf(model.Options) is { } difference)
        {
            throw new LikenessException(
                $"{model.Folder.FullPath}: {layout.Reference} would compute something else with these weights: {difference}"
            );
        }

        var tensors = WeightCopy.ToTensors(model.Model, model.Options, layout);
        return layout.Write(path, tensors, model.Options, model.Record.Transform);
    }

    /// <summary>What <see cref="ToFile"/> leaves out because the reference has no place for it, such as n-grams: a sentence; null for nothing.</summary>
    /// <param name="model">The run.</param>
    public static string? LeftOut(TrainedModel model) => model.Options.ReferenceLayout?.LeftOut(model.Options);
}
