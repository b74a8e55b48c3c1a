namespace Likeness.Modalities.Tables.Datasets;

/// <summary>Registers an embedded dataset under a name. The class implements <see cref="IDataset"/> and needs no other registration.</summary>
/// <param name="name">The name on the command line and in run.json, lower-case.</param>
[AttributeUsage(AttributeTargets.Class, Inherited = false)]
public sealed class DatasetAttribute(string name) : Attribute
{
    /// <summary>The name on the command line and in run.json.</summary>
    public string Name { get; } = name;

    /// <summary>A short description.</summary>
    public required string Summary { get; init; }

    /// <summary>Whether the columns are of several kinds; rules are then looked for, as in files.</summary>
    public bool IsMixed { get; init; }
}
