using Likeness.Compute.Graph;

namespace Likeness.Compute.Compilation;

/// <summary>
/// Decides which nodes are computed together. A node joins the group of its users if all of them are in one group. Otherwise it is
/// recomputed for each group where that is cheap, or it joins the first group and is stored for the others. Reductions of one shape
/// along the same axes share a group if they share an input.
/// </summary>
internal sealed class Fusion
{
    // The maximum number of groups that recompute a node, and the maximum depth of the recomputed nodes.
    private const int MaxCopies = 4;
    private const int MaxDepth = 3;

    // A group's operand table is on the stack, and the values of its loop are in registers or there; larger groups are split.
    private const int MaxMembers = 512;

    private static readonly HashSet<Op> Cheap =
    [
        BinaryOps.Add,
        BinaryOps.Subtract,
        BinaryOps.Multiply,
        BinaryOps.Maximum,
        BinaryOps.Minimum,
        BinaryOps.Greater,
        BinaryOps.Equal,
        UnaryOps.Negate,
        UnaryOps.Square,
    ];

    private readonly ILookup<Tensor, Tensor> users;
    private readonly HashSet<Tensor> wanted;
    private readonly Dictionary<Tensor, List<FusionGroup>> groupsOf = [];
    private readonly UnitPositions positions;

    private Fusion(IReadOnlyList<Tensor> nodes, ILookup<Tensor, Tensor> users, HashSet<Tensor> wanted)
    {
        (this.users, this.wanted) = (users, wanted);
        positions = new UnitPositions(nodes, users, groupsOf);
        foreach (Tensor node in nodes.Reverse())
        {
            MergeReductions(node);
            if (node.Op is ReduceOp)
            {
                Begin(node);
            }
            else if (node.Op is ElementwiseOp)
            {
                Place(node);
            }
        }
    }

    /// <summary>The groups that compute each elementwise node and each reduction; a recomputed node has several.</summary>
    /// <param name="nodes">All nodes, inputs before users.</param>
    /// <param name="users">The nodes that read each.</param>
    /// <param name="wanted">The output nodes.</param>
    public static Dictionary<Tensor, List<FusionGroup>> Groups(
        IReadOnlyList<Tensor> nodes,
        ILookup<Tensor, Tensor> users,
        HashSet<Tensor> wanted
    ) => new Fusion(nodes, users, wanted).groupsOf;

    private void Place(Tensor node)
    {
        FusionGroup[] around =
        [
            .. users[node]
                .SelectMany(user => groupsOf.GetValueOrDefault(user) ?? [])
                .Where(group => group.Shape == node.Shape && !(group.Axes is not null && node.Shape.Count == 0))
                .Where(group => group.Members.Count < MaxMembers)
                .Distinct()
                .OrderBy(group => positions[group]),
        ];
        bool allHere = users[node].All(user => groupsOf.TryGetValue(user, out var of) && of.All(around.Contains));
        bool stored = wanted.Contains(node) || !allHere;
        if (allHere && around.Length == 1)
        {
            Join(node, around);
        }
        else if (!stored && around.Length <= MaxCopies && IsCheapAnew(node))
        {
            Join(node, around);
        }
        else if (Array.Find(around, group => MayStore(node, group)) is { } first)
        {
            Join(node, first);
        }
        else
        {
            Begin(node);
        }
    }

    private void Begin(Tensor node)
    {
        var group = new FusionGroup(node);
        groupsOf[node] = [group];
        positions.Add(group);
    }

    private void Join(Tensor node, params FusionGroup[] groups)
    {
        groupsOf[node] = [.. groups];
        foreach (FusionGroup group in groups)
        {
            group.Add(node);
        }
    }

    /// <summary>
    /// Whether recomputing a node costs less than storing it: simple arithmetic on one tensor of its size that is stored in any
    /// case.
    /// </summary>
    private bool IsCheapAnew(Tensor node) =>
        Cheap.Contains(node.Op) && Sources(node, MaxDepth) is { } sources && sources.Distinct().Count() <= 1;

    /// <summary>The stored tensors of a node's size from which it can be recomputed; null if there are none.</summary>
    private List<Tensor>? Sources(Tensor node, int depth)
    {
        var sources = new List<Tensor>();
        foreach (Tensor input in node.Inputs.Where(input => Places(input) == node.Shape.Count))
        {
            if (IsKept(input, node))
            {
                sources.Add(input);
            }
            else if (depth > 0 && Cheap.Contains(input.Op) && Sources(input, depth - 1) is { } deeper)
            {
                sources.AddRange(deeper);
            }
            else
            {
                return null;
            }
        }

        return sources;
    }

    /// <summary>Whether an input of a node is stored in any case.</summary>
    private bool IsKept(Tensor input, Tensor node) =>
        Stored(input).Op is Leaf
        || users[input].Any(user => user != node && (input.Op is ElementwiseOp || user.Op is not ElementwiseOp));

    private static bool IsMatMul(Tensor node) => node.Op is ContractOp or ConvolutionOp;

    /// <summary>The node whose memory a node views.</summary>
    private static Tensor Stored(Tensor node)
    {
        while (node.Op is MovementOp)
        {
            node = node.Inputs[0];
        }

        return node;
    }

    /// <summary>The number of distinct elements that a view reads; fewer than its size where it broadcasts.</summary>
    private static int Places(Tensor node)
    {
        int positions = node.Shape.Count;
        while (node.Op is MovementOp)
        {
            node = node.Inputs[0];
            positions = Math.Min(positions, node.Shape.Count);
        }

        return positions;
    }

    /// <summary>Whether a node that is also used elsewhere may be computed and stored in a group.</summary>
    private bool MayStore(Tensor node, FusionGroup group)
    {
        // A group that only writes parameters runs after all readers of their old values; others must not wait for it.
        bool late = wanted.Contains(group.Root) && !users[group.Root].Any();
        // Sums over the batch alone are split by rows; steps that are split by lanes should stay so.
        bool crossing = group.Axes is [0];
        bool follows = Follows(node, MaxDepth);
        return !late && !crossing && !(follows && group.Axes is not null) && positions.TryGive(node, group);
    }

    /// <summary>Whether a node depends on a matmul that has no other user, so that it can be the matmul's epilogue.</summary>
    private bool Follows(Tensor node, int depth) =>
        node.Inputs.Any(input =>
            input.Shape == node.Shape
            && !users[input].Skip(1).Any()
            && (IsMatMul(input) || (depth > 0 && input.Op is ElementwiseOp && Follows(input, depth - 1)))
        );

    /// <summary>Fuses reductions that read the same node along the same axes.</summary>
    private void MergeReductions(Tensor node)
    {
        if (node.Shape.Count == 0 || Places(node) != node.Shape.Count)
        {
            // Inputs that are read from cache do not justify a fusion.
            return;
        }

        var candidates = users[node]
            .SelectMany(user => groupsOf.GetValueOrDefault(user) ?? [])
            .Where(group => group.Axes is not null && group.Shape == node.Shape)
            .Distinct()
            .ToList();
        for (int i = 0; i < candidates.Count; i++)
        {
            for (int k = i + 1; k < candidates.Count; k++)
            {
                (FusionGroup one, FusionGroup other) =
                    positions[candidates[i]] < positions[candidates[k]]
                        ? (candidates[i], candidates[k])
                        : (candidates[k], candidates[i]);
                bool fits = one.Members.Count + other.Members.Count <= MaxMembers;
                if (fits && one.Axes!.SequenceEqual(other.Axes!) && positions.TryMerge(one, other))
                {
                    other.Absorb(one);
                    foreach (Tensor member in one.Members)
                    {
                        groupsOf[member].Remove(one);
                        if (!groupsOf[member].Contains(other))
                        {
                            groupsOf[member].Add(other);
                        }
                    }

                    candidates[i] = other;
                    candidates.RemoveAt(k--);
                }
            }
        }
    }
}
