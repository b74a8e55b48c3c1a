namespace Likeness.Models;

/// <summary>An alias of a model's option on the command line, as the model's original description spells it.</summary>
/// <param name="option">The property's name.</param>
/// <param name="spelling">The other name without dashes before it, such as <c>batch_size</c>.</param>
[AttributeUsage(AttributeTargets.Class, AllowMultiple = true)]
public sealed class SpeltAttribute(string option, string spelling) : Attribute
{
    /// <summary>The property's name.</summary>
    public string Option { get; } = option;

    /// <summary>The other name.</summary>
    public string Spelling { get; } = spelling;
}
