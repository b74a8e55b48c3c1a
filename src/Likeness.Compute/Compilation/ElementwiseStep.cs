using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics.X86;
using Likeness.Compute.Cpu;
using Likeness.Compute.Graph;

namespace Likeness.Compute.Compilation;

/// <summary>Runs a block program over all elements of a shape; a matrix product runs it on each of its blocks instead.</summary>
internal sealed unsafe class ElementwiseStep : Step
{
    // A loop of its own saves about 0.06 ns for each operation on a number, and takes the JIT a millisecond once.
    private const long WorthJoining = 4096;
    private readonly BlockProgram program;
    private readonly int[] extents;
    private readonly nint[][] steps;
    private readonly nint[] origins;
    private readonly int[] distant;
    private readonly int blockRows;
    private readonly int blockCols;
    private readonly int rowBlocks;
    private readonly int colBlocks;

    /// <summary>Plans the loops.</summary>
    /// <param name="program">What to do with a block.</param>
    /// <param name="shape">The elements' shape.</param>
    /// <param name="order">The order of the axes, outermost first; a block's columns run along the last.</param>
    /// <param name="merge">Whether axes that all views step through evenly are taken as one.</param>
    /// <param name="label">What the step does, for listings.</param>
    /// <param name="workers">How many workers share the step.</param>
    /// <param name="near">The product that this follows on: it is in cache already.</param>
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
        int[][] strides = [.. program.Places.Select(place => place.View.Strides)];
        (extents, steps) = LoopNest.Plan(shape, order, strides, merge, LaneExtent > 0);
        origins = new nint[program.Places.Count];
        distant =
        [
            .. Enumerable
                .Range(0, origins.Length)
                .Where(i =>
                    !program.Places[i].IsWritten
                    && program.Places[i].View.Buffer != near
                    && steps[i][^1] == 1
                    && steps[i][^2] > 1
                ),
        ];
        (int rows, int cols) = (extents[^2], extents[^1]);
        int most = program.MovesAcross ? (int)Math.Sqrt(program.BlockFloats) / 32 * 32 : program.BlockFloats;
        blockCols = Math.Clamp(cols, 1, most);
        blockRows = Math.Clamp(rows, 1, program.BlockFloats / blockCols);
        rowBlocks = (rows + blockRows - 1) / blockRows;
        colBlocks = (cols + blockCols - 1) / blockCols;
        Units = extents.SkipLast(2).Aggregate(rowBlocks * colBlocks, (product, extent) => product * extent);
        Flops = program.IsCopy ? 0 : (long)shape.Count * program.Length;
        Work = (long)shape.Count * program.Length * (program.MovesAcross ? 2 : 1);
        foreach (BlockPlace place in program.Places)
        {
            if (place.IsWritten)
            {
                Write(place.View.Buffer, place.View.Places(shape));
            }
            else
            {
                Read(place.View.Buffer, place.View.Places(shape));
            }
        }

        if (program.LastPlace is { } last)
        {
            MayShare.AddRange(
                program
                    .Places.Where(place => !place.IsWritten)
                    .GroupBy(place => place.View.Buffer)
                    .Where(views => views.All(place => place.View.SamePlace(last, shape)))
                    .Select(views => (last.Buffer, views.Key))
            );
        }
    }

    public override StepKind Kind => program.IsCopy ? StepKind.Copies : StepKind.Elementwise;

    public override int ScratchFloats => program.ScratchFloats;

    public override long Flops { get; }

    public override long Work { get; }

    public override void Bind(float* arena, InstructionSet isa)
    {
        if (Work >= WorthJoining)
        {
            program.Join(isa, place => steps[place][^1] == 0, extents[^1] % LoopCompiler.Width(isa) != 0);
        }

        program.Bind(isa);
        for (int i = 0; i < origins.Length; i++)
        {
            View view = program.Places[i].View;
            origins[i] = (nint)(view.Buffer.Data(arena) + view.Offset);
        }
    }

    [SkipLocalsInit]
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public override void Run(int first, int end, float* scratch, in RunState state)
    {
        Operand* table = stackalloc Operand[program.TableLength];
        for (int unit = first; unit < end; unit++)
        {
            (int outer, int block) = Math.DivRem(unit, rowBlocks * colBlocks);
            int row = block / colBlocks * blockRows;
            int col = block % colBlocks * blockCols;
            int rows = Math.Min(blockRows, extents[^2] - row);
            int cols = Math.Min(blockCols, extents[^1] - col);
            RunBlock(table, outer, row, rows, col, cols, scratch);
        }
    }

    /// <inheritdoc/>
    [SkipLocalsInit]
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public override void RunLanes(int first, int end, float* scratch, in RunState state)
    {
        Operand* table = stackalloc Operand[program.TableLength];
        int outers = Units / (rowBlocks * colBlocks);
        int rowsAtOnce = Math.Max(1, program.BlockFloats / Math.Min(blockCols, end - first));
        for (int outer = 0; outer < outers; outer++)
        {
            for (int row = 0; row < extents[^2]; row += rowsAtOnce)
            {
                for (int col = first; col < end; col += blockCols)
                {
                    int rows = Math.Min(rowsAtOnce, extents[^2] - row);
                    RunBlock(table, outer, row, rows, col, Math.Min(blockCols, end - col), scratch);
                }
            }
        }
    }

    /// <summary>Runs the program on one block of a product's result: the two innermost loops are its rows and columns.</summary>
    /// <param name="outer">The number of the product among the elements of the outer loops.</param>
    /// <param name="row">The first row.</param>
    /// <param name="rows">How many rows.</param>
    /// <param name="col">The first column.</param>
    /// <param name="cols">How many columns.</param>
    /// <param name="scratch">The worker's private memory.</param>
    [SkipLocalsInit]
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void RunTail(int outer, int row, int rows, int col, int cols, float* scratch)
    {
        Operand* table = stackalloc Operand[program.TableLength];
        RunBlock(table, outer, row, rows, col, cols, scratch);
    }

    /// <summary>Asks for the memory that <see cref="RunTail"/> will read, so that it arrives while the product is computed.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void Prefetch(int outer, int row, int rows, int col, int cols)
    {
        const int lineFloats = 16;
        if (!Sse.IsSupported)
        {
            return;
        }

        foreach (int i in distant)
        {
            nint[] step = steps[i];
            float* place = (float*)origins[i] + (row * step[^2]) + col;
            int rest = outer;
            for (int axis = step.Length - 3; axis >= 0; axis--)
            {
                (rest, int index) = Math.DivRem(rest, extents[axis]);
                place += index * step[axis];
            }

            for (int r = 0; r < rows; r++, place += step[^2])
            {
                for (int c = 0; c < cols; c += lineFloats)
                {
                    Sse.Prefetch0(place + c);
                }
            }
        }
    }

    /// <summary>The lanes by which the step can be cut, or 0; notes the buffers that are then touched by lanes only.</summary>
    private int FindLanes(BlockProgram program, Shape shape, int[] order, int workers)
    {
        if (order.Length == 0 || !Lanes.Divide(shape[order[^1]], workers))
        {
            return 0;
        }

        int axis = order[^1];
        ILookup<Buffer, BlockPlace> places = program.Places.ToLookup(place => place.View.Buffer);
        foreach (IGrouping<Buffer, BlockPlace> group in places)
        {
            if (group.All(place => Lanes.AreColumns(place.View, shape, axis)))
            {
                ByLanes.Add(group.Key);
            }
            else if (group.Any(place => place.IsWritten))
            {
                ByLanes.Clear();
                return 0;
            }
        }

        return shape[axis];
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void RunBlock(Operand* table, int outer, int row, int rows, int col, int cols, float* scratch)
    {
        int inner = extents.Length - 1;
        for (int i = 0; i < origins.Length; i++)
        {
            nint[] step = steps[i];
            nint offset = (row * step[inner - 1]) + (col * step[inner]);
            int rest = outer;
            for (int axis = inner - 2; axis >= 0; axis--)
            {
                (rest, int index) = Math.DivRem(rest, extents[axis]);
                offset += index * step[axis];
            }

            table[i].Data = (float*)origins[i] + offset;
            table[i].RowStride = step[inner - 1];
            table[i].ColStride = step[inner];
        }

        program.Run(table, rows, cols, scratch);
    }
}
