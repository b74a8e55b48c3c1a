namespace Likeness;

/// <summary>
/// A former name of an option or of an enum value. The command line and the reader of run.json still accept it; the help does not
/// show it.
/// </summary>
/// <param name="name">The former name in kebab-case, such as <c>critic-steps</c>.</param>
[AttributeUsage(AttributeTargets.Property | AttributeTargets.Field, AllowMultiple = true)]
public sealed class FormerNameAttribute(string name) : Attribute
{
    /// <summary>The former name in kebab-case.</summary>
    public string Name { get; } = name;
}
