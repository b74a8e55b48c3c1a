namespace Likeness.Compute.Compilation;

/// <summary>A node of a graph in debug mode has NaN where its inputs have none (see <see cref="CompiledGraphOptions.Debug"/>).</summary>
/// <param name="message">The op, its shape, the place, and the values of its inputs.</param>
/// <param name="node">The node.</param>
public sealed class NotANumberException(string message, Graph.Tensor node) : ArithmeticException(message)
{
    /// <summary>The first node with NaN.</summary>
    public Graph.Tensor Node { get; } = node;
}
