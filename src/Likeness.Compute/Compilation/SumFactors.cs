using System.Runtime.CompilerServices;
using Likeness.Compute.Graph;

namespace Likeness.Compute.Compilation;

/// <summary>
/// Takes out of a sum what is the same for all that it adds: Σ a·s = s·Σ a, and Σ a/s = (Σ a)/s. What remains are sums of the tensors
/// themselves, which the gradients of a normalisation have in common, and the factors are multiplied on a few numbers. A number that is
/// known alone (1/n of a mean) stays where it is.
/// </summary>
/// <remarks>
/// The same but for rounding where Σ a stays within a float: where it overflows, so does the result, though a small s might have kept
/// Σ a·s finite. Whether it does would have to be asked at run time, by computing the sum that is spared. Where an a or an s is NaN or
/// infinite (or a divisor 0), the result is not finite either; but it may be infinite where one summand was NaN, as with s = ∞ and an a of 0. A sum
/// of nothing is 0, whatever the factors.
/// </remarks>
internal sealed class SumFactors
{
    private const int Deepest = 6;
    private readonly ReduceOp sum;
    private readonly Shape reduced;

    private SumFactors(ReduceOp sum, Shape reduced) => (this.sum, this.reduced) = (sum, reduced);

    /// <summary>A sum with its factors outside; null where it has none.</summary>
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
            // Only so: sums of plain differences would cancel.
            return new Tensor(x.Op, Sum(x.Inputs[0]), Sum(x.Inputs[1]));
        }

        var product = Product.Create(x, this);
        if (!product.IsScaled && !product.IsNegative)
        {
            // A number alone is no reason to compute all summands again without it.
            return new Tensor(sum, x);
        }

        Tensor result = product.Rest.Count == 0 ? Ones(x.Shape) : product.Rest.Aggregate((a, b) => a * b);
        result = product.Rest.Count == 1 ? Sum(result) : new Tensor(sum, result);
        result = product.Over.Aggregate(result, (all, factor) => all * factor);
        result = product.Under.Aggregate(result, (all, factor) => all / factor);
        return product.IsNegative ? -result : result;
    }

    private static Tensor Ones(Shape shape) => Tensor.Constant(shape, 1);

    /// <summary>What a node stretches along all axes of the sum, in the shape of the result; null where it varies along one.</summary>
    private Tensor? Constant(Tensor node, Shape shape)
    {
        if (node.Op is not Expand)
        {
            return null;
        }

        Tensor small = node.Inputs[0];
        return sum.Axes.All(axis => small.Shape[axis] == 1 || shape[axis] == 1) ? small.BroadcastTo(reduced) : null;
    }

    /// <summary>A node as a product: of factors that are the same for all summands, over others, and of the rest.</summary>
    private sealed class Product
    {
        private readonly SumFactors owner;

        private Product(SumFactors owner) => this.owner = owner;

        public List<Tensor> Over { get; } = [];

        public List<Tensor> Under { get; } = [];

        public List<Tensor> Rest { get; private set; } = [];

        public bool IsNegative { get; private set; }

        /// <summary>Whether a factor is there that is computed.</summary>
        public bool IsScaled => Over.Concat(Under).Any(factor => Simplifier.Uniform(factor) is null);

        public static Product Create(Tensor node, SumFactors owner)
        {
            var product = new Product(owner);
            product.Take(node, Deepest);
            // In one order, so that equal products are found to be equal.
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
