using System.Runtime.CompilerServices;
using Likeness.Compute.Gradients;
using Likeness.Compute.Graph;

namespace Likeness.Compute.Compilation;

/// <summary>
/// Rewrites a graph to a smaller equivalent one: merges equal nodes, folds constants, and drops identity operations, except for the
/// sign of zero. No rewrite hides a NaN or an infinity (0 · x, x − x and x / x stay). <see cref="SumFactors"/> documents what
/// happens to NaN and infinities when a factor is moved out of a sum.
/// </summary>
internal sealed class Simplifier
{
    private readonly HashSet<Tensor> known = new(new EqualNodes());
    private readonly Dictionary<Tensor, Tensor> replaced = [];

    /// <summary>The rewritten counterparts of the given nodes.</summary>
    public Tensor[] Simplify(IReadOnlyList<Tensor> roots)
    {
        foreach (Tensor node in Tensor.Ancestors(roots))
        {
            Tensor[] inputs = [.. node.Inputs.Select(input => replaced[input])];
            // Rebuilt even if unchanged: nodes are computed in creation order, which is the order of the graph.
            Tensor current = node.Op is Leaf and not RandomNumbers ? node : new Tensor(node.Op, inputs);
            current = MaskOfResult(current) ?? current;
            Tensor final = Share(Fold(current) ?? Shortest(current));
            final.Region ??= node.Region;
            replaced[node] = final;
        }

        return [.. roots.Select(root => replaced[root])];
    }

    /// <summary>The value of a node if it is a broadcast constant.</summary>
    public static float? Uniform(Tensor node)
    {
        while (node.Op is MovementOp && node.Shape.Count > 0)
        {
            node = node.Inputs[0];
        }

        return (node.Op as Constant)?.Scalar;
    }

    /// <summary>
    /// Rewrites the gradient of dropout after ReLU in terms of the result alone: where y = relu(x) · ([u > p] · s) is positive,
    /// both pass the gradient. The random numbers and relu(x) need not be kept for the backward pass. With s of at least 1 no
    /// positive number becomes zero.
    /// </summary>
    private Tensor? MaskOfResult(Tensor node)
    {
        static bool IsProduct(Tensor x) => x.Op == BinaryOps.Multiply;
        static bool IsMask(Tensor x) => x.Op == BinaryOps.Greater;
        if (
            !IsProduct(node)
            || node.Inputs is not [var masked, var positive]
            || !IsProduct(masked)
            || masked.Inputs is not [var gradient, var dropout]
            || !IsProduct(dropout)
            || dropout.Inputs is not [var kept, var scale]
            || !IsMask(kept)
            || !IsMask(positive)
            || positive.Inputs is not [var relu, var zero]
            || relu.Op != UnaryOps.Relu
            || Uniform(zero) != 0
            || Uniform(scale) is not >= 1
            || !known.TryGetValue(new Tensor(BinaryOps.Multiply, relu, dropout), out Tensor? result)
        )
        {
            return null;
        }

        return new Tensor(BinaryOps.Multiply, Share(gradient * scale), new Tensor(BinaryOps.Greater, result, zero));
    }

    private static Tensor? Fold(Tensor node)
    {
        if (node.Op is not ElementwiseOp op || node.Inputs.Any(input => Uniform(input) is null))
        {
            return null;
        }

        double[] numbers = [.. node.Inputs.Select(input => (double)Uniform(input)!.Value), 0, 0];
        return Tensor.Constant(node.Shape, (float)op.Kernel.Evaluate(numbers[0], numbers[1], numbers[2]));
    }

    private static Tensor Shortest(Tensor node)
    {
        while (Shorten(node) is { } shorter)
        {
            node = shorter;
        }

        return node;
    }

    private static Tensor? Shorten(Tensor node)
    {
        Tensor? x = node.Inputs.Count > 0 ? node.Inputs[0] : null;
        return node.Op switch
        {
            Permute { IsIdentity: true } or Detach or RegionOp => x,
            Reshape or Expand or ReduceOp when node.Shape == x!.Shape => x,
            // Views that only permute axes are merged into the contraction, so that an epilogue can follow it directly.
            Permute permute when x!.Op is ContractOp contract => new Tensor(
                contract.Relabelled(contract.Left, contract.Right, permute.Reordered(contract.Result)),
                [.. x.Inputs]
            ),
            ContractOp contract when node.Inputs.Any(input => input.Op is Permute) => WithoutPermutes(contract, node),
            Permute outer when x!.Op is Permute inner => outer.After(inner, x.Inputs[0]),
            Reshape when x!.Op is Reshape => x.Inputs[0].Reshape(node.Shape),
            _ when node.Op == UnaryOps.Negate && x!.Op == UnaryOps.Negate => x.Inputs[0],
            _ when node.Op == BinaryOps.Add && Uniform(node.Inputs[1]) == 0 => x,
            _ when node.Op == BinaryOps.Add && Uniform(x!) == 0 => node.Inputs[1],
            _ when node.Op == BinaryOps.Subtract && Uniform(node.Inputs[1]) == 0 => x,
            _ when node.Op == BinaryOps.Multiply && Uniform(node.Inputs[1]) == 1 => x,
            _ when node.Op == BinaryOps.Multiply && Uniform(x!) == 1 => node.Inputs[1],
            _ when node.Op == BinaryOps.Divide && Uniform(node.Inputs[1]) == 1 => x,
            ReduceOp => SumFactors.TakeOut(node),
            _ => null,
        };
    }

    /// <summary>The same contraction, with the permutations of its operands merged in.</summary>
    private static Tensor WithoutPermutes(ContractOp contract, Tensor node)
    {
        (string left, Tensor a) = Below(contract.Left, node.Inputs[0]);
        (string right, Tensor b) = Below(contract.Right, node.Inputs[1]);
        return new Tensor(contract.Relabelled(left, right, contract.Result), a, b);
    }

    private static (string Labels, Tensor Operand) Below(string labels, Tensor operand) =>
        operand.Op is Permute permute ? (permute.Undone(labels), operand.Inputs[0]) : (labels, operand);

    /// <summary>The first node with this signature and the same inputs; new inputs created by a rewrite are merged first.</summary>
    private Tensor Share(Tensor node)
    {
        if (replaced.TryGetValue(node, out Tensor? done))
        {
            return done;
        }

        // A graph may be deeper than the stack.
        RuntimeHelpers.EnsureSufficientExecutionStack();
        Tensor[] inputs = [.. node.Inputs.Select(Share)];
        Tensor candidate = inputs.SequenceEqual(node.Inputs) ? node : new Tensor(node.Op, inputs);
        if (!known.TryGetValue(candidate, out Tensor? same))
        {
            known.Add(same = candidate);
        }

        replaced[same] = same;
        return replaced[node] = same;
    }
}
