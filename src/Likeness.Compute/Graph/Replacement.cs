using Likeness.Compute.Gradients;

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
        var regions = new Dictionary<RegionOp, RegionOp>();
        foreach (Tensor node in Tensor.Ancestors(roots))
        {
            Tensor[] inputs = [.. node.Inputs.Select(input => replaced[input])];
            replaced[node] =
                positions.TryGetValue(node, out Tensor? other) ? other
                : inputs.SequenceEqual(node.Inputs) ? node
                : new Tensor(OpOf(node, regions), inputs) { Region = node.Region };
        }

        return [.. roots.Select(root => replaced[root])];
    }

    // The results of a region share its recomputation, which differs for other inputs.
    private static Op OpOf(Tensor node, Dictionary<RegionOp, RegionOp> regions) =>
        node.Op is not RegionOp op ? node.Op
        : regions.TryGetValue(op, out RegionOp? copy) ? copy
        : regions[op] = new RegionOp(op.Region, op.Own);
}
