using System.ComponentModel.DataAnnotations;
using System.Reflection;
using System.Text.Json;
using Likeness.Compute.Graph;
using Likeness.Data;
using Likeness.Modalities;
using Likeness.Modalities.Images.Data;
using Likeness.Models;
using Likeness.Training;

namespace Likeness.Runs;

/// <summary>
/// Refuses a training that would not fit into memory before any weight is made. The sizes are those of the model's own arrays and of its compiled
/// step: arrays of zeros take no memory until they are written.
/// </summary>
/// <param name="entry">The model.</param>
/// <param name="options">Its options.</param>
/// <param name="data">What it is trained on; read already.</param>
internal sealed class TrainingMemory(ModelEntry entry, ModelOptions options, PreparedData data)
{
    private const double Smaller = 0.95;

    /// <summary>The preset that models of images have for short trainings.</summary>
    public const string SmallPreset = "small";

    private const int FitCopies = 4; // of the arrays of a model that is fitted at once, in double precision

    /// <summary>Refuses arrays that do not fit: weights, optimiser, gradients and the copies that are kept of them.</summary>
    /// <exception cref="LikenessException">They need more memory than there is.</exception>
    public void RequireArrays() => Require(Arrays(options), 0);

    /// <summary>Refuses what does not fit, with the compiled step.</summary>
    /// <param name="arena">Bytes of activations and gradients of a step.</param>
    /// <exception cref="LikenessException">It needs more memory than there is.</exception>
    public void RequireStep(long arena) => Require(Arrays(options), arena);

    /// <summary>The refusal of a model of which one step, or one batch of samples, has more values than fit into an array.</summary>
    /// <param name="cause">What the compilation said.</param>
    public LikenessException TooLarge(InsufficientMemoryException cause) =>
        new(
            $"{Subject} is too large to be trained and sampled ({Fix(Arrays(options), double.PositiveInfinity)})",
            cause
        );

    private string Subject =>
        $"{entry.Name} with {data.Train.Width} dimensions and a batch of {Math.Min(options.BatchSize, data.Train.Count)}";

    private void Require(double arrays, double arena)
    {
        double evaluation = ModalityRegistry.FromExamples(entry.Learns).EvaluationBytes(data);
        double total = arrays + arena + FittedBytes() + evaluation;
        if (total > AvailableMemory.Bytes)
        {
            string parts =
                $"{AvailableMemory.Show(arrays)} for parameters and optimiser, {AvailableMemory.Show(arena)} for activations, {AvailableMemory.Show(evaluation)} for data and evaluation";
            AvailableMemory.Require(total, Subject, $"{parts}; {Fix(arrays, arena)}");
        }
    }

    // Rows of numbers that the model is fitted to at once.
    private double FittedBytes() =>
        entry.ModelType.IsAssignableTo(typeof(IFitted))
            ? sizeof(float)
                * (double)data.Train.Width
                * (data.Train.FittedRows(data.Space) + data.Validation.FittedRows(data.Space))
            : 0;

    // The options that make the larger part smaller, found by setting each to half its value.
    private string Fix(double arrays, double arena)
    {
        string[] names =
        [
            .. IsOfImages ? ["--size"] : Array.Empty<string>(),
            .. arena > arrays ? ["--batch-size"] : Array.Empty<string>(),
            .. Shrinking(arrays),
        ];
        string other =
            !IsOfImages ? "give fewer columns or rows"
            : entry.Presets.Contains(SmallPreset) ? $"take --preset {SmallPreset}"
            : "give fewer images";
        return names.Length == 0 ? other : $"lower {string.Join(" or ", names)}, or {other}";
    }

    private bool IsOfImages => entry.Learns == typeof(ImageSet);

    private IEnumerable<string> Shrinking(double arrays)
    {
        foreach (var property in entry.OptionsType.GetProperties(BindingFlags.Public | BindingFlags.Instance))
        {
            bool isOffered = property.PropertyType == typeof(int) && property.CanWrite && entry.Offers(property);
            if (isOffered && property.GetCustomAttribute<RangeAttribute>() is { } range)
            {
                int half = (int)property.GetValue(options)! / 2;
                var halved = options with { };
                property.SetValue(halved, half);
                if (SettingRanges.Holds(range, half) && TryArrays(halved) < Smaller * arrays)
                {
                    yield return $"--{JsonNamingPolicy.KebabCaseLower.ConvertName(property.Name)}";
                }
            }
        }
    }

    private double TryArrays(ModelOptions changed)
    {
        try
        {
            return Arrays(changed);
        }
        catch (Exception error) when (error is LikenessException or ArgumentException)
        {
            return double.PositiveInfinity; // a value that the model does not take with the others
        }
    }

    // One model is made, and its copies are counted: the kernel gives even an array of zeros a first page, of up to 2 MB.
    private double Arrays(ModelOptions changed)
    {
        using var model = entry.Create(changed, data.Space, seed: null);
        double all = Bytes(model.Parameters);
        if (!entry.TakesSteps)
        {
            return all * (1 + (FitCopies * sizeof(double) / sizeof(float)));
        }

        using var optimiser = changed.CreateOptimiser([]);
        double trained = model.Objectives.Sum(objective => Bytes(objective.Parameters));
        double kept = all + (optimiser.State.Count * trained) + (changed.Averaging > 0 ? all : 0);
        return (2 * kept) + all + trained; // with a copy to go back to, the best weights, and the gradients
    }

    private static double Bytes(IEnumerable<Parameter> arrays) =>
        arrays.Sum(array => (double)array.Shape.Count) * sizeof(float);
}
