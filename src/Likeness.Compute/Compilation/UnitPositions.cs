using Likeness.Compute.Graph;

namespace Likeness.Compute.Compilation;

/// <summary>
/// A topological order of the units of work (groups, and nodes in no group), maintained while groups grow, so that no group comes
/// to depend on itself. Moving a unit only visits the units between two positions (Pearce and Kelly 2007, "A dynamic topological
/// sort algorithm for directed acyclic graphs", doi:10.1145/1187436.1210590).
/// </summary>
internal sealed class UnitPositions
{
    // The gap between the positions of two neighbouring nodes; as many units fit there.
    private const long Gap = 1L << 32;

    // A fusion may move at most this many units.
    private const int MaxMoved = 256;

    private readonly ILookup<Tensor, Tensor> users;
    private readonly Dictionary<Tensor, List<FusionGroup>> groupsOf;
    private readonly Dictionary<object, long> positions = [];
    private readonly SortedSet<long> taken = [];

    /// <summary>Starts with the nodes in order, each a unit of its own.</summary>
    /// <param name="nodes">All nodes, inputs before users.</param>
    /// <param name="users">The nodes that read each.</param>
    /// <param name="groupsOf">The groups that compute each node; they grow over time.</param>
    public UnitPositions(
        IReadOnlyList<Tensor> nodes,
        ILookup<Tensor, Tensor> users,
        Dictionary<Tensor, List<FusionGroup>> groupsOf
    )
    {
        (this.users, this.groupsOf) = (users, groupsOf);
        for (int i = 0; i < nodes.Count; i++)
        {
            positions[nodes[i]] = (i + 1) * Gap;
            taken.Add((i + 1) * Gap);
        }
    }

    /// <summary>The position of a group, or of a node in no group.</summary>
    public long this[object unit] => positions[unit];

    /// <summary>Assigns a new group the position of its one node.</summary>
    public void Add(FusionGroup group) => positions[group] = positions[group.Root];

    /// <summary>
    /// Moves the other readers of a node behind a group, so that the group can compute it. False if the group depends on one of
    /// them.
    /// </summary>
    public bool TryGive(Tensor node, FusionGroup group) => TryMove(Readers(node), group);

    /// <summary>
    /// Makes it possible to merge two groups at the position of the later one. False if the later one depends on a third group that
    /// depends on the earlier one.
    /// </summary>
    public bool TryMerge(FusionGroup earlier, FusionGroup later) =>
        TryMove(earlier.Members.SelectMany(Readers).Where(unit => unit != earlier), later);

    /// <summary>Moves units, and all units that depend on them, behind a group.</summary>
    private bool TryMove(IEnumerable<object> units, FusionGroup group)
    {
        long limit = positions[group];
        var moved = new HashSet<object>();
        var pending = new Stack<object>(units.Where(unit => unit != group));
        while (pending.TryPop(out object? unit))
        {
            if (unit == group)
            {
                return false;
            }

            if (positions[unit] > limit || !moved.Add(unit))
            {
                continue;
            }

            if (moved.Count > MaxMoved)
            {
                return false;
            }

            foreach (Tensor node in unit is FusionGroup members ? members.Members : [(Tensor)unit])
            {
                foreach (object reader in Readers(node).Where(reader => reader != unit))
                {
                    pending.Push(reader);
                }
            }
        }

        if (moved.Count == 0)
        {
            return true;
        }

        long next = limit == taken.Max ? limit + Gap : taken.GetViewBetween(limit + 1, long.MaxValue).Min;
        long step = (next - limit) / (moved.Count + 1);
        if (step == 0)
        {
            return false;
        }

        foreach (object unit in moved.OrderBy(unit => positions[unit]))
        {
            limit += step;
            positions[unit] = limit;
            taken.Add(limit);
        }

        return true;
    }

    /// <summary>The groups, and the nodes in no group, that read a node and do not compute it themselves.</summary>
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
