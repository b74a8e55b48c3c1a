using System.Globalization;
using Likeness.Interop;
using Likeness.Models;

namespace Likeness.Training;

/// <summary>
/// A training state as a safetensors file. The last weights have their own names, so that any tool finds them; averages, best
/// weights and the optimiser's state have prefixes; the losses are [epochs, 2].
/// </summary>
internal static class Checkpoint
{
    private const string History = "history";
    private const string ModelKey = "model";
    private const string RateKey = "rate_factor";
    private const string BestKey = "best_epoch";

    /// <summary>Writes the state atomically.</summary>
    /// <param name="path">The file.</param>
    /// <param name="state">The state at the end of an epoch.</param>
    /// <param name="model">The registered name of the model.</param>
    /// <exception cref="LikenessException">The file cannot be written.</exception>
    public static void Write(string path, TrainingState state, string model)
    {
        double[] losses = [.. state.History.SelectMany(epoch => new[] { epoch.Train, epoch.Validation })];
        var metadata = new Dictionary<string, string>(StringComparer.Ordinal)
        {
            [ModelKey] = model,
            [RateKey] = state.RateFactor.ToString("R", CultureInfo.InvariantCulture),
        };
        if (state.BestEpoch is int best)
        {
            metadata[BestKey] = best.ToString(CultureInfo.InvariantCulture);
        }

        var tensors = state.Arrays().Select(array => WeightFile.ToTensor(array.Key, array.Array));
        // Models with arrays are fitted once: the best model is the model itself.
        var stored = (state.Model as IStoredArrays)?.ToTensors() ?? [];
        new SafetensorsFile(
            tensors.Concat(stored).Append(TensorData.Create<double>(History, [state.Epoch, 2], losses)),
            metadata
        ).Write(path);
    }

    /// <summary>Reads what <see cref="Write"/> wrote into a state of the same model.</summary>
    /// <exception cref="LikenessException">The file is missing, damaged, or belongs to another model.</exception>
    public static void Read(string path, TrainingState state, string model)
    {
        var file = SafetensorsFile.Read(path);
        string made = file.Metadata.GetValueOrDefault(ModelKey, "another program");
        if (made != model)
        {
            throw new LikenessException(
                $"{path}: corrupt or foreign checkpoint: it was written by {made}, not by {model} (restore the file, or train again)"
            );
        }

        double[] losses = file[History].Type == TensorType.F64 ? file[History].Values<double>() : [double.NaN];
        bool audio = double.TryParse(
            file.Metadata.GetValueOrDefault(RateKey),
            NumberStyles.Float,
            CultureInfo.InvariantCulture,
            out double factor
        );
        int best = 0;
        bool hasBest = file.Metadata.TryGetValue(BestKey, out string? text);
        audio &= !hasBest || int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out best);
        if (!audio || losses.Length % 2 != 0 || best > losses.Length / 2 || (hasBest && best < 1))
        {
            throw new LikenessException(
                $"{path}: corrupt or foreign checkpoint: its metadata are not those of a training (restore the file, or train again)"
            );
        }

        state.History.Clear();
        state.History.AddRange(losses.Chunk(2).Select((pair, i) => new EpochLoss(i + 1, pair[0], pair[1])));
        state.RateFactor = factor;
        state.BestEpoch = hasBest ? best : null;
        foreach (var (key, array) in state.Arrays())
        {
            WeightFile.Fill(array, file[key], path);
        }

        if (state.Model is IStoredArrays arrays && state.Epoch > 0)
        {
            arrays.FromTensors(file);
            ((IStoredArrays)state.Best).CopyArraysFrom(arrays);
        }
    }
}
