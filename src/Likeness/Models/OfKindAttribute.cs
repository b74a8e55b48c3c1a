using Likeness.Data;

namespace Likeness.Models;

/// <summary>Marks an option that every model has but that only means something for one kind of data.</summary>
/// <param name="kind">The kind.</param>
[AttributeUsage(AttributeTargets.Property)]
public sealed class OfKindAttribute(DataKind kind) : Attribute
{
    /// <summary>The kind of data.</summary>
    public DataKind Kind { get; } = kind;
}
