using System.Text.Json.Serialization;
using Likeness.Data;
using Likeness.Data.Audio;
using Likeness.Data.Audio.Datasets;
using Likeness.Data.Benchmarks;
using Likeness.Data.Datasets;
using Likeness.Data.Images;
using Likeness.Data.Images.Datasets;
using Likeness.Data.Text;

namespace Likeness.Runs;

/// <summary>Where a run's rows come from: a dataset of the library by its name, or files; exactly one of the two.</summary>
public sealed record DataSource
{
    // Of the time that a large CSV takes; the rest goes into finding its grids.
    private const double ReadingFraction = 0.7;

    /// <summary>The name of an embedded dataset, such as <c>pi</c>, or null where files are given.</summary>
    public string? Dataset { get; init; }

    /// <summary>The seed of an embedded dataset; the same for every run unless it is chosen, so that runs can be compared.</summary>
    public ulong DatasetSeed { get; init; }

    /// <summary>How many rows an embedded dataset gives; null for as many as it gives by itself.</summary>
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

    /// <summary>What the examples are. Looks at files where there are any.</summary>
    /// <exception cref="LikenessException">A file is missing, or of no known kind.</exception>
    [JsonIgnore]
    public DataKind Kind =>
        Dataset is not null ? KindOfDataset(Dataset)
        : Benchmark is not null ? DataKind.Table
        : SourceKinds.Detect(Files);

    /// <summary>The dataset of that name.</summary>
    public static DataSource Embedded(string name) => new() { Dataset = name };

    /// <summary>These files, read together as <see cref="DataFiles"/> says, such as one CSV, or <c>table.h5#train</c>.</summary>
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

    /// <summary>Reads images, downloading those of a published dataset that are not there.</summary>
    /// <exception cref="LikenessException">There is no such dataset, or something cannot be read as images.</exception>
    public ImageSplits LoadImages() => Classes.Count == 0 ? LoadAllImages() : LoadAllImages().TakeClasses(Classes);

    private ImageSplits LoadAllImages() =>
        Dataset is not null
            ? ImageDatasetRegistry
                .Find(Dataset)
                .Load(
                    new ImageSource
                    {
                        DataFolder = DataFolder,
                        Seed = DatasetSeed,
                        Download = new(),
                    }
                )
        : Files.Count == 1 ? ImageFiles.Load(Files[0])
        : throw new LikenessException(
            $"{Files[0]} and {Files[1]} are two sets of images (give one folder, .npz or .npy file)"
        );

    /// <summary>Reads a text, as the bytes that it is.</summary>
    /// <exception cref="LikenessException">It cannot be read, is empty, or is no file.</exception>
    internal byte[] LoadText() =>
        Files.Count == 1
            ? TextFile.Read(Files[0])
            : throw new LikenessException("a text is one file (give --data book.txt)");

    /// <summary>Reads clips; several channels become one.</summary>
    /// <param name="rate">Samples a second that all are brought to; null to refuse different rates.</param>
    /// <exception cref="LikenessException">There is no such dataset, or something cannot be read as sound.</exception>
    internal ClipSplits LoadAudio(int? rate) =>
        Dataset is not null ? Brought(AudioDatasetRegistry.Find(Dataset).Dataset.Load(DatasetSeed), rate)
        : Files.Count == 1 ? new ClipSplits(ClipFolder.Read(Files[0], rate, mixDown: true))
        : throw new LikenessException(
            $"{Files[0]} and {Files[1]} are two sets of sounds (give one folder or WAVE file)"
        );

    /// <summary>Reads the rows, and finds the grids that columns lie on; those of a benchmark as it is published.</summary>
    /// <param name="progress">Told the share that is done, now and then.</param>
    /// <returns>At least one row of finite numbers, and what was left out for missing values.</returns>
    /// <exception cref="LikenessException">There is no such dataset, or a file cannot be read as numbers.</exception>
    public LoadedTable Load(Action<double>? progress = null)
    {
        if (Dataset is not null && Kind != DataKind.Table)
        {
            throw new LikenessException(
                $"'{Dataset}' holds {Kind.Plural()}, and this is for tables ('likeness datasets' lists those)"
            );
        }

        if (Benchmark is not null)
        {
            // Continuous by its definition: likelihoods are published for the values as they are.
            return BenchmarkRegistry.Find(Benchmark).Load(Files);
        }

        var loaded = Dataset is null
            ? DataFiles.Load(Files, Missing, fraction => progress?.Invoke(fraction * ReadingFraction))
            : new LoadedTable(
                DatasetRegistry.Find(Dataset).Load(DatasetSeed, DatasetRows ?? DatasetEntry.DefaultRows),
                0
            );
        return loaded with
        {
            Table = Schema.Detect(
                loaded.Table,
                fraction => progress?.Invoke(ReadingFraction + (fraction * (1 - ReadingFraction)))
            ),
        };
    }

    private static DataKind KindOfDataset(string name) =>
        ImageDatasetRegistry.All.Any(entry => entry.Name == name) ? DataKind.Images
        : AudioDatasetRegistry.All.Any(entry => entry.Name == name) ? DataKind.Audio
        : DataKind.Table;

    private static ClipSplits Brought(ClipSplits splits, int? rate)
    {
        int wanted = rate ?? splits.Train.Rate;
        return wanted != splits.Train.Rate
            ? new ClipSplits(Set(splits.Train)!, Set(splits.Validation), Set(splits.Test))
            : splits;

        ClipSet? Set(ClipSet? set) =>
            set is null
                ? null
                : new(
                    wanted,
                    [.. Enumerable.Range(0, set.Clips.Count).Select(i => Resampling.To(set[i], wanted).Samples)],
                    set.Classes,
                    set.ClassOf,
                    set.Factors
                );
    }
}
