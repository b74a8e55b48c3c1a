using Likeness.Compute.Graph;

namespace Likeness.Compute.Compilation;

/// <summary>An op and the nodes that it is called on.</summary>
internal sealed record Call(ElementwiseOp Op, IReadOnlyList<Tensor> Arguments);

/// <summary>
/// Finds operations of a fused group that one call can compute, with fewer passes over a block and fewer roundings. The inner
/// operations must have no other use.
/// </summary>
internal sealed class Contraction
{
    private readonly Dictionary<Tensor, Call> calls;
    private readonly Func<Tensor, bool> isUsedOnce;

    private Contraction(IReadOnlyList<Tensor> members, Func<Tensor, bool> isUsedOnce)
    {
        this.isUsedOnce = isUsedOnce;
        calls = members.ToDictionary(node => node, node => new Call((ElementwiseOp)node.Op, node.Inputs));
        foreach (Tensor node in members)
        {
            MultiplyThenAdd(node);
            Interpolation(node);
            QuotientByRoot(node);
        }
    }

    /// <summary>The calls that compute a fused group; a node that is part of another node's call has none.</summary>
    /// <param name="members">The nodes, inputs before users.</param>
    /// <param name="isUsedOnce">Whether a node has exactly one user, which is in the group, and is not an output.</param>
    public static Dictionary<Tensor, Call> Calls(IReadOnlyList<Tensor> members, Func<Tensor, bool> isUsedOnce) =>
        new Contraction(members, isUsedOnce).calls;

    private bool IsInner(Tensor node, ElementwiseOp op) =>
        isUsedOnce(node) && calls.TryGetValue(node, out Call? call) && call.Op == op;

    /// <summary>a · b + c and c − a · b.</summary>
    private void MultiplyThenAdd(Tensor node)
    {
        bool sum = node.Op == BinaryOps.Add;
        if (!sum && node.Op != BinaryOps.Subtract)
        {
            return;
        }

        (Tensor left, Tensor right) = (node.Inputs[0], node.Inputs[1]);
        if (IsInner(right, BinaryOps.Multiply))
        {
            ElementwiseOp op = sum ? BinaryOps.MultiplyAdd : BinaryOps.MultiplySubtractFrom;
            calls[node] = new Call(op, [.. right.Inputs, left]);
            calls.Remove(right);
        }
        else if (sum && IsInner(left, BinaryOps.Multiply))
        {
            calls[node] = new Call(BinaryOps.MultiplyAdd, [.. left.Inputs, right]);
            calls.Remove(left);
        }
    }

    /// <summary>a + (b − a) · t, as in moving averages.</summary>
    private void Interpolation(Tensor node)
    {
        if (!calls.TryGetValue(node, out Call? call) || call.Op != BinaryOps.MultiplyAdd)
        {
            return;
        }

        (Tensor x, Tensor y, Tensor a) = (call.Arguments[0], call.Arguments[1], call.Arguments[2]);
        Tensor? difference =
            IsInner(x, BinaryOps.Subtract) && x.Inputs[1] == a ? x
            : IsInner(y, BinaryOps.Subtract) && y.Inputs[1] == a ? y
            : null;
        if (difference is not null && x != y)
        {
            calls[node] = new Call(BinaryOps.Interpolate, [a, difference.Inputs[0], difference == x ? y : x]);
            calls.Remove(difference);
        }
    }

    /// <summary>a / (√b + c), the update of Adam and RMSprop.</summary>
    private void QuotientByRoot(Tensor node)
    {
        if (node.Op != BinaryOps.Divide || !IsInner(node.Inputs[1], BinaryOps.Add))
        {
            return;
        }

        Tensor sum = node.Inputs[1];
        if (IsInner(sum.Inputs[0], UnaryOps.Sqrt))
        {
            Tensor root = sum.Inputs[0];
            calls[node] = new Call(BinaryOps.DivideByRoot, [node.Inputs[0], root.Inputs[0], sum.Inputs[1]]);
            calls.Remove(sum);
            calls.Remove(root);
        }
    }
}
