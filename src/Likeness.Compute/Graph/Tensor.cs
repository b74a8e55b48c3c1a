namespace Likeness.Compute.Graph;

/// <summary>
/// A node of a computation: what to compute, from what, and the shape it will have. It holds no numbers; a
/// <see cref="Compilation.CompiledGraph"/> does. Nodes are immutable and are shared freely.
/// </summary>
public sealed partial class Tensor
{
    private static long created;

    internal Tensor(Op op, params Tensor[] inputs)
    {
        Op = op;
        // A copy that no cast makes an array again: the shape follows from these inputs.
        Inputs = [.. inputs];
        Shape = op.InferShape(Array.ConvertAll(inputs, input => input.Shape));
        Id = Interlocked.Increment(ref created);
    }

    /// <summary>What this node computes.</summary>
    public Op Op { get; }

    /// <summary>The nodes that it is computed from.</summary>
    public IReadOnlyList<Tensor> Inputs { get; }

    /// <summary>The extents of the axes.</summary>
    public Shape Shape { get; }

    /// <summary>The region whose second computation this node is part of, for listings; null for none.</summary>
    internal string? Region { get; set; }

    /// <summary>Creation order: every input has a smaller one, so that sorting by it is a topological order.</summary>
    internal long Id { get; }

    /// <summary>The largest <see cref="Id"/> so far.</summary>
    internal static long Newest => Interlocked.Read(ref created);

    /// <inheritdoc/>
    public override string ToString() => $"{Op}{Shape}";

    /// <summary>All nodes that the given ones depend on, themselves included, inputs before users.</summary>
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
