using System.Runtime.CompilerServices;
using Likeness.Compute.Cpu;
using Likeness.Compute.Graph;

namespace Likeness.Compute.Compilation;

/// <summary>A matrix product, one for each index of the axes before the last two; a fused group may follow on each finished block.</summary>
internal sealed unsafe class MatMulStep : Step
{
    private readonly View scalar;
    private readonly View vector;
    private readonly View result;
    private readonly ElementwiseStep? tail;
    private readonly int[] batch;
    private readonly int tiles;
    private readonly InstructionSet isa;
    private GemmArguments product;

    /// <summary>Plans a product.</summary>
    /// <param name="orientation">Which operand runs along the lanes.</param>
    /// <param name="a">The left operand's elements.</param>
    /// <param name="b">The right operand's elements.</param>
    /// <param name="result">The result's elements.</param>
    /// <param name="node">The product.</param>
    /// <param name="tail">What is done with each finished block, or null.</param>
    /// <param name="isa">The instructions that the work is cut for.</param>
    /// <param name="workers">How many workers share the step.</param>
    public MatMulStep(
        MatMulOrientation orientation,
        View a,
        View b,
        View result,
        Tensor node,
        ElementwiseStep? tail,
        InstructionSet isa,
        int workers
    )
        : base(Describe(node, tail))
    {
        Shape shape = node.Shape;
        int k = node.Inputs[0].Shape[-1];
        (scalar, vector) = orientation.Swapped ? (b, a) : (a, b);
        (this.result, this.tail, this.isa) = (result, tail, isa);
        batch = [.. shape.SkipLast(2)];
        product = new GemmArguments
        {
            M = shape[-orientation.RowAxis],
            N = shape[-orientation.LaneAxis],
            K = k,
            ARow = scalar.Strides[^orientation.RowAxis],
            ACol = scalar.Strides[^(3 - orientation.RowAxis)],
            BRow = vector.Strides[^(3 - orientation.LaneAxis)],
            CRow = result.Strides[^orientation.RowAxis],
        };
        tiles = Gemm.Tiles(product.M, product.N, isa);
        Units = batch.Aggregate(tiles, (units, extent) => units * extent);
        Flops = (2L * shape.Count * k) + (tail?.Flops ?? 0);
        Read(scalar.Buffer);
        Read(vector.Buffer);
        Write(result.Buffer);
        foreach (Buffer buffer in tail?.Reads.Where(buffer => buffer != result.Buffer) ?? [])
        {
            Read(buffer);
        }

        foreach (Buffer buffer in tail?.Writes ?? [])
        {
            Write(buffer);
        }

        if (batch.Length == 0 && Lanes.Divide(product.N, workers) && (tail is null || tail.LaneExtent > 0))
        {
            LaneExtent = product.N;
            ByLanes.UnionWith(tail?.ByLanes ?? []);
            ByLanes.Add(result.Buffer);
            if (Lanes.AreColumns(vector, node.Inputs[orientation.Swapped ? 0 : 1].Shape, 2 - orientation.LaneAxis))
            {
                ByLanes.Add(vector.Buffer);
            }
            else
            {
                ByLanes.Remove(vector.Buffer);
            }

            ByLanes.Remove(scalar.Buffer);
        }

        MayShare.AddRange(tail?.MayShare.Where(pair => pair.Read != scalar.Buffer && pair.Read != vector.Buffer) ?? []);
    }

    public override StepKind Kind => StepKind.Products;

    public override long Flops { get; }

    public override int ScratchFloats => tail?.ScratchFloats ?? 0;

    public override void Bind(float* arena, InstructionSet isa)
    {
        product.A = scalar.Buffer.Data(arena) + scalar.Offset;
        product.B = vector.Buffer.Data(arena) + vector.Offset;
        product.C = result.Buffer.Data(arena) + result.Offset;
        tail?.Bind(arena, isa);
    }

    [SkipLocalsInit]
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public override void Run(int first, int end, float* scratch, in RunState state)
    {
        TailContext context = new() { Tail = tail, Scratch = scratch };
        GemmArguments arguments = product;
        if (tail is not null)
        {
            arguments.Tail = &RunTail;
            arguments.Prepare = &Prefetch;
            // The context lies on this stack frame, which outlives the call.
            arguments.TailContext = Unsafe.AsPointer(ref context);
        }

        while (first < end)
        {
            (int index, int tile) = Math.DivRem(first, tiles);
            int last = Math.Min(tiles, tile + end - first);
            arguments.A = product.A;
            arguments.B = product.B;
            arguments.C = product.C;
            for (int axis = batch.Length - 1; axis >= 0; axis--)
            {
                (index, int place) = Math.DivRem(index, batch[axis]);
                arguments.A += (nint)place * scalar.Strides[axis];
                arguments.B += (nint)place * vector.Strides[axis];
                arguments.C += (nint)place * result.Strides[axis];
            }

            Gemm.Run(in arguments, tile, last, isa);
            first += last - tile;
        }
    }

    /// <inheritdoc/>
    [SkipLocalsInit]
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public override void RunLanes(int first, int end, float* scratch, in RunState state)
    {
        TailContext context = new()
        {
            Tail = tail,
            Scratch = scratch,
            FirstLane = first,
        };
        GemmArguments arguments = product;
        arguments.B += first;
        arguments.C += first;
        arguments.N = end - first;
        if (tail is not null)
        {
            arguments.Tail = &RunTail;
            arguments.Prepare = &Prefetch;
            arguments.TailContext = Unsafe.AsPointer(ref context);
        }

        Gemm.Run(in arguments, 0, Gemm.Tiles(arguments.M, arguments.N, isa), isa);
    }

    private static void RunTail(void* context, int outer, int row, int rows, int col, int cols)
    {
        ref TailContext tail = ref Unsafe.AsRef<TailContext>(context);
        tail.Tail!.RunTail(row, rows, col + tail.FirstLane, cols, tail.Scratch);
    }

    private static void Prefetch(void* context, int outer, int row, int rows, int col, int cols)
    {
        ref TailContext tail = ref Unsafe.AsRef<TailContext>(context);
        tail.Tail!.Prefetch(row, rows, col + tail.FirstLane, cols);
    }

    private static string Describe(Tensor node, ElementwiseStep? tail)
    {
        (Shape a, Shape b) = (node.Inputs[0].Shape, node.Inputs[1].Shape);
        return $"matmul {a}·{b}{(tail is null ? string.Empty : $", then {tail.Label}")}";
    }

    private struct TailContext
    {
        public ElementwiseStep? Tail;
        public float* Scratch;
        public int FirstLane;
    }
}
