namespace Likeness.Models;

/// <summary>
/// Marks an option that does not affect training, only sampling or evaluation, such as a temperature or a number of steps. It can be changed for a trained
/// model.
/// </summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class SamplingAttribute : Attribute;
