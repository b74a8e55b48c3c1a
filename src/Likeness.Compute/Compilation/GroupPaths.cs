using Likeness.Compute.Graph;

namespace Likeness.Compute.Compilation;

/// <summary>
/// Whether a group would come to depend on itself: each is computed as a whole, after all that any of its members needs.
/// </summary>
internal sealed class GroupPaths(ILookup<Tensor, Tensor> users, Dictionary<Tensor, List<FusionGroup>> groupsOf)
{
    /// <summary>Whether a node, computed in one of the groups that read it, would make that group wait for itself by way of the others.</summary>
    public bool LeadBack(Tensor node, FusionGroup group) => Reach([node], group, group);

    /// <summary>Whether one group needs what another gives by way of a third.</summary>
    public bool Connect(FusionGroup one, FusionGroup other) =>
        Reach(one.Members, one, other) || Reach(other.Members, other, one);

    /// <summary>Whether a path leads from nodes of a group to another group by way of what belongs to neither.</summary>
    private bool Reach(IEnumerable<Tensor> nodes, FusionGroup from, FusionGroup target)
    {
        var seen = new HashSet<object>();
        var pending = new Stack<object>(nodes.SelectMany(Readers).Where(unit => unit != from && unit != target));
        while (pending.TryPop(out object? unit))
        {
            if (unit == target)
            {
                return true;
            }

            if (seen.Add(unit))
            {
                foreach (Tensor node in unit is FusionGroup group ? group.Members : [(Tensor)unit])
                {
                    foreach (object reader in Readers(node).Where(reader => reader != unit))
                    {
                        pending.Push(reader);
                    }
                }
            }
        }

        return false;
    }

    /// <summary>The groups, and the nodes without one, that read a node and do not compute it themselves.</summary>
    private IEnumerable<object> Readers(Tensor node)
    {
        foreach (Tensor user in users[node])
        {
            if (!groupsOf.TryGetValue(user, out List<FusionGroup>? groups))
            {
                yield return user;
                continue;
            }

            foreach (FusionGroup group in groups.Where(group => !group.Contains(node)))
            {
                yield return group;
            }
        }
    }
}
