namespace Likeness.Modalities.Tables.Benchmarks;

/// <summary>Registers a published benchmark under a name. The class implements <see cref="IBenchmark"/> and needs no other mention.</summary>
/// <param name="name">The name on the command line and in run.json, lower-case.</param>
[AttributeUsage(AttributeTargets.Class, Inherited = false)]
public sealed class BenchmarkAttribute(string name) : Attribute
{
    /// <summary>The name on the command line and in run.json.</summary>
    public string Name { get; } = name;

    /// <summary>What its rows are, in half a sentence.</summary>
    public required string Summary { get; init; }

    /// <summary>The files that it is read from, in words.</summary>
    public required string Files { get; init; }
}
