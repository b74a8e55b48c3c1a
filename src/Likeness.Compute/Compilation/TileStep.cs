using System.Runtime.CompilerServices;
using Likeness.Compute.Cpu;

namespace Likeness.Compute.Compilation;

/// <summary>Matmuls by the register tile, one for each position; a fused group may run as the epilogue of each finished block.</summary>
internal sealed unsafe class TileStep : MatMulStep
{
    // Floats of both operands that stay in L2 while all positions use them.
    private const long NearFloats = 96 * 1024;

    // Lines at this distance map to the same L1 sets and evict one another.
    private const int FloatsOfPage = 1024;

    // Padding between the lines of a copy, which avoids that.
    private const int Gap = 16;

    // The number of passes over the rows from which copying them pays off.
    private const int WorthCopying = 4;

    private readonly InstructionSet isa;
    private readonly int tiles;
    private readonly int chunks;
    private readonly bool fetches;

    // The number of consecutive positions that use the same rows of A, which are copied for them; 0 if nothing is copied.
    private readonly int copyServes;
    private GemmArguments matMul;

    /// <summary>Plans the work units.</summary>
    /// <param name="plan">What to multiply.</param>
    /// <param name="label">What the step does, for listings.</param>
    /// <param name="epilogue">The epilogue of each finished block, or null; its rows and columns are the matmul's.</param>
    /// <param name="isa">The instruction set.</param>
    /// <param name="workers">The number of workers that share the step.</param>
    public TileStep(MatMulPlan plan, string label, ElementwiseStep? epilogue, InstructionSet isa, int workers)
        : base(plan, label, epilogue, passesOn: epilogue is not null && Chunks(plan, isa) == 1 && !RestsInResult(plan))
    {
        this.isa = isa;
        matMul = new GemmArguments
        {
            M = plan.M,
            N = plan.N,
            K = plan.K,
            ARow = plan.ARow,
            ACol = plan.ACol,
            BRow = plan.BRow,
            CRow = plan.CRow,
            EpilogueRows = plan.EpilogueCrosses ? Gemm.LongEpilogueRows : Gemm.EpilogueRows,
            FetchResult = !PassesOn && plan.C.Buffer.Length > 4 * Buffer.FarFloats,
        };
        tiles = Gemm.Tiles(plan.M, plan.N, plan.K, isa);
        Units = tiles * plan.Positions.Length;
        chunks = Chunks(plan, isa);
        fetches = plan.B.Buffer.IsFar;
        copyServes = CopyServes(plan, isa);
        if (copyServes > 0)
        {
            matMul.ACol = CopyPitch;
        }

        if (plan.EpilogueCrosses)
        {
            epilogue?.FollowAcross();
        }

        FindLanes(workers);
    }

    /// <inheritdoc/>
    // A chunked list processes all units of a thread for each chunk.
    protected override int Grain =>
        chunks > 1 ? 0
        : copyServes > 0 ? tiles * copyServes
        : Gemm.Grain(Plan.M, Plan.N, Plan.K, isa);

    public override int ScratchFloats => OwnScratch + CopyFloats + Gemm.ScratchFloats(Plan.M, Plan.N, Plan.K, isa);

    private int CopyPitch => ((Plan.M + 15) & ~15) | Gap;

    private int CopyFloats => copyServes > 0 ? Plan.K * CopyPitch : 0;

    // Whole cache lines, so that the matmul's scratch memory starts on one.
    private int OwnScratch => (base.ScratchFloats + 15) & ~15;

    public override void Bind(float* arena, InstructionSet isa)
    {
        matMul.A = Plan.A.Buffer.Data(arena) + Plan.A.Offset;
        matMul.B = Plan.B.Buffer.Data(arena) + Plan.B.Offset;
        matMul.C = Plan.C.Buffer.Data(arena) + Plan.C.Offset;
        Epilogue?.Bind(arena, isa);
    }

    [SkipLocalsInit]
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public override void Run(int first, int end, float* scratch, in RunState state)
    {
        EpilogueContext context = new()
        {
            Epilogue = Epilogue,
            Crosses = Plan.EpilogueCrosses,
            Rows = Plan.M,
            Cols = Plan.N,
            Positions = Plan.Positions.Length,
        };
        GemmArguments arguments = matMul;
        PassOn(ref arguments, ref context, scratch);
        // The context is on this stack frame, which outlives the calls.
        arguments.EpilogueContext = Unsafe.AsPointer(ref context);
        for (int chunk = 0; chunk < chunks; chunk++)
        {
            Begin(ref arguments, chunk);
            for (int unit = first; unit < end; )
            {
                (int position, int tile) = Math.DivRem(unit, tiles);
                int last = Math.Min(tiles, tile + end - unit);
                Aim(ref arguments, ref context, position, chunk);
                Gemm.Run(ref arguments, tile, last, isa);
                unit += last - tile;
            }
        }
    }

    /// <inheritdoc/>
    [SkipLocalsInit]
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public override void RunLanes(int first, int end, float* scratch, in RunState state)
    {
        EpilogueContext context = new()
        {
            Epilogue = Epilogue,
            Rows = Plan.M,
            Cols = end - first,
            Positions = Plan.Positions.Length,
            FirstLane = first,
        };
        GemmArguments arguments = matMul;
        arguments.N = end - first;
        PassOn(ref arguments, ref context, scratch);
        arguments.EpilogueContext = Unsafe.AsPointer(ref context);
        int all = Gemm.Tiles(arguments.M, arguments.N, arguments.K, isa);
        for (int chunk = 0; chunk < chunks; chunk++)
        {
            Begin(ref arguments, chunk);
            for (int position = 0; position < Plan.Positions.Length; position++)
            {
                Aim(ref arguments, ref context, position, chunk);
                arguments.B += first;
                arguments.C += first;
                Gemm.Run(ref arguments, 0, all, isa);
            }
        }
    }

    private static bool RestsInResult(MatMulPlan plan) =>
        Gemm.RestsInResult(
            plan.M,
            plan.N,
            plan.K,
            plan.Positions.Select(position => position.Taps).DefaultIfEmpty(0).Max()
        );

    /// <summary>
    /// The number of parts into which the lists of taps are split, so that a part of both operands stays in cache while all
    /// positions use it.
    /// </summary>
    private static int Chunks(MatMulPlan plan, InstructionSet isa)
    {
        int units = Gemm.Tiles(plan.M, plan.N, plan.K, isa) * plan.Positions.Length;
        const int minSums = 1024;
        int longest = plan.Positions.Select(position => position.Taps).DefaultIfEmpty(0).Max();
        long both = plan.A.Buffer.Length + (long)plan.B.Buffer.Length;
        long max = Math.Min(longest, (long)longest * plan.K / minSums);
        return units < 4 ? 1 : (int)Math.Clamp(both / NearFloats, 1, Math.Max(1, max));
    }

    /// <summary>Assigns the private memory of the matmul and the epilogue, and the block that the epilogue receives.</summary>
    private void PassOn(ref GemmArguments arguments, ref EpilogueContext context, float* scratch)
    {
        context.Scratch = scratch;
        context.Copy = scratch + OwnScratch;
        arguments.Scratch = scratch + OwnScratch + CopyFloats;
        if (PassesOn)
        {
            // Contiguous if a block has all columns.
            arguments.CRow = Math.Min(arguments.N, Gemm.BlockCols(arguments.M, arguments.N, arguments.K, isa));
            arguments.Block = scratch;
            context.Block = new Operand
            {
                Data = scratch,
                RowStride = Plan.EpilogueCrosses ? 1 : arguments.CRow,
                ColStride = Plan.EpilogueCrosses ? arguments.CRow : 1,
            };
            context.Scratch += BlockFloats;
        }
    }

    private void Begin(ref GemmArguments arguments, int chunk)
    {
        arguments.Accumulate = chunk > 0;
        if (Epilogue is not null && chunk == chunks - 1)
        {
            arguments.Epilogue = &RunEpilogue;
            // A transposing epilogue reads runs of memory that are long enough for the hardware prefetcher.
            arguments.Fetch = Epilogue.IsFar && !Plan.EpilogueCrosses ? &Fetch : null;
        }
    }

    /// <summary>The distance from one position's columns to the next one's.</summary>
    private nint PrefetchOffset(int number)
    {
        (MatMulPosition here, MatMulPosition next) = (Plan.Positions[number], Plan.Positions[number + 1]);
        return here.Taps == 0 || next.Taps == 0
            ? 0
            : next.B + Taps[next.FirstTap + next.Taps - 1].B - here.B - Taps[here.FirstTap + here.Taps - 1].B;
    }

    /// <summary>Sets the pointers for one position and one part of its list of taps.</summary>
    private void Aim(ref GemmArguments arguments, ref EpilogueContext context, int number, int chunk)
    {
        ref readonly MatMulPosition position = ref Plan.Positions[number];
        arguments.A = copyServes == 0 ? matMul.A + position.A : CopyOf(in position, ref context);
        arguments.B = matMul.B + position.B;
        arguments.C = matMul.C + position.C;
        arguments.Outer = position.Outer;
        int first = (int)((long)position.Taps * chunk / chunks);
        int end = (int)((long)position.Taps * (chunk + 1) / chunks);
        arguments.Taps = Taps + position.FirstTap + first;
        arguments.TapCount = end - first;
        context.FirstRow = position.FirstRow;
        arguments.Prefetch = fetches && number + 1 < Plan.Positions.Length ? PrefetchOffset(number) : 0;
    }

    /// <summary>
    /// The number of consecutive positions that use the same rows of A, if these conflict in cache, there is one tap, and a copy
    /// stays in cache; otherwise 0.
    /// </summary>
    private static int CopyServes(MatMulPlan plan, InstructionSet isa)
    {
        bool isBad = plan is { ARow: 1, ACol: > 0, Positions.Length: > 0 } && plan.ACol % FloatsOfPage == 0;
        bool isSmall = (long)plan.M * plan.K <= NearFloats && plan.Positions.All(position => position.Taps == 1);
        if (!isBad || !isSmall || Chunks(plan, isa) > 1)
        {
            return 0;
        }

        int positions = plan.Positions.TakeWhile(position => position.A == plan.Positions[0].A).Count();
        int passes = positions * plan.N / Gemm.BlockCols(plan.M, plan.N, plan.K, isa);
        return plan.Positions.Length % positions == 0 && passes >= WorthCopying ? positions : 0;
    }

    /// <summary>The rows of A that a position uses, padded between lines; copied if they differ from the previous ones.</summary>
    private float* CopyOf(ref readonly MatMulPosition position, ref EpilogueContext context)
    {
        nint tap = Taps[position.FirstTap].A;
        float* from = matMul.A + position.A + tap;
        if (context.Copied != from)
        {
            context.Copied = from;
            for (int k = 0; k < Plan.K; k++)
            {
                new ReadOnlySpan<float>(from + (k * Plan.ACol), Plan.M).CopyTo(
                    new Span<float>(context.Copy + (k * CopyPitch), Plan.M)
                );
            }
        }

        return context.Copy - tap;
    }

    /// <summary>Splits the step by lanes if every position's columns are those of the buffers.</summary>
    private void FindLanes(int workers)
    {
        bool columns = AreColumns(Plan.C, Plan.N, Plan.Positions.Select(position => position.C), Plan.CRow);
        bool epilogueDivides = Epilogue is null || (Epilogue.LaneExtent > 0 && !Plan.EpilogueCrosses);
        if (!Lanes.Divide(Plan.N, workers) || !epilogueDivides || !columns)
        {
            return;
        }

        LaneExtent = Plan.N;
        ByLanes.UnionWith(Epilogue?.ByLanes ?? []);
        ByLanes.Add(Plan.C.Buffer);
        ByLanes.Remove(Plan.A.Buffer);
        IEnumerable<nint> starts = Plan.Positions.Select(position => position.B).Concat(Plan.Taps.Select(tap => tap.B));
        if (AreColumns(Plan.B, Plan.N, starts, Plan.BRow))
        {
            ByLanes.Add(Plan.B.Buffer);
        }
        else
        {
            ByLanes.Remove(Plan.B.Buffer);
        }
    }

    private static void RunEpilogue(void* context, int outer, int row, int rows, int col, int cols)
    {
        ref EpilogueContext epilogue = ref Unsafe.AsRef<EpilogueContext>(context);
        ElementwiseStep step = epilogue.Epilogue!;
        (row, col) = (row + epilogue.FirstRow, col + epilogue.FirstLane);
        if (epilogue.Crosses)
        {
            step.RunEpilogue(outer, col, cols, row, rows, epilogue.Block, epilogue.Scratch);
        }
        else
        {
            step.RunEpilogue(outer, row, rows, col, cols, epilogue.Block, epilogue.Scratch);
        }
    }

    /// <summary>Prefetches the epilogue's memory for the tile of the next block.</summary>
    private static void Fetch(void* context, int outer, int row, int rows, int col, int cols)
    {
        ref EpilogueContext epilogue = ref Unsafe.AsRef<EpilogueContext>(context);
        if (row + Gemm.EpilogueRows < epilogue.Rows)
        {
            row += Gemm.EpilogueRows;
        }
        else if (epilogue.Rows > Gemm.EpilogueRows)
        {
            return;
        }
        else if (col + cols < epilogue.Cols)
        {
            col += cols;
        }
        else if (outer + 1 < epilogue.Positions)
        {
            (outer, col) = (outer + 1, 0);
        }
        else
        {
            return;
        }

        rows = Math.Min(rows, epilogue.Rows - row);
        cols = Math.Min(cols, epilogue.Cols - col);
        epilogue.Epilogue!.Fetch(outer, row + epilogue.FirstRow, rows, col + epilogue.FirstLane, cols);
    }

    private struct EpilogueContext
    {
        public ElementwiseStep? Epilogue;
        public bool Crosses;
        public float* Scratch;
        public Operand Block;
        public float* Copy;
        public float* Copied;
        public int Rows;
        public int Cols;
        public int Positions;
        public int FirstLane;
        public int FirstRow;
    }
}
