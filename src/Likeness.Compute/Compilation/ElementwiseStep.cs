using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics.X86;
using Likeness.Compute.Cpu;
using Likeness.Compute.Graph;

namespace Likeness.Compute.Compilation;

/// <summary>
/// Runs a block program over all elements of a shape; a matmul runs it on each of its blocks instead. Where the program reduces,
/// units are split along the kept axes, so that the order of additions depends on the shape alone.
/// </summary>
internal sealed unsafe class ElementwiseStep : Step
{
    // A compiled loop saves about 0.06 ns per operation and element and 8 ns per call; the JIT takes a millisecond once.
    private const long WorthJoining = 1024;
    private const long CallWork = 128;

    // With fewer units than this, columns are split to this width.
    private const int FewUnits = 16;
    private const int NarrowCols = 64;
    private const int FewRowBlocks = 4;

    // Floats of a cache line.
    private const int Line = 16;

    // Turns of a combined loop that run at once with sums in registers; each turn is a separate run of memory.
    private const int TurnsAtOnce = 32;
    private readonly BlockProgram program;
    private readonly PlacedViews views;
    private readonly int matMul;

    // Whether the rows of all views except the matmul's are contiguous.
    private readonly bool rowsJoin;
    private readonly int blockRows;
    private readonly int blockCols;
    private readonly int rowBlocks;
    private readonly int colBlocks;

    // Whether the program runs exactly once.
    private readonly bool isOneBlock;

    private readonly List<BlockSum> sums = [];

    // The operands whose memory is beyond L2, each memory range once.
    private int[] far = [];

    /// <summary>Plans the loops.</summary>
    /// <param name="program">The program to run on each block.</param>
    /// <param name="shape">The elements' shape.</param>
    /// <param name="order">The order of the axes, outermost first; a block's columns run along the last.</param>
    /// <param name="merge">Whether axes over which all views have uniform strides are merged.</param>
    /// <param name="label">What the step does, for listings.</param>
    /// <param name="workers">The number of workers that share the step.</param>
    /// <param name="near">The matmul of which this is the epilogue.</param>
    public ElementwiseStep(
        BlockProgram program,
        Shape shape,
        int[] order,
        bool merge,
        string label,
        int workers,
        Buffer? near = null
    )
        : base(label)
    {
        this.program = program;
        LaneExtent = FindLanes(program, shape, order, workers);
        views = new PlacedViews(program, shape, order, merge, keepsLanes: LaneExtent > 0);
        matMul = Enumerable
            .Range(0, program.Places.Count)
            .FirstOrDefault(i => program.Places[i].View.Buffer == near, -1);
        rowsJoin = Enumerable.Range(0, program.Places.Count).All(i => i == matMul || views.RowsJoin(i));
        (int rows, int cols, int outers) = (views.Rows, views.Cols, views.Matrices);
        if (program.Combined.Any(views.IsBlock) && !program.MovesAcross)
        {
            program.Enlarge();
        }

        int max = program.MovesAcross ? (int)Math.Sqrt(program.BlockFloats) / 32 * 32 : program.BlockFloats;
        // Reduced rows are no units: narrower blocks give the workers something to share.
        max = views.RowsCombined && outers < FewUnits ? Math.Min(max, NarrowCols) : max;
        blockCols = Math.Clamp(cols, 1, max);
        blockRows = Math.Clamp(rows, 1, program.BlockFloats / blockCols);
        // The same holds for reduced loops: blocks get shorter.
        if (views.Turns > 1 && !views.RowsCombined && outers * (rows / blockRows) < FewRowBlocks)
        {
            blockRows = (rows + FewRowBlocks - 1) / FewRowBlocks;
        }

        rowBlocks = views.RowsCombined ? 1 : (rows + blockRows - 1) / blockRows;
        colBlocks = views.ColsCombined ? 1 : (cols + blockCols - 1) / blockCols;
        Units = outers * rowBlocks * colBlocks;
        isOneBlock = Units == 1 && views.Turns == 1 && rows <= blockRows && cols <= blockCols;
        Flops = program.IsCopy ? 0 : (long)shape.Count * program.Length;
        Work = (long)shape.Count * program.Length * (program.MovesAcross ? 2 : 1);
        foreach (BlockPlace position in program.Places)
        {
            if (position.IsWritten)
            {
                Write(position.View.Buffer, position.View.Places(shape));
            }
            else
            {
                Read(position.View.Buffer, position.View.Places(shape));
            }
        }

        MayShare.AddRange(program.Replacements(shape));
    }

    /// <summary>
    /// Whether blocks may end in the middle of a vector although the innermost axis does not, as the blocks of a matmul do whose
    /// rows are that axis.
    /// </summary>
    public bool HasRaggedBlocks { get; set; }

    /// <summary>Prepares for the long blocks of a matmul whose rows are the innermost axis.</summary>
    public void FollowAcross()
    {
        HasRaggedBlocks = true;
        program.Enlarge(Gemm.LongBlockFloats);
    }

    public override StepKind Kind => program.IsCopy ? StepKind.Copies : StepKind.Elementwise;

    public override int ScratchFloats => program.ScratchFloats;

    public override long Flops { get; }

    public override long Work { get; }

    public override void Bind(float* arena, InstructionSet isa)
    {
        views.Bind(arena);
        int[] all = [.. Enumerable.Range(0, program.Places.Count)];
        far =
        [
            .. all.Where(i => i != matMul && views.IsBlock(i) && views.IsDense(i) && FirstInSamePlace(i) == i)
                .Where(i => program.Places[i].View.Buffer.IsFar),
        ];
        if (Work + (CallWork * program.Length) >= WorthJoining)
        {
            int[] memory = [.. all.Select(FirstInSamePlace)];
            bool isRagged = HasRaggedBlocks || views.Cols % LoopCompiler.Width(isa) != 0;
            program.Join(isa, views.Starts, memory, views.IsBlock, isRagged);
        }

        program.Bind(isa);
        foreach (BlockSum sum in sums)
        {
            sum.Bind(arena, isa);
        }
    }

    /// <summary>Reduces the rows of an output block by block, in the epilogue of a matmul.</summary>
    /// <param name="output">The reduced output.</param>
    /// <param name="op">The reduction.</param>
    /// <param name="target">The view that receives the results, of shape <see cref="BlockSum.Results"/>.</param>
    /// <param name="order">The order of the axes; those of the matmul's rows and columns come last.</param>
    /// <param name="isa">The instruction set.</param>
    public void Sum(View output, ReduceOp op, View target, int[] order, InstructionSet isa)
    {
        int source = program
            .Places.Index()
            .First(position => position.Item is { IsWritten: true } item && item.View == output)
            .Index;
        sums.Add(new BlockSum(source, op.Kernel, target, order, isa));
        Write(target.Buffer);
    }

    [SkipLocalsInit]
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public override void Run(int first, int end, float* scratch, in RunState state)
    {
        Operand* table = stackalloc Operand[program.TableLength];
        if (isOneBlock && first < end)
        {
            views.Point(table);
            program.Run(table, views.Rows, views.Cols, scratch, accumulate: false);
            return;
        }

        for (int unit = first; unit < end; unit++)
        {
            (int outer, int block) = Math.DivRem(unit, rowBlocks * colBlocks);
            int row = views.RowsCombined ? 0 : block / colBlocks * blockRows;
            int col = views.ColsCombined ? 0 : block % colBlocks * blockCols;
            int rowEnd = views.RowsCombined ? views.Rows : Math.Min(row + blockRows, views.Rows);
            int colEnd = views.ColsCombined ? views.Cols : Math.Min(col + blockCols, views.Cols);
            RunUnit(table, outer, (row, rowEnd), (col, colEnd), scratch);
        }
    }

    /// <inheritdoc/>
    [SkipLocalsInit]
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public override void RunLanes(int first, int end, float* scratch, in RunState state)
    {
        if (Units == 0 || end <= first)
        {
            return;
        }

        Operand* table = stackalloc Operand[program.TableLength];
        int outers = Units / (rowBlocks * colBlocks);
        int rowsAtOnce = views.RowsCombined
            ? views.Rows
            : Math.Max(1, program.BlockFloats / Math.Min(blockCols, end - first));
        for (int outer = 0; outer < outers; outer++)
        {
            for (int row = 0; row < views.Rows; row += rowsAtOnce)
            {
                for (int col = first; col < end; col += blockCols)
                {
                    int rowEnd = Math.Min(row + rowsAtOnce, views.Rows);
                    RunUnit(table, outer, (row, rowEnd), (col, Math.Min(col + blockCols, end)), scratch);
                }
            }
        }
    }

    /// <summary>Runs the program on one block of a matmul's result: the two innermost loops are its rows and columns.</summary>
    /// <param name="outer">The index of the matmul among the elements of the outer loops.</param>
    /// <param name="row">The first row.</param>
    /// <param name="rows">The number of rows.</param>
    /// <param name="col">The first column.</param>
    /// <param name="cols">The number of columns.</param>
    /// <param name="block">The block of the matmul, if it is not in the matmul's own memory.</param>
    /// <param name="scratch">The worker's private memory.</param>
    [SkipLocalsInit]
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void RunEpilogue(int outer, int row, int rows, int col, int cols, Operand block, float* scratch)
    {
        Operand* table = stackalloc Operand[program.TableLength];
        views.Point(table, outer, 0, row, col);
        bool joins = rowsJoin && cols == views.Cols;
        if (block.Data != null)
        {
            table[matMul] = block;
            joins &= block.RowStride == cols && block.ColStride == 1;
        }
        else
        {
            joins = joins && views.RowsJoin(matMul);
        }

        (int height, int width) = joins ? (1, rows * cols) : (rows, cols);
        program.Run(table, height, width, scratch, accumulate: false);
        foreach (BlockSum sum in sums)
        {
            sum.Run(in table[sum.Source], views.ToMatrix(outer, sum.Steps), row, rows, col, cols);
        }
    }

    /// <summary>Whether some of the memory is beyond L2.</summary>
    public bool IsFar => far.Length > 0;

    /// <summary>Prefetches the memory beyond L2 of a block on which <see cref="RunEpilogue"/> will be called.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void Fetch(int outer, int row, int rows, int col, int cols)
    {
        foreach (int position in far)
        {
            float* line = views.At(position, outer, row, col);
            nint step = views.Starts[position].RowStride;
            for (int i = 0; Sse.IsSupported && i < rows; i++, line += step)
            {
                for (int j = 0; j < cols; j += Line)
                {
                    Sse.Prefetch0(line + j);
                }
            }
        }
    }

    /// <summary>The lanes by which the step can be split, or 0; records the buffers that are then accessed by lanes only.</summary>
    private int FindLanes(BlockProgram program, Shape shape, int[] order, int workers)
    {
        if (order.Length == 0 || !Lanes.Divide(shape[order[^1]], workers))
        {
            return 0;
        }

        int axis = order[^1];
        ILookup<Buffer, BlockPlace> positions = program.Places.ToLookup(position => position.View.Buffer);
        foreach (IGrouping<Buffer, BlockPlace> group in positions)
        {
            if (group.All(position => Lanes.AreColumns(position.View, shape, axis)))
            {
                ByLanes.Add(group.Key);
            }
            else if (group.Any(position => position.IsWritten))
            {
                ByLanes.Clear();
                return 0;
            }
        }

        return shape[axis];
    }

    /// <summary>
    /// Runs the blocks of a unit: one block without a reduction, otherwise all blocks along the reduced loops, in order.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void RunUnit(
        Operand* table,
        int outer,
        (int First, int End) rows,
        (int First, int End) cols,
        float* scratch
    )
    {
        bool accumulate = false;
        int rowsAtOnce = views.RowsCombined ? blockRows : rows.End - rows.First;
        int colsAtOnce = views.ColsCombined ? blockCols : cols.End - cols.First;
        int max = program.TakesTurns ? TurnsAtOnce : 1;
        int atOnce;
        for (int turn = 0; turn < views.Turns; turn += atOnce)
        {
            atOnce = Math.Min(max, views.TurnsInRow - (turn % views.TurnsInRow));
            for (int row = rows.First; row < rows.End; row += rowsAtOnce)
            {
                for (int col = cols.First; col < cols.End; col += colsAtOnce)
                {
                    views.Point(table, outer, turn, row, col);
                    int height = Math.Min(rowsAtOnce, rows.End - row);
                    program.Run(table, height, Math.Min(colsAtOnce, cols.End - col), scratch, accumulate, atOnce);
                    accumulate = true;
                }
            }
        }
    }

    private int FirstInSamePlace(int position) => views.FirstInSamePlace(position, moving: matMul);
}
