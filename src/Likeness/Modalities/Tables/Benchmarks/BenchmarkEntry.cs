using Likeness.Data;

namespace Likeness.Modalities.Tables.Benchmarks;

/// <summary>A registered benchmark: what it says of itself, and how to read it.</summary>
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

    /// <summary>What its rows are, in half a sentence.</summary>
    public string Summary { get; }

    /// <summary>The files that it is read from, in words.</summary>
    public string Files { get; }

    /// <summary>Reads the benchmark's files.</summary>
    /// <param name="files">What <see cref="Files"/> says.</param>
    /// <exception cref="LikenessException">The files are not the benchmark's.</exception>
    public LoadedTable Load(IReadOnlyList<string> files) => ((IBenchmark)Activator.CreateInstance(type)!).Load(files);
}
