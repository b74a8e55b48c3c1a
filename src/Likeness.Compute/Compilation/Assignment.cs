using Likeness.Compute.Graph;

namespace Likeness.Compute.Compilation;

/// <summary>What a parameter becomes when a run ends; everything in the graph reads what it was when the run began.</summary>
/// <param name="Target">The parameter.</param>
/// <param name="Value">Its new value, of the same shape.</param>
public readonly record struct Assignment(Parameter Target, Tensor Value);
