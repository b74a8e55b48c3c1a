namespace Likeness.Compute.Graph;

/// <summary>Rebuilds a graph with some nodes replaced.</summary>
internal static class Replacement
{
    /// <summary>The given nodes, rebuilt if they depend on a replaced one.</summary>
    /// <param name="roots">The nodes.</param>
    /// <param name="positions">The replacements.</param>
    public static Tensor[] In(IReadOnlyList<Tensor> roots, IReadOnlyDictionary<Tensor, Tensor> positions)
    {
        var replaced = new Dictionary<Tensor, Tensor>();
        foreach (Tensor node in Tensor.Ancestors(roots))
        {
            Tensor[] inputs = [.. node.Inputs.Select(input => replaced[input])];
            replaced[node] =
                positions.TryGetValue(node, out Tensor? other) ? other
                : inputs.SequenceEqual(node.Inputs) ? node
                : new Tensor(node.Op, inputs) { Region = node.Region };
        }

        return [.. roots.Select(root => replaced[root])];
    }
}
