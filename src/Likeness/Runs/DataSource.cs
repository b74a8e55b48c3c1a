using System.ComponentModel.DataAnnotations;
using System.Text.Json.Serialization;
using Likeness.Modalities;

namespace Likeness.Runs;

/// <summary>Where a run's rows come from: a dataset of the library by its name, or files; exactly one of the two.</summary>
public sealed record DataSource
{
    /// <summary>The name of an embedded dataset, such as <c>pi</c>, or null where files are given.</summary>
    public string? Dataset { get; init; }

    /// <summary>The seed of an embedded dataset; the same for every run unless it is chosen, so that runs can be compared.</summary>
    public ulong DatasetSeed { get; init; }

    /// <summary>How many rows an embedded dataset gives; null for as many as it gives by itself.</summary>
    [Range(1, 10_000_000)]
    public int? DatasetRows { get; init; }

    /// <summary>Full or relative paths of the files that are read together; empty where a dataset is named.</summary>
    public IReadOnlyList<string> Files { get; init; } = [];

    /// <summary>The published benchmark that the files belong to, such as <c>power</c>, or null: it decides preprocessing and split.</summary>
    public string? Benchmark { get; init; }

    /// <summary>Cells that stand for a missing value; rows with one are left out.</summary>
    public IReadOnlyList<string> Missing { get; init; } = [];

    /// <summary>The classes whose images are taken, in this order; empty for all.</summary>
    public IReadOnlyList<string> Classes { get; init; } = [];

    /// <summary>A short name for folders and titles: the dataset's, or the first file's without folder and extension.</summary>
    [JsonIgnore]
    public string ShortName => Dataset ?? Benchmark ?? Path.GetFileNameWithoutExtension(Files[0]);

    /// <summary>The folder that published datasets are kept in; null for the usual one.</summary>
    public string? DataFolder { get; init; }

    /// <summary>The kind of data. Looks at files where there are any.</summary>
    /// <exception cref="LikenessException">There is no such dataset, or a file is missing.</exception>
    [JsonIgnore]
    public Modality Modality =>
        Dataset is not null ? ModalityRegistry.OfDataset(Dataset)
        : Benchmark is not null ? ModalityRegistry.Default
        : ModalityRegistry.OfFiles(Files);

    /// <summary>The dataset of that name.</summary>
    public static DataSource Embedded(string name) => new() { Dataset = name };

    /// <summary>These files, read together as <see cref="Data.DataFiles"/> says, such as one CSV, or <c>table.h5#train</c>.</summary>
    /// <exception cref="ArgumentException">No file is given.</exception>
    public static DataSource FromFiles(params IReadOnlyList<string> files) =>
        files.Count == 0
            ? throw new ArgumentException("At least one file is needed.", nameof(files))
            : new() { Files = files };

    /// <summary>The same with full paths, as a run keeps it.</summary>
    internal DataSource Located() =>
        this with
        {
            Files = [.. Files.Select(Path.GetFullPath)],
            DataFolder = DataFolder is null ? null : Path.GetFullPath(DataFolder),
        };
}
