namespace Likeness.Compute.Graph;

/// <summary>Rebuilds a graph with other tensors in place of some of its nodes.</summary>
public static class Substitution
{
    /// <summary>
    /// Some tensors as functions of other arguments, such as a loss with updated weights in place of the parameters. Nodes that do not depend on a replaced
    /// one are reused, with their random numbers. Gradients flow through the new arguments.
    /// </summary>
    /// <param name="results">The tensors.</param>
    /// <param name="replaced">Distinct nodes.</param>
    /// <param name="by">The tensor in place of each, of its shape.</param>
    /// <returns>A tensor for each result.</returns>
    /// <exception cref="ArgumentException">The numbers of nodes differ, or a node is given twice.</exception>
    /// <exception cref="ShapeException">A tensor has another shape than the node that it replaces.</exception>
    public static Tensor[] Apply(
        IReadOnlyList<Tensor> results,
        IReadOnlyList<Tensor> replaced,
        IReadOnlyList<Tensor> by
    )
    {
        if (replaced.Count != by.Count)
        {
            throw new ArgumentException($"{replaced.Count} nodes are replaced by {by.Count} tensors.", nameof(by));
        }

        var positions = new Dictionary<Tensor, Tensor>();
        foreach ((Tensor node, Tensor other) in replaced.Zip(by))
        {
            if (node.Shape != other.Shape)
            {
                throw new ShapeException("substitution", "the shapes differ", node.Shape, other.Shape);
            }

            positions.Add(node, other);
        }

        return Replacement.In(results, positions);
    }
}
