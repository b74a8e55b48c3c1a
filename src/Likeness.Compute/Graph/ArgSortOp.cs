using Likeness.Compute.Cpu;

namespace Likeness.Compute.Graph;

/// <summary>The indices that sort an axis in ascending order; the sort is stable and puts NaN last. No gradient.</summary>
internal sealed class ArgSortOp(int axis) : LineOp("argsort", axis)
{
    // Indices are floats, and the indices of NaN are offset by the extent.
    private const int Max = 1 << 23;

    private static readonly LineKernel Loop = LineKernel.Create<SortingNetwork>(vectorsPerElement: 2);

    public override LineKernel Kernel => Loop;

    internal override Shape InferShape(IReadOnlyList<Shape> inputs) =>
        Checked(inputs[0])[Axis] <= Max
            ? inputs[0]
            : throw new ShapeException(Name, $"more than {Max} elements cannot be sorted", inputs[0]);

    internal override Tensor?[] Gradient(Tensor result, Tensor gradient) => [null];

    protected override void EvaluateLine(double[][] inputs, double[] result)
    {
        int[] order =
        [
            .. Enumerable.Range(0, result.Length).OrderBy(i => double.IsNaN(inputs[0][i])).ThenBy(i => inputs[0][i]),
        ];
        Array.ConvertAll(order, i => (double)i).CopyTo(result, 0);
    }
}
