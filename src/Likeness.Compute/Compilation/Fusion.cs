using Likeness.Compute.Graph;

namespace Likeness.Compute.Compilation;

/// <summary>Elementwise nodes of one shape that are computed together, block by block, without a trip to memory between them.</summary>
internal sealed class FusionGroup(Tensor root)
{
    private readonly List<Tensor> members = [root];

    /// <summary>The last node; nothing in the group is used outside it but this and the kept nodes.</summary>
    public Tensor Root { get; } = root;

    /// <summary>The nodes, inputs before users.</summary>
    public IEnumerable<Tensor> Members => members.OrderBy(node => node.Id);

    /// <summary>The nodes outside that the members read.</summary>
    public IEnumerable<Tensor> Inputs =>
        Members.SelectMany(node => node.Inputs).Distinct().Where(input => !members.Contains(input));

    public void Add(Tensor node) => members.Add(node);
}

/// <summary>Decides which elementwise nodes are computed together: a node joins the group that holds all of its users.</summary>
internal static class Fusion
{
    /// <summary>The group of each elementwise node.</summary>
    /// <param name="nodes">All nodes, inputs before users.</param>
    public static Dictionary<Tensor, FusionGroup> Groups(IReadOnlyList<Tensor> nodes)
    {
        ILookup<Tensor, Tensor> users = nodes
            .SelectMany(node => node.Inputs.Distinct().Select(input => (Input: input, User: node)))
            .ToLookup(edge => edge.Input, edge => edge.User);
        var groups = new Dictionary<Tensor, FusionGroup>();
        foreach (Tensor node in nodes.Reverse().Where(node => node.Op is ElementwiseOp))
        {
            FusionGroup? shared = null;
            bool fits = users[node].Any();
            foreach (Tensor user in users[node])
            {
                fits &=
                    groups.TryGetValue(user, out FusionGroup? group)
                    && (shared ?? group) == group
                    && user.Shape == node.Shape;
                shared ??= group;
            }

            if (fits)
            {
                shared!.Add(node);
                groups[node] = shared;
            }
            else
            {
                groups[node] = new FusionGroup(node);
            }
        }

        return groups;
    }
}
