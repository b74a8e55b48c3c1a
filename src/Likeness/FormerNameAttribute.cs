namespace Likeness;

/// <summary>
/// An earlier name of an option, or of a value of an enum: the command line and the reader of run.json still understand it. The
/// help does not show it.
/// </summary>
/// <param name="name">The earlier name in kebab-case, such as <c>critic-steps</c>.</param>
[AttributeUsage(AttributeTargets.Property | AttributeTargets.Field, AllowMultiple = true)]
public sealed class FormerNameAttribute(string name) : Attribute
{
    /// <summary>The earlier name in kebab-case.</summary>
    public string Name { get; } = name;
}
