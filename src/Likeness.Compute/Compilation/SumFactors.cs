using System.Runtime.CompilerServices;
using Likeness.Compute.Graph;

namespace Likeness.Compute.Compilation;

/// <summary>
/// Moves common factors out of a sum: Σ a·s = s·Σ a, and Σ a/s = (Σ a)/s. The remaining sums of the tensors themselves are shared
/// by the gradients of a normalisation, and the factors multiply only a few numbers. A lone constant (1/n of a mean) stays where it
/// is.
/// </summary>
/// <remarks>
/// The result is the same up to rounding as long as Σ a does not overflow. If it overflows, so does the result, although a small s
/// might have kept Σ a·s finite; detecting that at run time would require the sum that the rewrite saves. If an a or an s is NaN or
/// infinite (or a divisor is 0), the result is not finite either, but it may be infinite where an addend was NaN, as for s = ∞ and
/// a = 0. An empty sum is 0 for any factors.
/// </remarks>
internal sealed class SumFactors
{
    private const int Deepest = 6;
    private readonly ReduceOp sum;
    private readonly Shape reduced;

    private SumFactors(ReduceOp sum, Shape reduced) => (this.sum, this.reduced) = (sum, reduced);

    /// <summary>A sum with its factors moved outside; null if it has none.</summary>
    public static Tensor? TakeOut(Tensor node)
    {
        if (
            node.Op is not ReduceOp { IsSum: true } sum
            || node.Inputs[0] is not { Op: ElementwiseOp, Shape.Count: > 0 }
        )
        {
            return null;
        }

        var factors = new SumFactors(sum, node.Shape);
        Tensor result = factors.Sum(node.Inputs[0]);
        return result.Op == sum && result.Inputs[0] == node.Inputs[0] ? null : result;
    }

    private Tensor Sum(Tensor x)
    {
        // A graph may be deeper than the stack.
        RuntimeHelpers.EnsureSufficientExecutionStack();
        bool adds = x.Op == BinaryOps.Add || x.Op == BinaryOps.Subtract;
        if (adds && Product.Create(x.Inputs[0], this).IsScaled && Product.Create(x.Inputs[1], this).IsScaled)
        {
            // Required: sums of plain differences would cancel.
            return new Tensor(x.Op, Sum(x.Inputs[0]), Sum(x.Inputs[1]));
        }

        var product = Product.Create(x, this);
        if (!product.IsScaled && !product.IsNegative)
        {
            // A lone constant does not justify recomputing all addends without it.
            return new Tensor(sum, x);
        }

        Tensor result = product.Rest.Count == 0 ? Ones(x.Shape) : product.Rest.Aggregate((a, b) => a * b);
        result = product.Rest.Count == 1 ? Sum(result) : new Tensor(sum, result);
        result = product.Over.Aggregate(result, (all, factor) => all * factor);
        result = product.Under.Aggregate(result, (all, factor) => all / factor);
        return product.IsNegative ? -result : result;
    }

    private static Tensor Ones(Shape shape) => Tensor.Constant(shape, 1);

    /// <summary>
    /// The value that a node broadcasts along all axes of the sum, in the shape of the result; null if it varies along one of them.
    /// </summary>
    private Tensor? Constant(Tensor node, Shape shape)
    {
        if (node.Op is not Expand)
        {
            return null;
        }

        Tensor small = node.Inputs[0];
        return sum.Axes.All(axis => small.Shape[axis] == 1 || shape[axis] == 1) ? small.BroadcastTo(reduced) : null;
    }

    /// <summary>A node as a product of factors that are common to all addends and the rest.</summary>
    private sealed class Product
    {
        private readonly SumFactors owner;

        private Product(SumFactors owner) => this.owner = owner;

        public List<Tensor> Over { get; } = [];

        public List<Tensor> Under { get; } = [];

        public List<Tensor> Rest { get; private set; } = [];

        public bool IsNegative { get; private set; }

        /// <summary>Whether at least one factor is computed (not constant).</summary>
        public bool IsScaled => Over.Concat(Under).Any(factor => Simplifier.Uniform(factor) is null);

        public static Product Create(Tensor node, SumFactors owner)
        {
            var product = new Product(owner);
            product.Take(node, Deepest);
            // A canonical order, so that equal products are recognised.
            product.Rest = [.. product.Rest.OrderBy(factor => factor.Id)];
            return product;
        }

        private void Take(Tensor node, int depth)
        {
            if (owner.Constant(node, node.Shape) is { } factor)
            {
                Over.Add(factor);
            }
            else if (depth > 0 && node.Op == BinaryOps.Multiply)
            {
                Take(node.Inputs[0], depth - 1);
                Take(node.Inputs[1], depth - 1);
            }
            else if (depth > 0 && node.Op == UnaryOps.Negate)
            {
                IsNegative = !IsNegative;
                Take(node.Inputs[0], depth - 1);
            }
            else if (
                depth > 0
                && node.Op == BinaryOps.Divide
                && owner.Constant(node.Inputs[1], node.Shape) is { } divisor
            )
            {
                Under.Add(divisor);
                Take(node.Inputs[0], depth - 1);
            }
            else
            {
                Rest.Add(node);
            }
        }
    }
}
