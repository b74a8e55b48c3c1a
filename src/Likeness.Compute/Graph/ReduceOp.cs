using Likeness.Compute.Cpu;

namespace Likeness.Compute.Graph;

/// <summary>Reduces all elements along some axes to one; those axes keep an extent of one.</summary>
internal sealed class ReduceOp : Op
{
    private static readonly ReductionKernel SumKernel = ReductionKernel.Create<Sum>();
    private static readonly ReductionKernel MaxKernel = ReductionKernel.Create<Max>();
    private readonly Func<Tensor, Tensor, Tensor, Tensor> gradientOf;

    private ReduceOp(string name, ReductionKernel kernel, int[] axes, Func<Tensor, Tensor, Tensor, Tensor> gradient)
        : base(name)
    {
        Kernel = kernel;
        Axes = axes;
        gradientOf = gradient;
    }

    public ReductionKernel Kernel { get; }

    /// <summary>Whether this is a sum.</summary>
    public bool IsSum => Kernel == SumKernel;

    /// <summary>The reduced axes, in increasing order.</summary>
    public int[] Axes { get; }

    internal override string Signature => $"{Name}({string.Join(',', Axes)})";

    /// <summary>The sum; 0 for no elements.</summary>
    public static ReduceOp CreateSum(int[] axes) => new("sum", SumKernel, axes, (g, x, y) => g.BroadcastTo(x.Shape));

    /// <summary>The maximum; −∞ for no elements. Equal maxima share the gradient.</summary>
    public static ReduceOp CreateMax(int[] axes) =>
        new(
            "max",
            MaxKernel,
            axes,
            (g, x, y) =>
            {
                Tensor chosen = BinaryOps.Equal.Apply(x, y);
                return g * chosen / new Tensor(CreateSum(axes), chosen);
            }
        );

    internal override Shape InferShape(IReadOnlyList<Shape> inputs)
    {
        Shape shape = inputs[0];
        foreach (int axis in Axes)
        {
            shape = shape.With(axis, 1);
        }

        return shape;
    }

    internal override Tensor?[] Gradient(Tensor result, Tensor gradient) =>
        [gradientOf(gradient, result.Inputs[0], result)];

    internal override double[] Evaluate(Tensor result, IReadOnlyList<double[]> inputs)
    {
        int[] strides = result.Shape.RowMajorStrides();
        foreach (int axis in Axes)
        {
            strides[axis] = 0;
        }

        var values = new double[result.Shape.Count];
        Array.Fill(values, Kernel.Identity);
        int i = 0;
        foreach (int position in Odometer.Offsets(result.Inputs[0].Shape, strides, 0))
        {
            values[position] = Kernel.Evaluate(values[position], inputs[0][i++]);
        }

        return values;
    }
}
