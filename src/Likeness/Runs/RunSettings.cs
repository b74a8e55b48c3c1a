using System.ComponentModel.DataAnnotations;
using Likeness.Data;
using Likeness.Modalities;
using Likeness.Models;

namespace Likeness.Runs;

/// <summary>All that a person decides before a training run; the rest follows from it.</summary>
public sealed record RunSettings
{
    /// <summary>The registered name of the model, such as <c>realnvp</c>.</summary>
    public required string Model { get; init; }

    /// <summary>The model's options, of the record type that the model is registered with; null for its defaults.</summary>
    public ModelOptions? Options { get; init; }

    /// <summary>Where the rows or images come from; null for the embedded dataset of what the model learns: <c>pi</c>, <c>shapes</c> or <c>tones</c>; a text must be given.</summary>
    public DataSource? Data { get; init; }

    /// <summary>
    /// The fraction of examples set aside for the evaluation, in [0, 1), unless the data comes with test examples; 0 leaves none.
    /// </summary>
    [Range(0, 0.999_999)]
    public double Holdout { get; init; } = SplitSettings.DefaultTest;

    /// <summary>
    /// The fraction of examples that choices are made by (which weights are best, when to stop), in [0, 1), unless the data comes with
    /// validation examples; 0 leaves none.
    /// </summary>
    [Range(0, 0.999_999)]
    public double Validation { get; init; } = SplitSettings.DefaultValidation;

    /// <summary>The seed of everything random: split, first weights, order of rows, noise, samples.</summary>
    public ulong Seed { get; init; }

    /// <summary>The run's folder, new or empty; null for <c>runs/&lt;model&gt;-&lt;dataset&gt;-&lt;n&gt;</c>.</summary>
    public string? OutputFolder { get; init; }

    /// <summary>Threads of the worker pool; 0 for one a core. The results do not depend on it.</summary>
    [Range(0, 1024)]
    public int Threads { get; init; }

    /// <summary>
    /// The time to train for, instead of the options' epochs; null for those. The epochs that fit are measured at the start and written to
    /// run.json, with which the same bytes can be had again; whatever the machine does, no step begins after this time but in the first epoch.
    /// </summary>
    public TimeSpan? Budget { get; init; }

    /// <summary>Of images: epochs from one picture of samples in the run's folder to the next; 0 for none.</summary>
    [Range(0, 1_000_000)]
    public int SampleEvery { get; init; } = 5;

    /// <summary>Of images: how many stand in such a picture; at least 1.</summary>
    [Range(1, 4096)]
    public int SampleCount { get; init; } = 16;

    /// <summary>The command that asked for the run, as its report shows it; null from C#.</summary>
    public string? CommandLine { get; init; }

    /// <summary>Where the data comes from, also where that is not said.</summary>
    internal DataSource Source => Data ?? DataSource.Embedded(DatasetOf(Model));

    /// <summary>The dataset that a model learns where nobody names data.</summary>
    /// <param name="model">The registered name of the model; null for one of tables.</param>
    /// <exception cref="LikenessException">There is none for what it learns.</exception>
    public static string DatasetOf(string? model)
    {
        var learned = ModelRegistry.All.Where(entry => entry.Name == model).Select(entry => entry.Learns).ToList();
        // Of models of one name, that of tables is meant where nothing is said.
        var modality =
            ModalityRegistry.All.LastOrDefault(one => learned.Contains(one.ExampleType)) ?? ModalityRegistry.Default;
        return modality.DefaultDataset
            ?? throw new LikenessException(
                $"{model} learns {modality.Plural}, of which no dataset is embedded (give --data {modality.SampleFileName})"
            );
    }
}
