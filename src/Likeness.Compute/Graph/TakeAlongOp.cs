using Likeness.Compute.Cpu;

namespace Likeness.Compute.Graph;

/// <summary>
/// Selects elements of each line of the first input by the indices in the same line of the second; NaN for an index out of range.
/// </summary>
internal sealed class TakeAlongOp(int axis) : LineOp("take along", axis)
{
    private static readonly LineKernel Loop = LineKernel.Create<TakeAlongLoop>();

    public override LineKernel Kernel => Loop;

    /// <summary>Whether an index is valid for a number of elements.</summary>
    public static bool IsInside(double index, int count) => index >= 0 && index < count;

    internal override Shape InferShape(IReadOnlyList<Shape> inputs) =>
        Checked(inputs[0]).With(Axis, 0) == Checked(inputs[1]).With(Axis, 0)
            ? inputs[1]
            : throw new ShapeException(Name, $"the extents differ outside axis {Axis}", inputs[0], inputs[1]);

    internal override Tensor?[] Gradient(Tensor result, Tensor gradient) =>
        [new Tensor(new AddAlongOp(Axis, result.Inputs[0].Shape[Axis]), gradient, result.Inputs[1]), null];

    protected override void EvaluateLine(double[][] inputs, double[] result)
    {
        for (int i = 0; i < result.Length; i++)
        {
            double index = inputs[1][i];
            result[i] = IsInside(index, inputs[0].Length) ? inputs[0][(int)index] : double.NaN;
        }
    }
}

/// <summary>
/// The adjoint of <see cref="TakeAlongOp"/>: zeros, to which each element of a line of the first input is added at the index in the
/// second; an index out of range is dropped.
/// </summary>
internal sealed class AddAlongOp(int axis, int extent) : LineOp("add along", axis)
{
    private static readonly LineKernel Loop = LineKernel.Create<AddAlongLoop>();

    public override LineKernel Kernel => Loop;

    internal override string Signature => $"{Name}({Axis},{extent})";

    internal override Shape InferShape(IReadOnlyList<Shape> inputs) =>
        Checked(inputs[0]) == inputs[1]
            ? inputs[0].With(Axis, extent)
            : throw new ShapeException(Name, "values and indices differ", inputs[0], inputs[1]);

    internal override Tensor?[] Gradient(Tensor result, Tensor gradient) =>
        [gradient.TakeAlong(Axis, result.Inputs[1]), null];

    protected override void EvaluateLine(double[][] inputs, double[] result)
    {
        for (int i = 0; i < inputs[0].Length; i++)
        {
            if (TakeAlongOp.IsInside(inputs[1][i], extent))
            {
                result[(int)inputs[1][i]] += inputs[0][i];
            }
        }
    }
}
