using Likeness.Compute.Graph;

namespace Likeness.Compute.Compilation;

/// <summary>An op and the nodes that it is called on.</summary>
internal sealed record Call(ElementwiseOp Op, IReadOnlyList<Tensor> Arguments);

/// <summary>Takes a product that only a sum or a difference uses together with it: one call and one rounding instead of two.</summary>
internal static class Contraction
{
    /// <summary>The calls that compute a fused group; a node that another's call contains has none.</summary>
    /// <param name="members">The nodes, inputs before users.</param>
    /// <param name="usedOnce">Whether a node has one user, in the group, and nobody outside asks for it.</param>
    public static Dictionary<Tensor, Call> Calls(IReadOnlyList<Tensor> members, Func<Tensor, bool> usedOnce)
    {
        var calls = members.ToDictionary(node => node, node => new Call((ElementwiseOp)node.Op, node.Inputs));
        foreach (Tensor node in members)
        {
            (Tensor a, Tensor b) = (node.Inputs[0], node.Inputs[^1]);
            bool sum = node.Op == BinaryOps.Add;
            bool difference = node.Op == BinaryOps.Subtract;
            Tensor? product =
                sum && IsProduct(a) ? a
                : (sum || difference) && IsProduct(b) ? b
                : null;
            if (product is not null)
            {
                Tensor other = product == a ? b : a;
                ElementwiseOp op = sum ? BinaryOps.MultiplyAdd : BinaryOps.MultiplySubtractFrom;
                calls[node] = new Call(op, [.. product.Inputs, other]);
                calls.Remove(product);
            }
        }

        return calls;

        bool IsProduct(Tensor node) =>
            usedOnce(node) && calls.TryGetValue(node, out Call? call) && call.Op == BinaryOps.Multiply;
    }
}
