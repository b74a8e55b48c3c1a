using System.ComponentModel.DataAnnotations;
using System.Text.Json.Serialization;
using Likeness.Data;
using Likeness.Data.Databases;
using Likeness.Modalities;
using Likeness.Modalities.Audio.Data;
using Likeness.Modalities.Images.Data;
using Likeness.Modalities.Text.Data;

namespace Likeness.Runs;

/// <summary>The source of a run's data: a named dataset, files, or examples in memory; exactly one of them.</summary>
public sealed record DataSource
{
    /// <summary>The name of an embedded dataset, such as <c>pi</c>; null if files are set.</summary>
    public string? Dataset { get; init; }

    /// <summary>The seed of an embedded dataset. It is the same for every run by default, so that runs are comparable.</summary>
    public ulong DatasetSeed { get; init; }

    /// <summary>The number of rows of an embedded dataset; null for its default.</summary>
    [Range(1, 10_000_000)]
    public int? DatasetRows { get; init; }

    /// <summary>
    /// Full or relative paths of the files, which are read together, or the address of a PostgreSQL database
    /// (<c>postgresql://user@host:port/database?table=orders</c>); empty if a dataset is named.
    /// </summary>
    public IReadOnlyList<string> Files { get; init; } = [];

    /// <summary>A query whose rows are read from the database in <see cref="Files"/>, instead of those of a table; null for none.</summary>
    public string? Query { get; init; }

    /// <summary>The published benchmark that the files belong to, such as <c>power</c>, or null. It determines preprocessing and split.</summary>
    public string? Benchmark { get; init; }

    /// <summary>Markers of missing values in every column, beside empty cells and the usual markers.</summary>
    public IReadOnlyList<string> Missing { get; init; } = [];

    /// <summary>The path of a <see cref="Data.Schemas.TableSchema"/> that declares the kinds of columns, of files or a table in memory; null to detect them all.</summary>
    public string? Schema { get; init; }

    /// <summary>The classes whose images are used; labels follow this order. Empty for all.</summary>
    public IReadOnlyList<string> Classes { get; init; } = [];

    /// <summary>How images fit into the square of the model's size; null pads images that are up to a quarter smaller, and stretches others.</summary>
    public ImageFit? Fit { get; init; }

    /// <summary>The channels of images; null for those that they have.</summary>
    public ImageColour? Colour { get; init; }

    /// <summary>The colour that shows through transparent pixels of images: a name such as <c>navy</c>, or <c>#rrggbb</c>; null for white.</summary>
    public string? Background { get; init; }

    /// <summary>Whether the terms of a published dataset are accepted, which its download may require.</summary>
    [JsonIgnore]
    public bool AcceptsTerms { get; init; }

    /// <summary>Whether rules of a table are found, and kept in samples.</summary>
    public bool FindsRules { get; init; } = true;

    /// <summary>Whether levels that fewer than 5 training rows of a table have, and numbers beyond the fifth lowest and highest, are kept out of samples.</summary>
    public bool Protects { get; init; } = true;

    /// <summary>
    /// Examples in memory, of the <see cref="Modality.ExampleType"/> of their kind of data, such as a <see cref="Table"/>; null for a dataset or files. A
    /// run's folder does not contain them.
    /// </summary>
    [JsonIgnore]
    public object? Examples { get; init; }

    /// <summary>Whether the data is, or was when the run was recorded, in memory.</summary>
    [JsonIgnore]
    internal bool IsInMemory => Dataset is null && Benchmark is null && Files.Count == 0;

    /// <summary>Whether no data is named, as for weights that were imported without data.</summary>
    [JsonIgnore]
    internal bool IsNone => IsInMemory && Examples is null;

    /// <summary>A short name for folders and titles: the dataset's, the database table's, the first file's without folder and extension, or the kind of data in memory.</summary>
    [JsonIgnore]
    public string ShortName =>
        Dataset
        ?? Benchmark
        ?? (
            IsInMemory ? (Examples is null ? "data" : Modality.Name)
            : DatabaseAddress.Is(Files[0]) ? DatabaseAddress.Parse(Files[0]).ShortName
            : Path.GetFileNameWithoutExtension(Files[0])
        );

    /// <summary>The name in messages: the first file's with its extension, else the short one.</summary>
    [JsonIgnore]
    internal string ShownName =>
        Files is [var file, ..] && !DatabaseAddress.Is(file) ? Path.GetFileName(file) : ShortName;

    /// <summary>The folder of published datasets; null for the default.</summary>
    public string? DataFolder { get; init; }

    /// <summary>The kind of data. Files are opened to find it.</summary>
    /// <exception cref="LikenessException">There is no such dataset, a file is missing, or there are both files and <see cref="Examples"/>.</exception>
    /// <exception cref="ArgumentException">No kind of data has examples of the type of <see cref="Examples"/>.</exception>
    [JsonIgnore]
    public Modality Modality =>
        Examples is not null && !IsInMemory
            ? throw new LikenessException(
                $"the data are both in memory and {(Dataset is not null ? $"the dataset {Dataset}" : $"the file {(Files is [var file, ..] ? file : Benchmark)}")} (give one of them)"
            )
        : Dataset is not null ? ModalityRegistry.OfDataset(Dataset)
        : Examples is not null ? ModalityRegistry.FromExamples(Examples.GetType())
        : Benchmark is not null || IsInMemory ? ModalityRegistry.Default
        : ModalityRegistry.OfFiles(Files);

    /// <summary>A dataset by its name.</summary>
    public static DataSource Embedded(string name) => new() { Dataset = name };

    /// <summary>The file or folder of this path, where there is one, else the dataset of this name.</summary>
    internal static DataSource Named(string name) => Path.Exists(name) ? FromFiles(name) : Embedded(name);

    /// <summary>A table in memory, such as one of <see cref="Table.FromRecords"/>.</summary>
    /// <exception cref="ArgumentNullException">The table is null.</exception>
    public static DataSource FromTable(Table table) => InMemory(table);

    /// <summary>Images in memory, such as <c>new ImageSet(new ImageShape(1, 28, 28), pixels)</c>.</summary>
    /// <exception cref="ArgumentNullException">The images are null.</exception>
    public static DataSource FromImages(ImageSet images) => InMemory(images);

    /// <summary>A text in memory, or several, which are joined by line feeds.</summary>
    /// <exception cref="ArgumentNullException">The texts are null.</exception>
    public static DataSource FromText(params IReadOnlyList<string> texts)
    {
        ArgumentNullException.ThrowIfNull(texts);
        return InMemory(TextCorpus.FromString(string.Join('\n', texts)));
    }

    /// <summary>Audio in memory, such as <c>new ClipSet(16_000, [samples])</c>.</summary>
    /// <exception cref="ArgumentNullException">The clips are null.</exception>
    public static DataSource FromAudio(ClipSet clips) => InMemory(clips);

    private static DataSource InMemory(object examples)
    {
        ArgumentNullException.ThrowIfNull(examples);
        return new() { Examples = examples };
    }

    /// <summary>The examples in memory of a source that <see cref="IsInMemory"/>.</summary>
    /// <param name="what">What they are, such as <c>a table</c>.</param>
    /// <exception cref="LikenessException">They are not here, as those of a run that was opened without them, or of another type.</exception>
    internal T ExamplesOf<T>(string what)
        where T : class =>
        Examples switch
        {
            T examples => examples,
            null => throw new LikenessException(
                $"the data is {what} in memory, which is not here (give it to RunSettings.Data, or of a trained run to TrainedModel.Open or Resume)"
            ),
            _ => throw new LikenessException(
                $"the data in memory is {Modality.Plural}, but {what} is needed (give {what})"
            ),
        };

    /// <summary>Files, read together as <see cref="Data.DataFiles"/> describes, such as one CSV, or <c>table.h5#train</c>.</summary>
    /// <param name="files">The files, or the address of one database.</param>
    /// <exception cref="ArgumentException">No file is named.</exception>
    /// <exception cref="LikenessException">An address has a password, is damaged, or is not alone.</exception>
    public static DataSource FromFiles(params IReadOnlyList<string> files)
    {
        if (files.Count == 0)
        {
            throw new ArgumentException("At least one file is needed.", nameof(files));
        }

        foreach (string address in files.Where(DatabaseAddress.Is))
        {
            _ = DatabaseAddress.Parse(address);
        }

        return files.Count > 1 && files.FirstOrDefault(DatabaseAddress.Is) is { } database
            ? throw new LikenessException(
                $"{DatabaseAddress.Parse(database).Shown}: a table of a database is not read together with other files (give it alone)"
            )
            : new() { Files = files };
    }

    /// <summary>The same source with full paths, as a run records it.</summary>
    internal DataSource Located() =>
        this with
        {
            Files = [.. Files.Select(file => DatabaseAddress.Is(file) ? file : Path.GetFullPath(file))],
            DataFolder = DataFolder is null ? null : Path.GetFullPath(DataFolder),
            Schema = Schema is null ? null : Path.GetFullPath(Schema),
        };
}
