using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics.X86;
using Likeness.Compute.Cpu;
using Likeness.Compute.Graph;

namespace Likeness.Compute.Compilation;

/// <summary>
/// Runs a block program over all elements of a shape; a matrix product runs it on each of its blocks instead. Where the program
/// combines blocks, units are cut along what stays, so that the order of the additions depends on the shape alone.
/// </summary>
internal sealed unsafe class ElementwiseStep : Step
{
    // A loop of its own saves about 0.06 ns for each operation on a number and 8 ns for each call; it takes the JIT a millisecond once.
    private const long WorthJoining = 1024;
    private const long CallWork = 128;

    // Fewer units than this are made more by cutting columns this wide.
    private const int FewUnits = 16;
    private const int NarrowCols = 64;
    private const int FewRowBlocks = 4;

    // Floats of a cache line.
    private const int Line = 16;

    // Turns of a combined loop taken at once, with sums in registers: each is another run of memory.
    private const int TurnsAtOnce = 32;
    private readonly BlockProgram program;
    private readonly int[] extents;
    private readonly nint[][] steps;
    private readonly Operand[] starts;
    private readonly int product;

    // Whether the rows of all views but the product's lie end to end.
    private readonly bool rowsJoin;
    private readonly int blockRows;
    private readonly int blockCols;
    private readonly int rowBlocks;
    private readonly int colBlocks;
    private readonly bool rowsCombined;
    private readonly bool colsCombined;
    private readonly int[] keptLoops;
    private readonly int[] combinedLoops;
    private readonly int turns;

    // Whether the program runs once in all.
    private readonly bool isOneBlock;

    private readonly List<BlockSum> sums = [];

    // The places whose memory is far away, each piece of memory once.
    private int[] far = [];

    /// <summary>Plans the loops.</summary>
    /// <param name="program">What to do with a block.</param>
    /// <param name="shape">The elements' shape.</param>
    /// <param name="order">The order of the axes, outermost first; a block's columns run along the last.</param>
    /// <param name="merge">Whether axes that all views step through evenly are taken as one.</param>
    /// <param name="label">What the step does, for listings.</param>
    /// <param name="workers">How many workers share the step.</param>
    /// <param name="near">The product that this follows on.</param>
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
        // Sums lane by lane are taken along the same loops whatever the number of workers, by which lanes may be cut or not.
        bool sumsStay = order.Length > 0 && program.Combined.Any(place => strides[place][order[^1]] != 0);
        (extents, steps) = LoopNest.Plan(shape, order, strides, merge, LaneExtent > 0 || sumsStay);
        starts = new Operand[program.Places.Count];
        product = Enumerable.Range(0, starts.Length).FirstOrDefault(i => program.Places[i].View.Buffer == near, -1);
        rowsJoin = Enumerable.Range(0, starts.Length).All(i => i == product || RowsJoin(i));
        (int rows, int cols) = (extents[^2], extents[^1]);
        bool[] combined = [.. Enumerable.Range(0, extents.Length).Select(IsCombined)];
        (rowsCombined, colsCombined) = (combined[^2], combined[^1]);
        keptLoops = [.. Enumerable.Range(0, extents.Length - 2).Where(loop => !combined[loop])];
        combinedLoops = [.. Enumerable.Range(0, extents.Length - 2).Where(loop => combined[loop])];
        turns = combinedLoops.Aggregate(1, (product, loop) => product * extents[loop]);
        int outers = keptLoops.Aggregate(1, (product, loop) => product * extents[loop]);
        if (program.Combined.Any(IsBlock) && !program.MovesAcross)
        {
            program.Enlarge();
        }

        int most = program.MovesAcross ? (int)Math.Sqrt(program.BlockFloats) / 32 * 32 : program.BlockFloats;
        // Rows that are combined are no units: narrower blocks give the workers something to share.
        most = rowsCombined && outers < FewUnits ? Math.Min(most, NarrowCols) : most;
        blockCols = Math.Clamp(cols, 1, most);
        blockRows = Math.Clamp(rows, 1, program.BlockFloats / blockCols);
        // Nor are loops that are combined: shorter blocks.
        if (turns > 1 && !rowsCombined && outers * (rows / blockRows) < FewRowBlocks)
        {
            blockRows = (rows + FewRowBlocks - 1) / FewRowBlocks;
        }

        rowBlocks = rowsCombined ? 1 : (rows + blockRows - 1) / blockRows;
        colBlocks = colsCombined ? 1 : (cols + blockCols - 1) / blockCols;
        Units = outers * rowBlocks * colBlocks;
        isOneBlock = Units == 1 && turns == 1 && rows <= blockRows && cols <= blockCols;
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

        MayShare.AddRange(program.Replacements(shape));
    }

    /// <summary>Whether blocks may end within a vector although the innermost axis does not, as those of a product whose rows are that axis.</summary>
    public bool HasRaggedBlocks { get; set; }

    /// <summary>Makes ready for the long blocks of a product whose rows are the innermost axis.</summary>
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
        for (int i = 0; i < starts.Length; i++)
        {
            View view = program.Places[i].View;
            starts[i] = new Operand
            {
                Data = view.Buffer.Data(arena) + view.Offset,
                RowStride = steps[i][^2],
                ColStride = steps[i][^1],
                TurnStride = combinedLoops.Length > 0 ? steps[i][combinedLoops[^1]] : 0,
            };
        }

        far =
        [
            .. Enumerable
                .Range(0, starts.Length)
                .Where(i => i != product && IsBlock(i) && steps[i][^1] == 1 && FirstInSamePlace(i) == i)
                .Where(i => program.Places[i].View.Buffer.IsFar),
        ];
        if (Work + (CallWork * program.Length) >= WorthJoining)
        {
            int[] memory = [.. Enumerable.Range(0, starts.Length).Select(FirstInSamePlace)];
            bool isRagged = HasRaggedBlocks || extents[^1] % LoopCompiler.Width(isa) != 0;
            program.Join(isa, starts, memory, IsBlock, isRagged);
        }

        program.Bind(isa);
        foreach (BlockSum sum in sums)
        {
            sum.Bind(arena, isa);
        }
    }

    /// <summary>Lets the rows of an output be combined, block by block, where this follows on a product.</summary>
    /// <param name="output">What is combined.</param>
    /// <param name="op">How.</param>
    /// <param name="target">Where the results go, of the shape <see cref="BlockSum.Results"/>.</param>
    /// <param name="order">The order of the axes, those of the product's rows and columns last.</param>
    /// <param name="isa">The instructions that the step is run with.</param>
    public void Sum(View output, ReduceOp op, View target, int[] order, InstructionSet isa)
    {
        int source = program
            .Places.Index()
            .First(place => place.Item is { IsWritten: true } item && item.View == output)
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
            Point(table);
            program.Run(table, extents[^2], extents[^1], scratch, accumulate: false);
            return;
        }

        for (int unit = first; unit < end; unit++)
        {
            (int outer, int block) = Math.DivRem(unit, rowBlocks * colBlocks);
            int row = rowsCombined ? 0 : block / colBlocks * blockRows;
            int col = colsCombined ? 0 : block % colBlocks * blockCols;
            int rowEnd = rowsCombined ? extents[^2] : Math.Min(row + blockRows, extents[^2]);
            int colEnd = colsCombined ? extents[^1] : Math.Min(col + blockCols, extents[^1]);
            RunUnit(table, outer, (row, rowEnd), (col, colEnd), scratch);
        }
    }

    /// <inheritdoc/>
    [SkipLocalsInit]
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public override void RunLanes(int first, int end, float* scratch, in RunState state)
    {
        Operand* table = stackalloc Operand[program.TableLength];
        int outers = Units / (rowBlocks * colBlocks);
        int rowsAtOnce = rowsCombined
            ? extents[^2]
            : Math.Max(1, program.BlockFloats / Math.Min(blockCols, end - first));
        for (int outer = 0; outer < outers; outer++)
        {
            for (int row = 0; row < extents[^2]; row += rowsAtOnce)
            {
                for (int col = first; col < end; col += blockCols)
                {
                    int rowEnd = Math.Min(row + rowsAtOnce, extents[^2]);
                    RunUnit(table, outer, (row, rowEnd), (col, Math.Min(col + blockCols, end)), scratch);
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
    /// <param name="block">Where the block of the product lies, if not in the product's own memory.</param>
    /// <param name="scratch">The worker's private memory.</param>
    [SkipLocalsInit]
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void RunTail(int outer, int row, int rows, int col, int cols, Operand block, float* scratch)
    {
        Operand* table = stackalloc Operand[program.TableLength];
        Point(table, outer, 0, row, col);
        bool joins = rowsJoin && cols == extents[^1];
        if (block.Data != null)
        {
            table[product] = block;
            joins &= block.RowStride == cols && block.ColStride == 1;
        }
        else
        {
            joins = joins && RowsJoin(product);
        }

        (int height, int width) = joins ? (1, rows * cols) : (rows, cols);
        program.Run(table, height, width, scratch, accumulate: false);
        foreach (BlockSum sum in sums)
        {
            sum.Run(in table[sum.Source], Along(keptLoops, outer, sum.Steps), row, rows, col, cols);
        }
    }

    /// <summary>Whether some of the memory is far away.</summary>
    public bool IsFar => far.Length > 0;

    /// <summary>Asks for the memory of a block that <see cref="RunTail"/> will be called on, as far as it is far away.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void Fetch(int outer, int row, int rows, int col, int cols)
    {
        foreach (int place in far)
        {
            ref readonly Operand start = ref starts[place];
            float* line = start.Data + (row * start.RowStride) + (col * start.ColStride);
            line += Along(keptLoops, outer, steps[place]);
            for (int i = 0; Sse.IsSupported && i < rows; i++, line += start.RowStride)
            {
                for (int j = 0; j < cols; j += Line)
                {
                    Sse.Prefetch0(line + j);
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

    /// <summary>Whether the program combines along a loop: its reductions' targets stand still there.</summary>
    private bool IsCombined(int loop) => extents[loop] > 1 && program.Combined.Any(place => steps[place][loop] == 0);

    /// <summary>Whether a view that is combined into has an element for each of a block.</summary>
    private bool IsBlock(int place) => steps[place][^1] != 0 && steps[place][^2] != 0;

    /// <summary>Runs the blocks of a unit: one where nothing is combined, else all along the combined loops, in order.</summary>
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
        int rowsAtOnce = rowsCombined ? blockRows : rows.End - rows.First;
        int colsAtOnce = colsCombined ? blockCols : cols.End - cols.First;
        int turnsInRow = combinedLoops.Length > 0 ? extents[combinedLoops[^1]] : 1;
        int most = program.TakesTurns ? TurnsAtOnce : 1;
        int atOnce;
        for (int turn = 0; turn < turns; turn += atOnce)
        {
            atOnce = Math.Min(most, turnsInRow - (turn % turnsInRow));
            for (int row = rows.First; row < rows.End; row += rowsAtOnce)
            {
                for (int col = cols.First; col < cols.End; col += colsAtOnce)
                {
                    Point(table, outer, turn, row, col);
                    int height = Math.Min(rowsAtOnce, rows.End - row);
                    program.Run(table, height, Math.Min(colsAtOnce, cols.End - col), scratch, accumulate, atOnce);
                    accumulate = true;
                }
            }
        }
    }

    private bool RowsJoin(int place) => steps[place][^2] == steps[place][^1] * extents[^1];

    private int FirstInSamePlace(int place) =>
        Enumerable
            .Range(0, place)
            .Where(i => i != product && place != product)
            .FirstOrDefault(i => starts[i].Data == starts[place].Data && steps[i].SequenceEqual(steps[place]), place);

    /// <summary>Fills the table with where the views' elements begin, and their steps.</summary>
    private void Point(Operand* table)
    {
        for (int i = 0; i < starts.Length; i++)
        {
            table[i] = starts[i];
        }
    }

    /// <summary>Fills the table with where the views' elements of a block begin, and their steps.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void Point(Operand* table, int outer, int turn, int row, int col)
    {
        for (int i = 0; i < starts.Length; i++)
        {
            ref readonly Operand start = ref starts[i];
            table[i] = start;
            table[i].Data += (row * start.RowStride) + (col * start.ColStride);
        }

        for (int i = 0; i < starts.Length && extents.Length > 2; i++)
        {
            table[i].Data += Along(keptLoops, outer, steps[i]) + Along(combinedLoops, turn, steps[i]);
        }
    }

    /// <summary>How far some loops' turns, counted as one number, lead.</summary>
    private nint Along(int[] loops, int index, nint[] step)
    {
        nint offset = 0;
        for (int i = loops.Length - 1; i >= 0; i--)
        {
            (index, int place) = Math.DivRem(index, extents[loops[i]]);
            offset += place * step[loops[i]];
        }

        return offset;
    }
}
