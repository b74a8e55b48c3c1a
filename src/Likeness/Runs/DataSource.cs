namespace Likeness.Runs;

/// <summary>Where a run's rows come from: a dataset of the library by its name, or files; exactly one of the two.</summary>
public sealed record DataSource
{
    /// <summary>The name of an embedded dataset, such as <c>pi</c>, or null where files are given.</summary>
    public string? Dataset { get; init; }

    /// <summary>Full or relative paths of the files that are read together; empty where a dataset is named.</summary>
    public IReadOnlyList<string> Files { get; init; } = [];

    /// <summary>The dataset of that name.</summary>
    public static DataSource Embedded(string name) => new() { Dataset = name };

    /// <summary>These files, read together: one CSV, one .npy table, or two .npy places and the picture that colours them.</summary>
    /// <exception cref="ArgumentException">No file is given.</exception>
    public static DataSource FromFiles(params IReadOnlyList<string> files) =>
        files.Count == 0
            ? throw new ArgumentException("At least one file is needed.", nameof(files))
            : new() { Files = files };

    /// <summary>A short name for folders and titles: the dataset's, or the first file's without folder and extension.</summary>
    public string ShortName => Dataset ?? Path.GetFileNameWithoutExtension(Files[0]);
}
