using System.Globalization;
using Likeness.Interop;
using Likeness.Models;
using Likeness.Nn;

namespace Likeness.Training;

/// <summary>
/// A training state as a safetensors file. The last weights have their own names, so that any tool finds them; averages, best
/// weights and the optimiser's state have prefixes; the losses are [points, 3]: training, validation, step.
/// </summary>
internal static class Checkpoint
{
    private const string History = "history";
    private const string ModelKey = "model";
    private const string RateKey = "rate_factor";
    private const string BestKey = "best_epoch"; // the number of a point of the history
    private const string StepKey = "step";
    private const string EpochKey = "steps_per_epoch";
    private const string SumKey = "loss_sum";
    private const string RowsKey = "loss_rows";
    private const int Columns = 3;
    private const int FormerColumns = 2; // without steps: a point an epoch

    /// <summary>Writes the state atomically.</summary>
    /// <param name="path">The file.</param>
    /// <param name="state">The state between two steps.</param>
    /// <param name="model">The registered name of the model.</param>
    /// <exception cref="LikenessException">The file cannot be written.</exception>
    public static void Write(string path, TrainingState state, string model)
    {
        double[] losses = [.. state.History.SelectMany(point => new[] { point.Train, point.Validation, point.Step })];
        var metadata = new Dictionary<string, string>(StringComparer.Ordinal)
        {
            [ModelKey] = model,
            [RateKey] = Text(state.RateFactor),
            [StepKey] = Text(state.Step),
            [EpochKey] = Text(state.StepsPerEpoch),
        };
        if (state.LossRows > 0)
        {
            metadata[SumKey] = Text(state.LossSum);
            metadata[RowsKey] = Text(state.LossRows);
        }

        if (state.BestPoint is int best)
        {
            metadata[BestKey] = best.ToString(CultureInfo.InvariantCulture);
        }

        var tensors = state.Arrays().Select(array => WeightFile.ToTensor(array.Key, array.Array));
        // Models with arrays are fitted once: the best model is the model itself.
        var stored = (state.Model as IStoredArrays)?.ToTensors() ?? [];
        new SafetensorsFile(
            tensors.Concat(stored).Append(TensorData.Create<double>(History, [state.History.Count, Columns], losses)),
            metadata
        ).Write(path);
    }

    /// <summary>The step of a state, and that of the last point of its history; null if the file is damaged.</summary>
    public static (long Step, long Point)? StepsOf(string path)
    {
        var file = SafetensorsFile.Read(path);
        double[] losses = file[History].Type == TensorType.F64 ? file[History].Values<double>() : [];
        return
            long.TryParse(file.Metadata.GetValueOrDefault(StepKey), CultureInfo.InvariantCulture, out long step)
            && losses.Length % Columns == 0
            ? (step, losses.Length == 0 ? 0 : (long)losses[^1])
            : null;
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

        double[] losses = file[History].Type == TensorType.F64 ? file[History].Values<double>() : [];
        int columns = file[History].Shape is [_, var width] ? width : 0;
        int points = columns > 0 ? losses.Length / columns : 0;
        double? factor = Number(RateKey);
        bool hasBest = file.Metadata.ContainsKey(BestKey);
        double? best = Number(BestKey);
        bool isWhole =
            factor is not null
            && columns is Columns or FormerColumns
            && file[History].Type == TensorType.F64
            && (!hasBest || (best >= 1 && best <= points));
        if (!isWhole)
        {
            throw new LikenessException(
                $"{path}: corrupt or foreign checkpoint: its metadata are not those of a training (restore the file, or train again)"
            );
        }

        int perEpoch = (int)(Number(EpochKey) ?? state.StepsPerEpoch);
        state.StepsPerEpoch = perEpoch;
        state.History.Clear();
        state.History.AddRange(
            losses
                .Chunk(columns)
                .Select(
                    (row, i) =>
                    {
                        long step = columns == Columns ? (long)row[2] : (i + 1L) * perEpoch;
                        int epoch = perEpoch > 0 ? (int)((step + perEpoch - 1) / perEpoch) : i + 1;
                        return new EpochLoss(epoch, row[0], row[1]) { Step = step };
                    }
                )
        );
        state.Step = (long)(Number(StepKey) ?? state.History.LastOrDefault()?.Step ?? 0);
        (state.LossSum, state.LossRows) = (Number(SumKey) ?? 0, (long)(Number(RowsKey) ?? 0));
        state.RateFactor = factor!.Value;
        state.BestPoint = hasBest ? (int)best!.Value : null;
        foreach (var (key, array) in state.Arrays())
        {
            WeightFile.Fill(array, file[key], path);
        }

        if (state.Model is IStoredArrays arrays && state.History.Count > 0)
        {
            arrays.FromTensors(file);
            ((IStoredArrays)state.Best).CopyArraysFrom(arrays);
        }

        double? Number(string key) =>
            double.TryParse(
                file.Metadata.GetValueOrDefault(key),
                NumberStyles.Float,
                CultureInfo.InvariantCulture,
                out double number
            )
                ? number
                : null;
    }

    private static string Text(double number) => number.ToString("R", CultureInfo.InvariantCulture);
}
