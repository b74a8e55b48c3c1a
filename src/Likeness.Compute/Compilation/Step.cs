using Likeness.Compute.Cpu;

namespace Likeness.Compute.Compilation;

/// <summary>
/// One piece of a program. Its work is cut into units in the same way whatever the number of workers, and no unit reads what
/// another writes, so that the result does not depend on who computes what.
/// </summary>
internal abstract unsafe class Step(string label)
{
    private readonly List<Buffer> reads = [];
    private readonly List<Buffer> writes = [];
    private readonly Dictionary<(Buffer Buffer, bool Written), long> touched = [];

    /// <summary>What the step does, for listings.</summary>
    public string Label { get; } = label;

    /// <summary>The regions that the step computes again, for listings; null where there are none.</summary>
    public string? Region { get; set; }

    /// <summary>The buffers that are read.</summary>
    public IReadOnlyList<Buffer> Reads => reads;

    /// <summary>The buffers that are written.</summary>
    public IReadOnlyList<Buffer> Writes => writes;

    /// <summary>Pairs (written, read) that may share memory: each place is read before it is written, by the same unit.</summary>
    public List<(Buffer Written, Buffer Read)> MayShare { get; } = [];

    /// <summary>What kind of work it is, for listings.</summary>
    public virtual StepKind Kind => StepKind.Elementwise;

    /// <summary>Bytes that are read from memory and written to it, each place counted once.</summary>
    public long Bytes => touched.Values.Sum() * sizeof(float);

    /// <summary>The number of units of work.</summary>
    public int Units { get; protected set; }

    /// <summary>The number of lanes where the step can be cut by lanes; else 0.</summary>
    public int LaneExtent { get; protected set; }

    /// <summary>How the workers share the step.</summary>
    public Sharing Sharing { get; set; }

    /// <summary>The worker who does the step where one does it alone.</summary>
    public int Owner { get; set; }

    /// <summary>A step that this one must not overtake though it needs nothing of it; or null.</summary>
    public Step? Follows { get; set; }

    /// <summary>The buffers of which a worker touches its own lanes only, where the step is cut by lanes.</summary>
    public HashSet<Buffer> ByLanes { get; } = [];

    /// <summary>The floats of private memory that a worker needs.</summary>
    public virtual int ScratchFloats => 0;

    /// <summary>Floating-point operations, counting a multiply-add as two.</summary>
    public virtual long Flops => 0;

    /// <summary>How long the step takes, in the time of an elementwise operation on one number.</summary>
    public virtual long Work => Flops;

    /// <summary>How much of <see cref="Work"/> takes some twenty microseconds, beside which it is nothing to ask who does it.</summary>
    protected virtual long WorthClaiming => 400_000;

    /// <summary>
    /// How many units at least a worker takes at once where units are dealt out while the step runs; 0 where each worker does its share.
    /// </summary>
    /// <param name="workers">How many workers share the step.</param>
    public int Piece(int workers)
    {
        if (Grain == 0 || Units >= UnitClaims.MaxUnits)
        {
            return 0;
        }

        long min = Math.Max(1, Units * WorthClaiming / Math.Max(1, Work));
        long piece = (min + Grain - 1) / Grain * Grain;
        return Units < 2 * piece * workers ? 0 : (int)piece;
    }

    /// <summary>How many units in a row share what it costs to begin them; 0 where a worker's share had better stay whole.</summary>
    protected virtual int Grain => 1;

    /// <summary>Fixes the pointers, once the arena is there.</summary>
    public abstract void Bind(float* arena, InstructionSet isa);

    /// <summary>Does the units from <paramref name="first"/> up to <paramref name="end"/>.</summary>
    public abstract void Run(int first, int end, float* scratch, in RunState state);

    /// <summary>Does the lanes from <paramref name="first"/> up to <paramref name="end"/>, where <see cref="LaneExtent"/> is not 0.</summary>
    public virtual void RunLanes(int first, int end, float* scratch, in RunState state) =>
        throw new InvalidOperationException($"{Label} is not cut by lanes.");

    /// <summary>Declares that a buffer is read.</summary>
    /// <param name="buffer">The buffer.</param>
    /// <param name="floats">How much of it, where that is not all.</param>
    protected void Read(Buffer buffer, long floats = long.MaxValue) => Touch(reads, buffer, false, floats);

    /// <summary>Declares that a buffer is written.</summary>
    /// <param name="buffer">The buffer.</param>
    /// <param name="floats">How much of it, where that is not all.</param>
    protected void Write(Buffer buffer, long floats = long.MaxValue) => Touch(writes, buffer, true, floats);

    private void Touch(List<Buffer> list, Buffer buffer, bool written, long floats)
    {
        list.Add(buffer);
        long before = touched.GetValueOrDefault((buffer, written));
        touched[(buffer, written)] = Math.Min(buffer.Length, before + Math.Min(buffer.Length, floats));
    }
}

/// <summary>What changes from run to run: where the random numbers begin.</summary>
internal readonly record struct RunState(ulong Seed, ulong Step);
