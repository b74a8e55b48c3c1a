using System.Runtime.CompilerServices;
using Likeness.Compute.Graph;

namespace Likeness.Compute.Compilation;

/// <summary>
/// The schedule of a graph. Groups that only write parameters run as soon as no step needs the old values, so that they can be the
/// epilogue of the matmul that computes their gradient.
/// </summary>
internal sealed class ScheduleGraph
{
    private readonly Dictionary<Tensor, Parameter> direct = [];
    private readonly Dictionary<Tensor, Parameter> storedInPlace = [];
    private readonly ILookup<Tensor, Tensor> users;
    private readonly HashSet<Tensor> wanted;
    private readonly Dictionary<Tensor, List<FusionGroup>> groupsOf;
    private readonly Dictionary<Tensor, FusionGroup> followers;

    /// <summary>Decides the fusion groups and their order.</summary>
    /// <param name="outputs">The nodes that are read after the run.</param>
    /// <param name="updates">The updates of parameters.</param>
    public ScheduleGraph(IReadOnlyList<Tensor> outputs, IReadOnlyList<(Parameter Target, Tensor Value)> updates)
    {
        Outputs = outputs;
        updates = [.. updates.Select(update => (update.Target, Taken(update, updates)))];
        Nodes = Tensor.Ancestors([.. outputs, .. updates.Select(update => update.Value)]);
        users = Nodes
            .SelectMany(node => node.Inputs.Distinct().Select(input => (Input: input, User: node)))
            .ToLookup(edge => edge.Input, edge => edge.User);
        groupsOf = Fusion.Groups(Nodes, users, [.. outputs, .. updates.Select(update => update.Value)]);
        Groups = groupsOf.ToDictionary(entry => entry.Key, entry => entry.Value[0]);
        wanted = [.. outputs];
        FusionGroup[] late = Defer(updates);
        ChooseEpilogues();
        followers = EpilogueOf.ToDictionary(entry => entry.Value, entry => entry.Key);
        Order = Arrange(late);
    }

    /// <summary>The nodes that are read after the run.</summary>
    public IReadOnlyList<Tensor> Outputs { get; }

    /// <summary>All nodes, inputs before users.</summary>
    public List<Tensor> Nodes { get; }

    /// <summary>The group of each elementwise node and of each reduction; the first one if several compute it.</summary>
    public Dictionary<Tensor, FusionGroup> Groups { get; }

    /// <summary>The matmul of which a group is the epilogue.</summary>
    public Dictionary<FusionGroup, Tensor> EpilogueOf { get; } = [];

    /// <summary>The nodes that become steps, in order.</summary>
    public IReadOnlyList<Tensor> Order { get; }

    /// <summary>Parameters that cannot be written in place, with their new values; they are stored at the end.</summary>
    public List<(Parameter Target, Tensor Value)> CopiedAtEnd { get; } = [];

    /// <summary>Whether a member of a group has a user that does not compute it.</summary>
    public bool IsStored(Tensor node) =>
        wanted.Contains(node)
        || users[node]
            .Any(user => !groupsOf.TryGetValue(user, out var groups) || groups.Exists(group => !group.Contains(node)));

    /// <summary>The parameter whose memory a node is written to, or null.</summary>
    public Parameter? DirectTarget(Tensor node) => direct.GetValueOrDefault(node);

    /// <summary>The parameter in whose memory a node replaces some elements, or null.</summary>
    public Parameter? StoredInPlace(Tensor node) => storedInPlace.GetValueOrDefault(node);

    /// <summary>The reductions of a node that are computed separately.</summary>
    public IEnumerable<Tensor> ReductionsOf(Tensor node) =>
        users[node].Where(user => user.Op is ReduceOp && Groups[user].Members.Count == 1);

    /// <summary>Whether a group writes parameters.</summary>
    public bool HasDirectOutput(FusionGroup group) => group.Members.Any(direct.ContainsKey);

    /// <summary>The recomputed nodes of regions whose inputs the step of a node reads.</summary>
    public IEnumerable<Again> RepetitionsReadBy(Tensor unit)
    {
        foreach (Tensor input in InputsOf(unit))
        {
            for (Tensor node = input; node.Op is MovementOp; node = node.Inputs[0])
            {
                if (node.Op is Again again)
                {
                    yield return again;
                }
            }
        }
    }

    /// <summary>The regions that the step of a node recomputes, for listings; null for none.</summary>
    public string? RegionOf(Tensor unit)
    {
        Tensor[] nodes = Groups.TryGetValue(unit, out FusionGroup? group)
            ? [.. group.Members, .. EpilogueOf.TryGetValue(group, out Tensor? product) ? (Tensor[])[product] : []]
            : [unit];
        string[] regions = [.. nodes.Select(node => node.Region).OfType<string>().Distinct()];
        return regions.Length == 0 ? null : string.Join(" and ", regions);
    }

    /// <summary>The nodes below a chain of movements.</summary>
    private static Tensor Source(Tensor node)
    {
        while (node.Op is MovementOp)
        {
            node = node.Inputs[0];
        }

        return node;
    }

    /// <summary>
    /// The new value of a parameter; evaluated if it is the old value of another parameter that also changes in this run.
    /// </summary>
    private static Tensor Taken(
        (Parameter Target, Tensor Value) update,
        IReadOnlyList<(Parameter Target, Tensor Value)> updates
    ) =>
        Read(update.Value) is { } other && other != update.Target && updates.Any(next => next.Target == other)
            ? update.Value * Tensor.Constant(update.Value.Shape, 1)
            : update.Value;

    private static Parameter? Read(Tensor input) => (Source(input).Op as Variable)?.Parameter;

    private static bool IsUnit(Tensor node) => node.Op is RandomNumbers or not (MovementOp or Leaf);

    /// <summary>Finds the groups that write parameters in place; the other updates are copied at the end.</summary>
    private FusionGroup[] Defer(IReadOnlyList<(Parameter Target, Tensor Value)> updates)
    {
        HashSet<Tensor> values = [.. updates.Select(update => update.Value)];
        HashSet<FusionGroup> late =
        [
            .. updates
                .Where(update => Groups.ContainsKey(update.Value))
                .Select(update => Groups[update.Value])
                .Where(group => group.Axes is null && !users[group.Root].Any() && !wanted.Contains(group.Root))
                .Where(group => values.Contains(group.Root)),
        ];
        ILookup<Parameter, FusionGroup> readers = late.SelectMany(group =>
                group.Inputs.Select(Read).OfType<Parameter>().Distinct().Select(parameter => (parameter, group))
            )
            .ToLookup(edge => edge.parameter, edge => edge.group);
        foreach ((Parameter target, Tensor value) in updates)
        {
            FusionGroup? group = Groups.GetValueOrDefault(value);
            bool own =
                group is not null && late.Contains(group) && !direct.ContainsKey(value) && !wanted.Contains(value);
            bool alone = readers[target].All(reader => reader == group);
            bool straight = own && group!.Inputs.All(input => Read(input) != target || input.Op is Variable);
            if (own && alone && straight)
            {
                direct[value] = target;
            }
            else if (ReplacesElements(target, value) && updates.Count(update => update.Target == target) == 1)
            {
                storedInPlace[value] = target;
            }
            else
            {
                CopiedAtEnd.Add((target, value));
            }

            wanted.Add(value);
        }

        // A group is deferred only as a whole: if its last node cannot be written in place, none of them is.
        foreach (Tensor node in direct.Keys.Where(node => !direct.ContainsKey(Groups[node].Root)).ToList())
        {
            CopiedAtEnd.Add((direct[node], node));
            direct.Remove(node);
        }

        return [.. late.Where(group => direct.ContainsKey(group.Root))];
    }

    /// <summary>Whether a value is a parameter with some elements replaced, of which no other node needs the old value.</summary>
    private bool ReplacesElements(Parameter target, Tensor value) =>
        value.Op is StoreAtOp
        && Read(value.Inputs[0]) == target
        && value.Inputs[0].Op is Variable
        && users[value.Inputs[0]].All(user => user == value)
        && value.Inputs.Count(input => Read(input) == target) == 1
        && !Outputs.Any(output => Source(output) == value || Source(output) == value.Inputs[0]);

    /// <summary>Makes a group the epilogue of the last matmul that only it uses.</summary>
    private void ChooseEpilogues()
    {
        foreach (FusionGroup group in Groups.Values.Distinct().Where(group => group.Axes is null))
        {
            Tensor? product = group
                .Inputs.Where(input => input.Op is ContractOp or ConvolutionOp && !wanted.Contains(input))
                .Where(input => users[input].All(user => Groups.GetValueOrDefault(user) == group))
                .MaxBy(input => input.Id);
            if (product is not null)
            {
                EpilogueOf[group] = product;
            }
        }
    }

    private List<Tensor> Arrange(FusionGroup[] late)
    {
        HashSet<Tensor> lateRoots = [.. late.Select(group => group.Root)];
        var order = new List<Tensor>();
        var seen = new HashSet<Tensor>();
        foreach (Tensor unit in Nodes.Where(node => IsUnit(node) && Placed(node) == node && !lateRoots.Contains(node)))
        {
            Visit(unit);
        }

        void Visit(Tensor unit)
        {
            // A graph may be deeper than the stack.
            RuntimeHelpers.EnsureSufficientExecutionStack();
            if (seen.Add(unit))
            {
                foreach (Tensor input in InputsOf(unit).Select(Placed).Where(IsUnit))
                {
                    Visit(input);
                }

                order.Add(unit);
            }
        }

        var position = new Dictionary<Tensor, int>();
        var lastReader = new Dictionary<Parameter, int>();
        for (int i = 0; i < order.Count; i++)
        {
            position[order[i]] = i;
            foreach (Tensor input in InputsOf(order[i]))
            {
                if (Read(input) is { } parameter)
                {
                    lastReader[parameter] = i;
                }
            }
        }

        // The unit after which each deferred group may run: all its inputs exist, and no later step needs the values that it overwrites.
        ILookup<int, Tensor> after = late.ToLookup(
            group =>
            {
                int ready = InputsOf(group.Root)
                    .Select(input => position.GetValueOrDefault(Placed(input), -1))
                    .DefaultIfEmpty(-1)
                    .Max();
                IEnumerable<int> readers = group
                    .Members.Select(DirectTarget)
                    .OfType<Parameter>()
                    .Select(p => lastReader.GetValueOrDefault(p, -1));
                return Math.Max(ready, readers.DefaultIfEmpty(-1).Max());
            },
            group => group.Root
        );
        return [.. after[-1], .. order.SelectMany((unit, i) => after[i].OrderBy(node => node.Id).Prepend(unit))];
    }

    /// <summary>The node whose step computes a node: the last of its group, which may be the epilogue of a matmul.</summary>
    private Tensor Placed(Tensor node)
    {
        Tensor source = Source(node);
        FusionGroup? group = followers.GetValueOrDefault(source) ?? Groups.GetValueOrDefault(source);
        return group?.Root ?? source;
    }

    /// <summary>The inputs of a node's step, including those of the matmul whose epilogue it is.</summary>
    private IEnumerable<Tensor> InputsOf(Tensor unit)
    {
        if (!Groups.TryGetValue(unit, out FusionGroup? group))
        {
            return unit.Inputs;
        }

        return EpilogueOf.TryGetValue(group, out Tensor? product)
            ? group.Inputs.Where(input => input != product).Concat(product.Inputs)
            : group.Inputs;
    }
}
