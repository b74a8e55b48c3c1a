using System.Runtime.CompilerServices;
using Likeness.Compute.Cpu;
using Likeness.Compute.Graph;

namespace Likeness.Compute.Compilation;

/// <summary>Makes gradients of 3 × 3 kernels of transformed ones; a fused group may follow on each finished block.</summary>
internal sealed unsafe class WinogradFoldStep : ProductStep
{
    private const int BlockRows = 32;
    private const int BlockCols = 32;
    private const int Kernel = 9;
    private readonly int colBlocks;
    private readonly InstructionSet isa;
    private float* elements;
    private float* target;

    /// <summary>Plans the work.</summary>
    /// <param name="direct">What is replaced.</param>
    /// <param name="elements">What <see cref="WinogradWeightStep"/> made.</param>
    /// <param name="label">What the step does, for listings.</param>
    /// <param name="tail">What is done with each finished block, or null; its rows and columns are the product's.</param>
    /// <param name="isa">The instructions.</param>
    public WinogradFoldStep(ProductPlan direct, View elements, string label, ElementwiseStep? tail, InstructionSet isa)
        : base(
            direct with
            {
                A = elements,
                B = elements,
                Taps = [],
            },
            $"kernels of {label}",
            tail,
            passesOn: tail is not null
        )
    {
        this.isa = isa;
        colBlocks = (direct.N + BlockCols - 1) / BlockCols;
        Units = (direct.M + BlockRows - 1) / BlockRows * colBlocks;
        // 24 additions and 14 multiplications a kernel.
        Flops = (38L * direct.M * direct.N) + (tail?.Flops ?? 0);
    }

    /// <inheritdoc/>
    public override StepKind Kind => StepKind.Elementwise;

    /// <inheritdoc/>
    public override long Flops { get; }

    /// <inheritdoc/>
    public override int ScratchFloats => (Kernel * BlockRows * BlockCols) + (Tail?.ScratchFloats ?? 0);

    /// <inheritdoc/>
    public override void Bind(float* arena, InstructionSet isa)
    {
        elements = Plan.A.Buffer.Data(arena) + Plan.A.Offset;
        target = Plan.C.Buffer.Data(arena) + Plan.C.Offset;
        Tail?.Bind(arena, isa);
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

            foreach (ref readonly ProductPlace place in Plan.Places.AsSpan())
            {
                float* finished = scratch + (place.Outer * BlockRows * BlockCols);
                if (Tail is null)
                {
                    Copy(finished, target + place.C + ((nint)row * Plan.CRow) + col, rows, cols);
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
                    Tail.RunTail(place.Outer, row + place.FirstRow, rows, col, cols, kernel, own);
                }
            }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void Fold<TLane>(int row, int rows, int col, int cols, float* result)
        where TLane : struct, ILane<TLane>
    {
        for (int r = 0; r < rows; r++)
        {
            float* from = elements + ((nint)(row + r) * Plan.A.Strides[1]) + col;
            for (int c = 0; c < cols; c += TLane.Width)
            {
                float* to = result + (r * BlockCols) + c;
                WinogradTransforms<TLane>.Kernel(from + c, Plan.A.Strides[0], to, BlockRows * BlockCols);
            }
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
