using Likeness.Compute.Graph;

namespace Likeness.Compute.Compilation;

/// <summary>
/// Elementwise nodes of one shape that are computed together, block by block, without a trip to memory between them, and the
/// reductions that take in the blocks as they are made.
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

    /// <summary>The shape of the elementwise nodes, and of what the reductions combine.</summary>
    public Shape Shape { get; }

    /// <summary>The axes along which the group's reductions combine; null where it has none.</summary>
    public int[]? Axes { get; private set; }

    /// <summary>The last node.</summary>
    public Tensor Root => members.Max!;

    /// <summary>The nodes, inputs before users.</summary>
    public IReadOnlyCollection<Tensor> Members => members;

    /// <summary>The members that are reductions.</summary>
    public IEnumerable<Tensor> Reductions => members.Where(node => node.Op is ReduceOp);

    /// <summary>The nodes outside that the members read.</summary>
    public IEnumerable<Tensor> Inputs =>
        members.SelectMany(node => node.Inputs).Distinct().Where(input => !members.Contains(input));

    /// <summary>Whether a node is computed here.</summary>
    public bool Contains(Tensor node) => members.Contains(node);

    /// <summary>Computes an elementwise node here too.</summary>
    public void Add(Tensor node) => members.Add(node);

    /// <summary>Computes all that another group does.</summary>
    public void Absorb(FusionGroup other)
    {
        members.UnionWith(other.members);
        Axes ??= other.Axes;
    }
}
