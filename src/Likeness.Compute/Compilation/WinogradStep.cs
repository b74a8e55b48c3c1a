using System.Runtime.CompilerServices;
using Likeness.Compute.Cpu;

namespace Likeness.Compute.Compilation;

/// <summary>A convolution by <see cref="WinogradDriver{TLane}"/>; a fused group may run as the epilogue of each finished block.</summary>
internal sealed unsafe class WinogradStep : MatMulStep
{
    // Floats of images that exceed L2.
    private const int LargeFloats = 8 * Buffer.FarFloats;

    // This number of units per worker balances well. With fewer, unevenly divided units, channels are split into parts of at least this
    // size.
    private const int ManyUnits = 4;
    private const int MinRows = 8;

    private readonly WinogradPlan plan;
    private readonly InstructionSet isa;
    private WinogradArguments matMul;

    /// <summary>Plans the work.</summary>
    /// <param name="plan">The convolution.</param>
    /// <param name="direct">The plan of the direct algorithm.</param>
    /// <param name="kernels">The kernels transformed by <see cref="WinogradKernelStep"/>.</param>
    /// <param name="label">What the step does, for listings.</param>
    /// <param name="epilogue">The epilogue of each finished block, or null; its rows and columns are the matmul's.</param>
    /// <param name="isa">The instruction set.</param>
    /// <param name="workers">The number of workers that share the step.</param>
    public WinogradStep(
        WinogradPlan plan,
        MatMulPlan direct,
        View kernels,
        string label,
        ElementwiseStep? epilogue,
        InstructionSet isa,
        int workers
    )
        : base(direct with { A = kernels, Taps = [] }, $"{label} by Winograd", epilogue, passesOn: epilogue is not null)
    {
        (this.plan, this.isa) = (plan, isa);
        (int row, int col) = plan.IsAdjoint ? (2, 1) : (1, 2);
        matMul = new WinogradArguments
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
            IsTransposed = plan.IsAdjoint,
            YRow = plan.Result.Strides[2],
            YColumn = plan.Result.Strides[3],
            YChannel = plan.Result.Strides[1],
            ResultHeight = plan.Positions.Rows,
            ResultWidth = plan.Positions.Columns,
            M = plan.Extents.Outputs,
            K = plan.Extents.Channels,
            N = plan.Extents.Batch,
            IsFar = Math.Min(plan.Images.Buffer.Length, plan.Result.Buffer.Length) > LargeFloats,
        };
        Read(plan.Kernels.Buffer);
        matMul.Parts = 1;
        int whole = Count();
        while (
            whole * matMul.Parts % workers != 0
            && whole * matMul.Parts < ManyUnits * workers
            && matMul.Parts < plan.Extents.Outputs / MinRows
        )
        {
            matMul.Parts++;
        }

        Units = Count();
    }

    /// <inheritdoc/>
    public override int ScratchFloats =>
        EpilogueFloats
        + isa switch
        {
            InstructionSet.Avx512 => WinogradDriver<Lane512>.ScratchFloats(in matMul),
            InstructionSet.Avx2 => WinogradDriver<Lane256>.ScratchFloats(in matMul),
            _ => WinogradDriver<Lane128>.ScratchFloats(in matMul),
        };

    // Whole cache lines, so that the matmul's scratch memory starts on one.
    private int EpilogueFloats => ((Epilogue?.ScratchFloats ?? 0) + 15) & ~15;

    /// <inheritdoc/>
    public override void Bind(float* arena, InstructionSet isa)
    {
        matMul.X = plan.Images.Buffer.Data(arena) + plan.Images.Offset;
        matMul.U = Plan.A.Buffer.Data(arena) + Plan.A.Offset;
        matMul.W = plan.Kernels.Buffer.Data(arena) + plan.Kernels.Offset;
        matMul.Y = plan.Result.Buffer.Data(arena) + plan.Result.Offset;
        Epilogue?.Bind(arena, isa);
    }

    /// <inheritdoc/>
    [SkipLocalsInit]
    public override void Run(int first, int end, float* scratch, in RunState state)
    {
        EpilogueContext context = new() { Epilogue = Epilogue, Scratch = scratch };
        WinogradArguments arguments = matMul;
        arguments.Epilogue = Epilogue is null ? null : &RunEpilogue;
        arguments.Fetch = arguments.IsFar && Epilogue is { IsFar: true } ? &Fetch : null;
        // The context is on this stack frame, which outlives the calls.
        arguments.EpilogueContext = Unsafe.AsPointer(ref context);
        float* own = scratch + EpilogueFloats;
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

    private static void RunEpilogue(void* context, float* block, int position, int row, int rows, int col, int cols)
    {
        ref EpilogueContext epilogue = ref Unsafe.AsRef<EpilogueContext>(context);
        Operand finished = new()
        {
            Data = block,
            RowStride = cols,
            ColStride = 1,
        };
        epilogue.Epilogue!.RunEpilogue(position, row, rows, col, cols, finished, epilogue.Scratch);
    }

    private static void Fetch(void* context, int position, int row, int rows, int col, int cols) =>
        Unsafe.AsRef<EpilogueContext>(context).Epilogue!.Fetch(position, row, rows, col, cols);

    private int Count() =>
        isa switch
        {
            InstructionSet.Avx512 => WinogradDriver<Lane512>.Units(in matMul),
            InstructionSet.Avx2 => WinogradDriver<Lane256>.Units(in matMul),
            _ => WinogradDriver<Lane128>.Units(in matMul),
        };

    private struct EpilogueContext
    {
        public ElementwiseStep? Epilogue;
        public float* Scratch;
    }
}
