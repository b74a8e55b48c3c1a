namespace Likeness.Modalities.Tables.Benchmarks;

/// <summary>Registers a published benchmark under a name. The class implements <see cref="IBenchmark"/> and needs no other registration.</summary>
/// <param name="name">The name on the command line and in run.json, lower-case.</param>
[AttributeUsage(AttributeTargets.Class, Inherited = false)]
public sealed class BenchmarkAttribute(string name) : Attribute
{
    /// <summary>The name on the command line and in run.json.</summary>
    public string Name { get; } = name;

    /// <summary>A short description of its rows.</summary>
    public required string Summary { get; init; }

    /// <summary>A description of its files.</summary>
    public required string Files { get; init; }
}
