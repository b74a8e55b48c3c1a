using Likeness.Data;

namespace Likeness.Modalities.Tables.Benchmarks;

/// <summary>A registered benchmark: its description, and how to read it.</summary>
public sealed record BenchmarkEntry
{
    private readonly Type type;

    internal BenchmarkEntry(BenchmarkAttribute attribute, Type type)
    {
        (Name, Summary, Files) = (attribute.Name, attribute.Summary, attribute.Files);
        this.type = type;
    }

    /// <summary>The name on the command line and in run.json, such as <c>power</c>.</summary>
    public string Name { get; }

    /// <summary>A short description of its rows.</summary>
    public string Summary { get; }

    /// <summary>A description of its files.</summary>
    public string Files { get; }

    /// <summary>Reads the benchmark's files.</summary>
    /// <param name="files">The files that <see cref="Files"/> describes.</param>
    /// <exception cref="LikenessException">The files are not those of the benchmark.</exception>
    public LoadedTable Load(IReadOnlyList<string> files) => ((IBenchmark)Activator.CreateInstance(type)!).Load(files);
}
