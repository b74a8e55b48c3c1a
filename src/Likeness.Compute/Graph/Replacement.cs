namespace Likeness.Compute.Graph;

/// <summary>The same graph over other nodes.</summary>
internal static class Replacement
{
    /// <summary>The given nodes, made anew where they depend on a replaced one.</summary>
    /// <param name="roots">The nodes.</param>
    /// <param name="positions">What stands for which node.</param>
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
