using System.ComponentModel.DataAnnotations;
using Likeness.Modalities;
using Likeness.Models;

namespace Likeness.Runs;

/// <summary>The settings of a training run.</summary>
public sealed record RunSettings
{
    /// <summary>The registered name of the model, such as <c>realnvp</c>; null for that of <see cref="Modalities.Recipe.For"/>, whose options then are the default.</summary>
    public string? Model { get; init; }

    /// <summary>The model's options, of the record type that the model is registered with; null for its defaults.</summary>
    public ModelOptions? Options { get; init; }

    /// <summary>The source of the data; null for the embedded dataset of the kind of data: <c>pi</c>, <c>shapes</c> or <c>tones</c>; a text must be named.</summary>
    public DataSource? Data { get; init; }

    /// <summary>
    /// The fraction of test examples, in [0, 1), unless the data has a test part; 0 for none; null for that of <see cref="Modality.DefaultSplit"/>.
    /// </summary>
    [Range(0, 0.999_999)]
    public double? Holdout { get; init; }

    /// <summary>
    /// The fraction of validation examples (for best weights and early stopping), in [0, 1), unless the data has a
    /// validation part; 0 for none; null for that of <see cref="Modality.DefaultSplit"/>.
    /// </summary>
    [Range(0, 0.999_999)]
    public double? Validation { get; init; }

    /// <summary>The seed of all random numbers: split, initial weights, order of rows, noise, samples.</summary>
    public ulong Seed { get; init; }

    /// <summary>
    /// The run's folder, new or empty; null for <c>runs/&lt;model&gt;-&lt;dataset&gt;-&lt;n&gt;</c>, or, if the data is in memory, for a temporary
    /// folder that is deleted when the model is disposed (<see cref="TrainedModel.Save"/> keeps it).
    /// </summary>
    public string? OutputFolder { get; init; }

    /// <summary>Threads of the worker pool; 0 for one per core. The results do not depend on it.</summary>
    [Range(0, 1024)]
    public int Threads { get; init; }

    /// <summary>
    /// A time instead of the options' epochs; null for those. The steps that fit are measured, corrected while the training goes on, and written to
    /// run.json as <see cref="ModelOptions.TrainSteps"/>; with these the same bytes can be reproduced.
    /// </summary>
    public TrainingBudget? Budget { get; init; }

    /// <summary>Images only: epochs between sample images in the run's folder; 0 for none.</summary>
    [Range(0, 1_000_000)]
    public int SampleEvery { get; init; } = 5;

    /// <summary>Images only: number of samples in each sample image; at least 1.</summary>
    [Range(1, 4096)]
    public int SampleCount { get; init; } = 16;

    /// <summary>The command that started the run, as its report shows it; null from C#.</summary>
    public string? CommandLine { get; init; }

    /// <summary>The source of the data, with the default applied.</summary>
    internal DataSource Source => Data ?? DataSource.Embedded(DatasetOf(Model));

    /// <summary>The default dataset of a model.</summary>
    /// <param name="model">The registered name of the model; null for the default of tables.</param>
    /// <exception cref="LikenessException">The model's kind of data has no default.</exception>
    public static string DatasetOf(string? model)
    {
        var learned = ModelRegistry.All.Where(entry => entry.Name == model).Select(entry => entry.Learns).ToList();
        // Where several kinds of data have a model of this name, the default is tables.
        var modality =
            ModalityRegistry.All.LastOrDefault(one => learned.Contains(one.ExampleType)) ?? ModalityRegistry.Default;
        return modality.DefaultDataset
            ?? throw new LikenessException(
                $"{model} learns {modality.Plural}, and has no embedded dataset (give --data {modality.SampleFileName})"
            );
    }
}
