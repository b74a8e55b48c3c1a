using Likeness.Compute.Cpu;

namespace Likeness.Compute.Graph;

/// <summary>The sum of all elements up to each along an axis, itself included, added one after another.</summary>
internal sealed class CumulativeSumOp(int axis) : LineOp("cumulative sum", axis)
{
    private static readonly LineKernel Loop = LineKernel.Create<CumulativeSumLoop>();

    public override LineKernel Kernel => Loop;

    internal override Shape InferShape(IReadOnlyList<Shape> inputs) => Checked(inputs[0]);

    /// <summary>An element enters all sums from its own on, so that its gradient is the sum of theirs: the same from behind.</summary>
    internal override Tensor?[] Gradient(Tensor result, Tensor gradient) =>
        [gradient.CumulativeSum(Axis, reverse: true)];

    protected override void EvaluateLine(double[][] inputs, double[] result)
    {
        double sum = 0;
        for (int i = 0; i < result.Length; i++)
        {
            result[i] = sum += inputs[0][i];
        }
    }
}
