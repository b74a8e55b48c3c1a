namespace Likeness.Models;

/// <summary>
/// Marks an option that is not trained into the weights but only says how rows are drawn, such as a temperature or a number of steps:
/// it can be chosen anew whenever rows are drawn.
/// </summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class SamplingAttribute : Attribute;
