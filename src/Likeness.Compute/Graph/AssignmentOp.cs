using Likeness.Compute.Cpu;

namespace Likeness.Compute.Graph;

/// <summary>The columns that the rows of a square matrix are assigned, as one line of rows · columns costs. No gradient.</summary>
internal sealed class AssignmentOp(int size) : LineOp("assignment", axis: 0)
{
    /// <summary>The most rows of a matrix.</summary>
    public const int MaxSize = 1024;

    private static readonly LineKernel Loop = LineKernel.Create<AssignmentLoop>(vectorsPerElement: 1);

    public override LineKernel Kernel => Loop;

    internal override string Signature => $"{Name}({size})";

    internal override Shape InferShape(IReadOnlyList<Shape> inputs) => inputs[0].With(0, size);

    internal override Tensor?[] Gradient(Tensor result, Tensor gradient) => [null];

    protected override void EvaluateLine(double[][] inputs, double[] result)
    {
        var columns = new float[size];
        ShortestAugmentation.Solve(inputs[0], columns, new double[3 * size], new int[3 * size]);
        Array.ConvertAll(columns, column => (double)column).CopyTo(result, 0);
    }
}
