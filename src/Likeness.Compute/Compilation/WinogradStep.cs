using System.Runtime.CompilerServices;
using Likeness.Compute.Cpu;
using Likeness.Compute.Graph;

namespace Likeness.Compute.Compilation;

/// <summary>A convolution by <see cref="WinogradDriver{TLane}"/>; a fused group may follow on each finished block.</summary>
internal sealed unsafe class WinogradStep : ProductStep
{
    // Floats of images that a core's own caches do not hold.
    private const int LargeFloats = 8 * Buffer.FarFloats;

    // So many units for each worker share out well; with fewer, and not the same number for each, channels are cut into parts of at least so many.
    private const int ManyUnits = 4;
    private const int FewestRows = 8;

    private readonly WinogradPlan plan;
    private readonly InstructionSet isa;
    private WinogradArguments product;

    /// <summary>Plans the work.</summary>
    /// <param name="plan">The convolution.</param>
    /// <param name="direct">The same product by product.</param>
    /// <param name="kernels">What <see cref="WinogradKernelStep"/> made of its kernels.</param>
    /// <param name="label">What the step does, for listings.</param>
    /// <param name="tail">What is done with each finished block, or null; its rows and columns are the product's.</param>
    /// <param name="isa">The instructions that the work is cut for.</param>
    /// <param name="workers">How many workers share the step.</param>
    public WinogradStep(
        WinogradPlan plan,
        ProductPlan direct,
        View kernels,
        string label,
        ElementwiseStep? tail,
        InstructionSet isa,
        int workers
    )
        : base(direct with { A = kernels, Taps = [] }, $"{label} by Winograd's way", tail, passesOn: tail is not null)
    {
        (this.plan, this.isa) = (plan, isa);
        (int row, int col) = plan.IsAdjoint ? (2, 1) : (1, 2);
        product = new WinogradArguments
        {
            XRow = plan.Images.Strides[2],
            XColumn = plan.Images.Strides[3],
            XChannel = plan.Images.Strides[1],
            Height = plan.Image.Rows,
            Width = plan.Image.Columns,
            Top = plan.Before.Rows,
            Left = plan.Before.Columns,
            UMatrix = kernels.Strides[0],
            URow = kernels.Strides[row],
            UCol = kernels.Strides[col],
            WRow = plan.Kernels.Strides[0],
            WColumn = plan.Kernels.Strides[1],
            WResult = plan.Kernels.Strides[row + 1],
            WChannel = plan.Kernels.Strides[col + 1],
            IsTurned = plan.IsAdjoint,
            YRow = plan.Result.Strides[2],
            YColumn = plan.Result.Strides[3],
            YChannel = plan.Result.Strides[1],
            ResultHeight = plan.Places.Rows,
            ResultWidth = plan.Places.Columns,
            M = plan.Extents.Outputs,
            K = plan.Extents.Channels,
            N = plan.Extents.Batch,
            IsFar = Math.Min(plan.Images.Buffer.Length, plan.Result.Buffer.Length) > LargeFloats,
        };
        Read(plan.Kernels.Buffer);
        product.Parts = 1;
        int whole = Count();
        while (
            whole * product.Parts % workers != 0
            && whole * product.Parts < ManyUnits * workers
            && product.Parts < plan.Extents.Outputs / FewestRows
        )
        {
            product.Parts++;
        }

        Units = Count();
    }

    /// <inheritdoc/>
    public override int ScratchFloats =>
        TailFloats
        + isa switch
        {
            InstructionSet.Avx512 => WinogradDriver<Lane512>.ScratchFloats(in product),
            InstructionSet.Avx2 => WinogradDriver<Lane256>.ScratchFloats(in product),
            _ => WinogradDriver<Lane128>.ScratchFloats(in product),
        };

    // Whole cache lines, so that the product's own room begins on one.
    private int TailFloats => ((Tail?.ScratchFloats ?? 0) + 15) & ~15;

    /// <inheritdoc/>
    public override void Bind(float* arena, InstructionSet isa)
    {
        product.X = plan.Images.Buffer.Data(arena) + plan.Images.Offset;
        product.U = Plan.A.Buffer.Data(arena) + Plan.A.Offset;
        product.W = plan.Kernels.Buffer.Data(arena) + plan.Kernels.Offset;
        product.Y = plan.Result.Buffer.Data(arena) + plan.Result.Offset;
        Tail?.Bind(arena, isa);
    }

    /// <inheritdoc/>
    [SkipLocalsInit]
    public override void Run(int first, int end, float* scratch, in RunState state)
    {
        TailContext context = new() { Tail = Tail, Scratch = scratch };
        WinogradArguments arguments = product;
        arguments.Tail = Tail is null ? null : &RunTail;
        arguments.Fetch = arguments.IsFar && Tail is { IsFar: true } ? &Fetch : null;
        // The context lies on this stack frame, which outlives the calls.
        arguments.TailContext = Unsafe.AsPointer(ref context);
        float* own = scratch + TailFloats;
        switch (isa)
        {
            case InstructionSet.Avx512:
                WinogradDriver<Lane512>.Run(in arguments, first, end, own);
                break;
            case InstructionSet.Avx2:
                WinogradDriver<Lane256>.Run(in arguments, first, end, own);
                break;
            default:
                WinogradDriver<Lane128>.Run(in arguments, first, end, own);
                break;
        }
    }

    private static void RunTail(void* context, float* block, int place, int row, int rows, int col, int cols)
    {
        ref TailContext tail = ref Unsafe.AsRef<TailContext>(context);
        Operand finished = new()
        {
            Data = block,
            RowStride = cols,
            ColStride = 1,
        };
        tail.Tail!.RunTail(place, row, rows, col, cols, finished, tail.Scratch);
    }

    private static void Fetch(void* context, int place, int row, int rows, int col, int cols) =>
        Unsafe.AsRef<TailContext>(context).Tail!.Fetch(place, row, rows, col, cols);

    private int Count() =>
        isa switch
        {
            InstructionSet.Avx512 => WinogradDriver<Lane512>.Units(in product),
            InstructionSet.Avx2 => WinogradDriver<Lane256>.Units(in product),
            _ => WinogradDriver<Lane128>.Units(in product),
        };

    private struct TailContext
    {
        public ElementwiseStep? Tail;
        public float* Scratch;
    }
}
