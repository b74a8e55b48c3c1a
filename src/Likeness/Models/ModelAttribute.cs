using Likeness.Data;

namespace Likeness.Models;

/// <summary>Registers a model class under a name. Its one public constructor takes (its options record, <see cref="ModelSpace"/>, <c>ulong?</c> seed).</summary>
/// <param name="name">The name on the command line and in run.json, lower-case.</param>
[AttributeUsage(AttributeTargets.Class, Inherited = false)]
public sealed class ModelAttribute(string name) : Attribute
{
    /// <summary>The name on the command line and in run.json.</summary>
    public string Name { get; } = name;

    /// <summary>
    /// The type of the examples that it learns, such as <c>typeof(ImageSet)</c>. Models of different kinds of data may share a name.
    /// </summary>
    public Type Learns { get; init; } = typeof(Table);

    /// <summary>The name as its paper writes it.</summary>
    public required string Title { get; init; }

    /// <summary>The paper that it follows: authors, year, identifier.</summary>
    public required string Paper { get; init; }

    /// <summary>What it is, in one phrase.</summary>
    public required string Summary { get; init; }
}
