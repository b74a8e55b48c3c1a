using Likeness.Compute.Graph;

namespace Likeness.Compute.Compilation;

/// <summary>
/// Elementwise nodes of one shape that are computed together block by block, without storing intermediate values, and the
/// reductions that consume these blocks.
/// </summary>
internal sealed class FusionGroup
{
    private readonly SortedSet<Tensor> members = new(Comparer<Tensor>.Create((a, b) => a.Id.CompareTo(b.Id)));

    /// <summary>A group of one node, elementwise or a reduction.</summary>
    public FusionGroup(Tensor node)
    {
        Shape = node.Op is ReduceOp ? node.Inputs[0].Shape : node.Shape;
        Axes = (node.Op as ReduceOp)?.Axes;
        members.Add(node);
    }

    /// <summary>The shape of the elementwise nodes and of the reductions' inputs.</summary>
    public Shape Shape { get; }

    /// <summary>The axes of the group's reductions; null if it has none.</summary>
    public int[]? Axes { get; private set; }

    /// <summary>The last node.</summary>
    public Tensor Root => members.Max!;

    /// <summary>The nodes, inputs before users.</summary>
    public IReadOnlyCollection<Tensor> Members => members;

    /// <summary>The members that are reductions.</summary>
    public IEnumerable<Tensor> Reductions => members.Where(node => node.Op is ReduceOp);

    /// <summary>The external nodes that the members read.</summary>
    public IEnumerable<Tensor> Inputs =>
        members.SelectMany(node => node.Inputs).Distinct().Where(input => !members.Contains(input));

    /// <summary>Whether the group computes a node.</summary>
    public bool Contains(Tensor node) => members.Contains(node);

    /// <summary>Adds an elementwise node to the group.</summary>
    public void Add(Tensor node) => members.Add(node);

    /// <summary>Adds all members of another group.</summary>
    public void Absorb(FusionGroup other)
    {
        members.UnionWith(other.members);
        Axes ??= other.Axes;
    }
}
