using Likeness.Compute.Cpu;
using Likeness.Compute.Graph;

namespace Likeness.Compute.Compilation;

/// <summary>
/// Reduces each row of the epilogue's blocks while they are in L1. Columns are split into strips that do not depend on the worker;
/// each strip gives one partial result per row. A later step combines the partial results.
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
    /// <param name="kernel">The reduction.</param>
    /// <param name="target">
    /// The view that receives the results: shaped as the output, with one element per strip along the columns.
    /// </param>
    /// <param name="order">The order of the axes, the columns' last.</param>
    /// <param name="isa">The instruction set, which determines the strips.</param>
    public BlockSum(int source, ReductionKernel kernel, View target, int[] order, InstructionSet isa)
    {
        (Source, this.kernel, this.target, strip) = (source, kernel, target, Strip(isa));
        Steps = [.. order.Select(axis => (nint)target.Strides[axis])];
    }

    /// <summary>The number of the reduced view.</summary>
    public int Source { get; }

    /// <summary>The strides of the results along each of the output's loops; along the last one, from strip to strip.</summary>
    public nint[] Steps { get; }

    /// <summary>The width of a strip: that of the narrowest blocks. Each block starts at a strip boundary.</summary>
    public static int Strip(InstructionSet isa) => 2 * LoopCompiler.Width(isa);

    /// <summary>The shape of the results for an output.</summary>
    public static Shape Results(Shape shape, int columns, InstructionSet isa) =>
        shape.With(columns, (shape[columns] + Strip(isa) - 1) / Strip(isa));

    /// <summary>Binds the pointers after the arena is allocated.</summary>
    public void Bind(float* arena, InstructionSet isa)
    {
        combine = kernel.ReduceColumns(isa);
        result = target.Buffer.Data(arena) + target.Offset;
    }

    /// <summary>Reduces the rows of one block.</summary>
    /// <param name="block">The output's elements.</param>
    /// <param name="matrix">The offset of the results of the block's matrix from the first.</param>
    /// <param name="row">The first row.</param>
    /// <param name="rows">The number of rows.</param>
    /// <param name="col">The first column.</param>
    /// <param name="cols">The number of columns.</param>
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
