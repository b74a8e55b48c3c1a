using Likeness.Compute.Cpu;
using Likeness.Compute.Graph;

namespace Likeness.Compute.Compilation;

/// <summary>
/// Combines each row of the blocks that follow on a product while they are in the nearest cache: strips of columns, each of which gives one
/// number a row, whoever computes it. What is left, a number for each strip, is combined afterwards.
/// </summary>
internal sealed unsafe class BlockSum
{
    private readonly ReductionKernel kernel;
    private readonly View target;
    private readonly int strip;
    private delegate* <float*, nint, int, int, float*, nint, bool, void> combine;
    private float* result;

    /// <summary>Plans the sums of a group's output.</summary>
    /// <param name="source">The number of the output's view among those of the group's program.</param>
    /// <param name="kernel">How to combine.</param>
    /// <param name="target">Where the results go: as the output, but with as many elements along the columns as there are strips.</param>
    /// <param name="order">The order of the axes, the columns' last.</param>
    /// <param name="isa">The instructions that the strips are cut for.</param>
    public BlockSum(int source, ReductionKernel kernel, View target, int[] order, InstructionSet isa)
    {
        (Source, this.kernel, this.target, strip) = (source, kernel, target, Strip(isa));
        Steps = [.. order.Select(axis => (nint)target.Strides[axis])];
    }

    /// <summary>The number of the view that is combined.</summary>
    public int Source { get; }

    /// <summary>The steps of the results along each of the output's loops; along the last one, from strip to strip.</summary>
    public nint[] Steps { get; }

    /// <summary>The columns of a strip: those of the narrowest blocks, and each block begins with one.</summary>
    public static int Strip(InstructionSet isa) => 2 * LoopCompiler.Width(isa);

    /// <summary>The shape of the results for an output.</summary>
    public static Shape Results(Shape shape, int columns, InstructionSet isa) =>
        shape.With(columns, (shape[columns] + Strip(isa) - 1) / Strip(isa));

    /// <summary>Fixes the pointers, once the arena is there.</summary>
    public void Bind(float* arena, InstructionSet isa)
    {
        combine = kernel.ReduceColumns(isa);
        result = target.Buffer.Data(arena) + target.Offset;
    }

    /// <summary>Combines the rows of one block.</summary>
    /// <param name="block">The output's elements.</param>
    /// <param name="matrix">How far the results of the block's matrix lie from the first.</param>
    /// <param name="row">The first row.</param>
    /// <param name="rows">How many rows.</param>
    /// <param name="col">The first column.</param>
    /// <param name="cols">How many columns.</param>
    public void Run(in Operand block, nint matrix, int row, int rows, int col, int cols)
    {
        float* to = result + matrix + (row * Steps[^2]) + (col / strip * Steps[^1]);
        for (int first = 0; first < cols; first += strip, to += Steps[^1])
        {
            int width = Math.Min(strip, cols - first);
            combine(block.Data + first, block.RowStride, rows, width, to, Steps[^2], false);
        }
    }
}
