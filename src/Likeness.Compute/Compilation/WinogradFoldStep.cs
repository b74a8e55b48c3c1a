using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics.X86;
using Likeness.Compute.Cpu;

namespace Likeness.Compute.Compilation;

/// <summary>
/// Computes gradients of 3 × 3 kernels from transformed ones; a fused group may run as the epilogue of each finished block.
/// </summary>
internal sealed unsafe class WinogradFoldStep : MatMulStep
{
    private const int BlockRows = 32;
    private const int BlockCols = 32;
    private const int Kernel = 9;
    private const int Matrices = WinogradForm.Matrices;

    // The prefetch distance for memory beyond L2; there are more matrices than hardware prefetch streams.
    private const int PrefetchedRows = 3;
    private const int FarFloats = 4 * Buffer.FarFloats;
    private readonly int colBlocks;
    private readonly bool isFar;
    private readonly int parts;
    private readonly WinogradWeightStep sums;
    private readonly InstructionSet isa;
    private float* elements;
    private float* target;

    /// <summary>Plans the work.</summary>
    /// <param name="direct">The direct plan that is replaced.</param>
    /// <param name="sums">The step that computes the transformed gradients.</param>
    /// <param name="label">What the step does, for listings.</param>
    /// <param name="epilogue">The epilogue of each finished block, or null; its rows and columns are the matmul's.</param>
    /// <param name="isa">The instructions.</param>
    public WinogradFoldStep(
        MatMulPlan direct,
        WinogradWeightStep sums,
        string label,
        ElementwiseStep? epilogue,
        InstructionSet isa
    )
        : base(
            direct with
            {
                A = sums.Result,
                B = sums.Result,
                Taps = [],
            },
            $"kernels of {label}",
            epilogue,
            passesOn: epilogue is not null
        )
    {
        (this.sums, this.isa) = (sums, isa);
        // For values that are not finite.
        Read(direct.A.Buffer);
        Read(direct.B.Buffer);
        parts = sums.Parts;
        isFar = Plan.A.Buffer.Length > FarFloats;
        colBlocks = (direct.N + BlockCols - 1) / BlockCols;
        Units = (direct.M + BlockRows - 1) / BlockRows * colBlocks;
        // 9 axes of 14 operations, including four multiply-adds, and the sums of all parts but the first.
        Flops = ((126L + (Matrices * (parts - 1))) * direct.M * direct.N) + (epilogue?.Flops ?? 0);
    }

    /// <inheritdoc/>
    public override StepKind Kind => StepKind.Elementwise;

    /// <inheritdoc/>
    public override long Flops { get; }

    /// <inheritdoc/>
    public override int ScratchFloats => (Kernel * BlockRows * BlockCols) + (Epilogue?.ScratchFloats ?? 0);

    /// <inheritdoc/>
    public override void Bind(float* arena, InstructionSet isa)
    {
        elements = Plan.A.Buffer.Data(arena) + Plan.A.Offset;
        target = Plan.C.Buffer.Data(arena) + Plan.C.Offset;
        Epilogue?.Bind(arena, isa);
    }

    /// <inheritdoc/>
    public override void Run(int first, int end, float* scratch, in RunState state)
    {
        for (int unit = first; unit < end; unit++)
        {
            (int block, int colBlock) = Math.DivRem(unit, colBlocks);
            (int row, int col) = (block * BlockRows, colBlock * BlockCols);
            (int rows, int cols) = (Math.Min(BlockRows, Plan.M - row), Math.Min(BlockCols, Plan.N - col));
            switch (isa)
            {
                case InstructionSet.Avx512:
                    Fold<Lane512>(row, rows, col, cols, scratch);
                    break;
                case InstructionSet.Avx2:
                    Fold<Lane256>(row, rows, col, cols, scratch);
                    break;
                default:
                    Fold<Lane128>(row, rows, col, cols, scratch);
                    break;
            }

            foreach (ref readonly MatMulPosition position in Plan.Positions.AsSpan())
            {
                float* finished = scratch + (position.Outer * BlockRows * BlockCols);
                if (Epilogue is null)
                {
                    Copy(finished, target + position.C + ((nint)row * Plan.CRow) + col, rows, cols);
                }
                else
                {
                    Operand kernel = new()
                    {
                        Data = finished,
                        RowStride = BlockCols,
                        ColStride = 1,
                    };
                    float* own = scratch + (Kernel * BlockRows * BlockCols);
                    Epilogue.RunEpilogue(position.Outer, row + position.FirstRow, rows, col, cols, kernel, own);
                }
            }
        }
    }

    [SkipLocalsInit]
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void Fold<TLane>(int row, int rows, int col, int cols, float* result)
        where TLane : struct, ILane<TLane>
    {
        float* added = stackalloc float[Matrices * TLane.Width];
        nint element = BlockRows * BlockCols;
        for (int r = 0; r < rows; r++)
        {
            float* from = elements + ((nint)(row + r) * Plan.A.Strides[2]) + col;
            float* to = result + (r * BlockCols);
            TLane none = TLane.Create(0);
            for (int c = 0; c < cols; c += TLane.Width)
            {
                if (isFar)
                {
                    Prefetch(from + c + (PrefetchedRows * (nint)Plan.A.Strides[2]));
                }

                AddUp<TLane>(from + c, added);
                WinogradKernels<TLane>.Gradient(added, TLane.Width, to + c, element);
                for (int i = 0; i < Kernel; i++)
                {
                    TLane.AddProduct(ref none, TLane.Load(to + (i * element) + c), TLane.Create(0));
                }
            }

            if (!WinogradRepair<TLane>.IsFinite(none))
            {
                WinogradRepair<TLane>.Kernels(in sums.Arguments, row + r, col, cols, to, element);
            }
        }
    }

    /// <summary>Prefetches a vector of kernels: one line of each matrix of each part.</summary>
    private void Prefetch(float* position)
    {
        for (int part = 0; Sse.IsSupported && part < parts; part++, position += Plan.A.Strides[0])
        {
            for (int matrix = 0; matrix < Matrices; matrix++)
            {
                Sse.Prefetch0(position + ((nint)matrix * Plan.A.Strides[1]));
            }
        }
    }

    /// <summary>Adds up the parts for a vector of kernels: one vector for each matrix.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private void AddUp<TLane>(float* from, float* added)
        where TLane : struct, ILane<TLane>
    {
        for (int matrix = 0; matrix < Matrices; matrix++, from += Plan.A.Strides[1], added += TLane.Width)
        {
            TLane sum = TLane.Load(from);
            for (int part = 1; part < parts; part++)
            {
                sum += TLane.Load(from + ((nint)part * Plan.A.Strides[0]));
            }

            sum.Store(added);
        }
    }

    private void Copy(float* from, float* to, int rows, int cols)
    {
        for (int r = 0; r < rows; r++, from += BlockCols, to += Plan.CRow)
        {
            new ReadOnlySpan<float>(from, cols).CopyTo(new Span<float>(to, cols));
        }
    }
}
