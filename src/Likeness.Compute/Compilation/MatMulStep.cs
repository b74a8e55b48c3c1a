using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Likeness.Compute.Cpu;

namespace Likeness.Compute.Compilation;

/// <summary>Products of one kind, one for each place of a plan.</summary>
internal abstract unsafe class MatMulStep : Step
{
    private readonly Tap[] taps;

    /// <summary>Notes what is read and written, the tail's buffers included.</summary>
    /// <param name="plan">What to multiply.</param>
    /// <param name="label">What the step does, for listings.</param>
    /// <param name="epilogue">What is done with each finished block, or null.</param>
    /// <param name="passesOn">Whether blocks go to the tail in private memory, so that the product itself is never stored.</param>
    protected MatMulStep(MatMulPlan plan, string label, ElementwiseStep? epilogue, bool passesOn = false)
        : base(epilogue is null ? label : $"{label}, then {epilogue.Label}")
    {
        (Plan, Epilogue) = (plan, epilogue);
        // Pinned, so that the kernels may keep pointers to it.
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

    /// <summary>What is done with each finished block, or null.</summary>
    protected ElementwiseStep? Epilogue { get; }

    /// <summary>Whether blocks go to the tail in private memory.</summary>
    protected bool PassesOn { get; }

    /// <summary>The most elements of a block that the tail is called on.</summary>
    protected int BlockFloats => Plan.EpilogueCrosses ? Gemm.LongBlockFloats : Gemm.BlockFloats;

    /// <summary>The first taps of the plan's list.</summary>
    protected Tap* Taps => (Tap*)Unsafe.AsPointer(ref MemoryMarshal.GetArrayDataReference(taps));

    /// <summary>The step that does a plan's work.</summary>
    /// <param name="plan">What to multiply.</param>
    /// <param name="label">What the step does, for listings.</param>
    /// <param name="epilogue">What is done with each finished block, or null; its rows and columns are the product's.</param>
    /// <param name="isa">The instructions that the work is cut for.</param>
    /// <param name="workers">How many workers share the step.</param>
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

    /// <summary>Whether a number of lanes are the columns of a buffer, at every place: each lane's numbers are then in its column.</summary>
    /// <param name="view">The elements.</param>
    /// <param name="lanes">How many lanes.</param>
    /// <param name="starts">Where each place begins.</param>
    /// <param name="steps">The steps from one row to another.</param>
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
