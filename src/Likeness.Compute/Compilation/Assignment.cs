using Likeness.Compute.Graph;

namespace Likeness.Compute.Compilation;

/// <summary>
/// An update: the value that a parameter takes when a run ends. All nodes of the graph read the value from before the run.
/// </summary>
/// <param name="Target">The parameter.</param>
/// <param name="Value">Its new value, of the same shape.</param>
public readonly record struct Assignment(Parameter Target, Tensor Value);
