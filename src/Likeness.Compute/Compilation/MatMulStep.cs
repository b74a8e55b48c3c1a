using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Likeness.Compute.Cpu;

namespace Likeness.Compute.Compilation;

/// <summary>Matmuls of one kind, one for each position of a plan.</summary>
internal abstract unsafe class MatMulStep : Step
{
    private readonly Tap[] taps;

    /// <summary>Declares the buffers read and written, including the epilogue's.</summary>
    /// <param name="plan">What to multiply.</param>
    /// <param name="label">What the step does, for listings.</param>
    /// <param name="epilogue">The epilogue of each finished block, or null.</param>
    /// <param name="passesOn">
    /// Whether blocks are passed to the epilogue in private memory, so that the matmul's result is never stored.
    /// </param>
    protected MatMulStep(MatMulPlan plan, string label, ElementwiseStep? epilogue, bool passesOn = false)
        : base(epilogue is null ? label : $"{label}, then {epilogue.Label}")
    {
        (Plan, Epilogue) = (plan, epilogue);
        // Pinned, because the kernels keep pointers to it.
        taps = GC.AllocateUninitializedArray<Tap>(plan.Taps.Length, pinned: true);
        plan.Taps.CopyTo(taps, 0);
        Flops = plan.Flops + (epilogue?.Flops ?? 0);
        Read(plan.A.Buffer);
        Read(plan.B.Buffer);
        PassesOn = passesOn;
        if (!passesOn)
        {
            Write(plan.C.Buffer);
        }

        foreach (Buffer buffer in epilogue?.Reads.Where(buffer => buffer != plan.C.Buffer) ?? [])
        {
            Read(buffer);
        }

        foreach (Buffer buffer in epilogue?.Writes ?? [])
        {
            Write(buffer);
        }

        Buffer?[] taken = [plan.A.Buffer, plan.B.Buffer, passesOn ? plan.C.Buffer : null];
        MayShare.AddRange(epilogue?.MayShare.Where(pair => !taken.Contains(pair.Read)) ?? []);
    }

    public override StepKind Kind => StepKind.MatMuls;

    public override long Flops { get; }

    public override int ScratchFloats => (PassesOn ? BlockFloats : 0) + (Epilogue?.ScratchFloats ?? 0);

    /// <inheritdoc/>
    protected override long WorthClaiming => 4_000_000;

    /// <summary>What to multiply.</summary>
    protected MatMulPlan Plan { get; }

    /// <summary>The epilogue of each finished block, or null.</summary>
    protected ElementwiseStep? Epilogue { get; }

    /// <summary>Whether blocks are passed to the epilogue in private memory.</summary>
    protected bool PassesOn { get; }

    /// <summary>The maximum number of elements of a block that the epilogue is called on.</summary>
    protected int BlockFloats => Plan.EpilogueCrosses ? Gemm.LongBlockFloats : Gemm.BlockFloats;

    /// <summary>The first taps of the plan's list.</summary>
    protected Tap* Taps => (Tap*)Unsafe.AsPointer(ref MemoryMarshal.GetArrayDataReference(taps));

    /// <summary>Creates the step for a plan.</summary>
    /// <param name="plan">What to multiply.</param>
    /// <param name="label">What the step does, for listings.</param>
    /// <param name="epilogue">The epilogue of each finished block, or null; its rows and columns are the matmul's.</param>
    /// <param name="isa">The instruction set.</param>
    /// <param name="workers">The number of workers that share the step.</param>
    public static MatMulStep Create(
        MatMulPlan plan,
        string label,
        ElementwiseStep? epilogue,
        InstructionSet isa,
        int workers
    ) =>
        plan.Kind switch
        {
            MatMulKind.Tile when plan.Groups > 1 => new GroupedStep(plan, label, isa),
            MatMulKind.Tile => new TileStep(MatMulBlocking.Cut(plan), label, epilogue, isa, workers),
            MatMulKind.Lanewise => new LanewiseStep(plan, label, isa, workers),
            _ => new DotStep(plan, label, epilogue, isa),
        };

    /// <summary>
    /// Whether lanes are the columns of a buffer at every position, so that each lane's elements are in its own column.
    /// </summary>
    /// <param name="view">The elements.</param>
    /// <param name="lanes">The number of lanes.</param>
    /// <param name="starts">The offset of each position.</param>
    /// <param name="steps">The row strides.</param>
    protected static bool AreColumns(View view, int lanes, IEnumerable<nint> starts, params ReadOnlySpan<int> steps)
    {
        int pitch = Math.Max(1, view.Buffer.Pitch);
        bool rows = lanes <= pitch && view.Offset % pitch == 0 && starts.All(start => start % pitch == 0);
        foreach (int step in steps)
        {
            rows &= step % pitch == 0;
        }

        return rows;
    }
}
