using Likeness.Compute.Cpu;

namespace Likeness.Compute.Graph;

/// <summary>The cumulative sum along an axis, the current element included.</summary>
internal sealed class CumulativeSumOp(int axis) : LineOp("cumulative sum", axis)
{
    private static readonly LineKernel Loop = LineKernel.Create<CumulativeSumLoop>();

    public override LineKernel Kernel => Loop;

    internal override Shape InferShape(IReadOnlyList<Shape> inputs) => Checked(inputs[0]);

    /// <summary>An element is part of all sums from its own onwards, so its gradient is the reverse cumulative sum of theirs.</summary>
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
