using Likeness.Compute.Compilation;
using Likeness.Compute.Graph;

namespace Likeness.Compute.Gradients;

/// <summary>
/// A second copy of a region's nodes from the same inputs; the compiler never merges it with the first, although their values are
/// equal.
/// </summary>
internal sealed class Repetition
{
    private readonly Dictionary<Tensor, Tensor> copies = [];
    private readonly Dictionary<RegionOp, RegionOp> inner = [];
    private readonly string region;

    /// <summary>Starts at the region's inputs.</summary>
    public Repetition(IReadOnlyList<Tensor> inputs, string region)
    {
        this.region = region;
        var again = new Again(region);
        Inputs =
        [
            .. inputs.Select(input =>
                copies[input] = Simplifier.Uniform(input) is null ? new Tensor(again, input) : input
            ),
        ];
    }

    /// <summary>The nodes that replace the region's inputs.</summary>
    public IReadOnlyList<Tensor> Inputs { get; }

    /// <summary>The copy of a node of the region.</summary>
    public Tensor Find(Tensor node)
    {
        var missing = new HashSet<Tensor>();
        var pending = new Stack<Tensor>([node]);
        while (pending.TryPop(out Tensor? next))
        {
            if (!copies.ContainsKey(next) && missing.Add(next))
            {
                foreach (Tensor input in next.Inputs)
                {
                    pending.Push(input);
                }
            }
        }

        foreach (Tensor next in missing.OrderBy(one => one.Id))
        {
            copies[next] = Copy(next);
            if (copies[next] != next)
            {
                copies[next].Region ??= region;
            }
        }

        return copies[node];
    }

    private Tensor Copy(Tensor node) =>
        node.Op switch
        {
            // Another source of the same stream generates the same numbers.
            RandomNumbers random => new Tensor(new RandomNumbers(random.Kind, random.Shape, random.Stream)),
            Leaf => node,
            RegionOp op => new Tensor(InnerOf(op), Copies(node)),
            _ => new Tensor(node.Op, Copies(node)),
        };

    private Tensor[] Copies(Tensor node) => [.. node.Inputs.Select(input => copies[input])];

    private RegionOp InnerOf(RegionOp op) =>
        inner.TryGetValue(op, out RegionOp? copy) ? copy : inner[op] = new RegionOp($"{region}, {op.Own}", op.Own);
}
