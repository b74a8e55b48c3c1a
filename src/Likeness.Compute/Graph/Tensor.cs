namespace Likeness.Compute.Graph;

/// <summary>
/// A node of a computation graph: an op, its inputs and the shape of its result. It holds no values; a <see
/// cref="Compilation.CompiledGraph"/> does. Nodes are immutable and can be shared.
/// </summary>
public sealed partial class Tensor
{
    private static long created;

    internal Tensor(Op op, params Tensor[] inputs)
    {
        Op = op;
        // A copy that cannot be cast back to an array and changed: the shape was inferred from these inputs.
        Inputs = [.. inputs];
        Shape = op.InferShape(Array.ConvertAll(inputs, input => input.Shape));
        Id = Interlocked.Increment(ref created);
    }

    /// <summary>The op.</summary>
    public Op Op { get; }

    /// <summary>The input nodes.</summary>
    public IReadOnlyList<Tensor> Inputs { get; }

    /// <summary>The extents of the axes.</summary>
    public Shape Shape { get; }

    /// <summary>The region whose recomputation this node is part of, for listings; null for none.</summary>
    internal string? Region { get; set; }

    /// <summary>The creation index: every input has a smaller one, so that sorting by it is a topological order.</summary>
    internal long Id { get; }

    /// <summary>The largest <see cref="Id"/> so far.</summary>
    internal static long Newest => Interlocked.Read(ref created);

    /// <inheritdoc/>
    public override string ToString() => $"{Op}{Shape}";

    /// <summary>All nodes that the given ones depend on, including themselves; inputs before users.</summary>
    internal static List<Tensor> Ancestors(IEnumerable<Tensor> roots)
    {
        var seen = new HashSet<Tensor>();
        var pending = new Stack<Tensor>(roots);
        while (pending.TryPop(out Tensor? node))
        {
            if (seen.Add(node))
            {
                foreach (Tensor input in node.Inputs)
                {
                    pending.Push(input);
                }
            }
        }

        return [.. seen.OrderBy(node => node.Id)];
    }
}
