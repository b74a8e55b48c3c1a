using Likeness.Compute.Graph;
using Likeness.Interop;
using Likeness.Modalities;
using Likeness.Models;
using Likeness.Training;

namespace Likeness.Runs;

/// <summary>Creates a run from weights that PyTorch trained.</summary>
public static class RunImport
{
    /// <summary>Copies the tensors of a state dict, under their own names, into a model; sizes and preset are inferred from them.</summary>
    /// <param name="file">A file of <c>torch.save</c>; its code is never executed.</param>
    /// <param name="settings">Model, data, folder; options and threads are ignored.</param>
    /// <returns>The run, opened.</returns>
    /// <exception cref="LikenessException">
    /// The file is unreadable or contains more than tensors, its tensors are not those of the model, or the data or folder is unusable.
    /// </exception>
    public static TrainedModel FromPth(string file, RunSettings settings)
    {
        var modality = settings.Source.Modality;
        var entry = modality.FindModel(settings.Model ?? Recipe.For(settings.Source).Model);
        var tensors = PthFile.Read(file);
        var options = Fitted(file, entry, tensors);
        var data = TrainedModel.Prepare(modality, settings, options, progress: null);
        using var state = new TrainingState(entry, options, data.Space, seed: null);
        Fill(file, state.Model, options, tensors);
        state.Averaged?.Parameters.CopyFrom(state.Model.Parameters);
        var folder = RunFolder.Create(settings.OutputFolder, $"{entry.Name}-{settings.Source.ShortName}", out var hold);
        try
        {
            Checkpoint.Write(folder.CheckpointFile, state, entry.Name);
            RunJson.Write(
                folder.RunFile,
                TrainedModel.Describe(settings, modality, entry, options, data) with
                {
                    State = RunState.Imported,
                }
            );
        }
        finally
        {
            hold.Dispose();
            folder.DiscardIfEmpty();
        }

        return TrainedModel.Open(folder.FullPath, threads: settings.Threads);
    }

    private static ModelOptions Fitted(string file, ModelEntry entry, IReadOnlyList<TensorData> tensors)
    {
        try
        {
            return entry.DefaultOptions().FittedTo(tensors);
        }
        catch (LikenessException error)
        {
            throw new LikenessException($"{file}: {error.Message}", error);
        }
    }

    private static void Fill(
        string file,
        GenerativeModel model,
        ModelOptions options,
        IReadOnlyList<TensorData> tensors
    )
    {
        var byName = tensors.ToDictionary(tensor => tensor.Name, StringComparer.Ordinal);
        foreach (var parameter in model.Parameters)
        {
            if (!byName.Remove(parameter.Name, out var tensor))
            {
                throw new LikenessException($"{file}: there is no tensor '{parameter.Name}', which the model needs");
            }

            Shape needed = WeightFile.ShapeOf(parameter);
            if (!tensor.Shape.SequenceEqual(needed))
            {
                throw new LikenessException(
                    $"{file}: '{tensor.Name}' has the shape [{string.Join(", ", tensor.Shape)}], but {needed} fits this data (give the data that the weights were trained on)"
                );
            }

            WeightFile.Fill(parameter, tensor, file);
        }

        foreach (string name in options.ZeroTensors)
        {
            if (byName.Remove(name, out var zeros) && zeros.ToSingles().Any(value => value != 0))
            {
                throw new LikenessException(
                    $"{file}: '{name}' is not zero, so it belongs to another base distribution"
                );
            }
        }

        // PyTorch's counters of batches matter only to cumulative averages, which do not exist here.
        foreach (
            string name in byName.Keys.Where(name => name.EndsWith(".num_batches_tracked", StringComparison.Ordinal))
        )
        {
            byName.Remove(name);
        }

        if (byName.Keys.Order(StringComparer.Ordinal).FirstOrDefault() is { } left)
        {
            throw new LikenessException($"{file}: '{left}' is not a parameter of the model");
        }
    }
}
