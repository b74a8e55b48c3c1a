namespace Likeness.Models;

/// <summary>
/// Marks an option that does not affect training, only sampling or evaluation, such as a temperature or a number of steps. It can be changed for a trained
/// model.
/// </summary>
/// <param name="affects">The uses of a trained model that it affects; a task of other uses does not offer it.</param>
[AttributeUsage(AttributeTargets.Property)]
public sealed class SamplingAttribute(ModelUses affects = ModelUses.All) : Attribute
{
    /// <summary>The uses of a trained model that the option affects.</summary>
    public ModelUses Affects { get; } = affects;
}
