namespace Likeness.Models;

/// <summary>Marks an option that applies to one kind of data only.</summary>
/// <param name="examples">The type of its examples, such as <c>typeof(ImageSet)</c>.</param>
[AttributeUsage(AttributeTargets.Property)]
public sealed class ForAttribute(Type examples) : Attribute
{
    /// <summary>The type of the examples.</summary>
    public Type Examples { get; } = examples;
}
