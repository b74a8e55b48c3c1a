using Likeness.Compute.Cpu;

namespace Likeness.Compute.Compilation;

/// <summary>
/// One step of a compiled graph. Its work is split into the same units for any number of workers, and no unit reads the output of
/// another, so that the result does not depend on which worker computes what.
/// </summary>
internal abstract unsafe class Step(string label)
{
    private readonly List<Buffer> reads = [];
    private readonly List<Buffer> writes = [];
    private readonly Dictionary<(Buffer Buffer, bool Written), long> touched = [];

    /// <summary>The label, for listings.</summary>
    public string Label { get; } = label;

    /// <summary>The regions that the step recomputes, for listings; null if there are none.</summary>
    public string? Region { get; set; }

    /// <summary>The buffers that are read.</summary>
    public IReadOnlyList<Buffer> Reads => reads;

    /// <summary>The buffers that are written.</summary>
    public IReadOnlyList<Buffer> Writes => writes;

    /// <summary>Pairs (written, read) that may share memory: each element is read before it is written, by the same unit.</summary>
    public List<(Buffer Written, Buffer Read)> MayShare { get; } = [];

    /// <summary>The kind of work, for listings.</summary>
    public virtual StepKind Kind => StepKind.Elementwise;

    /// <summary>Bytes read from and written to memory; each address counts once.</summary>
    public long Bytes => touched.Values.Sum() * sizeof(float);

    /// <summary>The number of units of work.</summary>
    public int Units { get; protected set; }

    /// <summary>The number of lanes if the step can be split by lanes; otherwise 0.</summary>
    public int LaneExtent { get; protected set; }

    /// <summary>How the workers share the step.</summary>
    public Sharing Sharing { get; set; }

    /// <summary>The worker that runs the step if only one does.</summary>
    public int Owner { get; set; }

    /// <summary>A step that must run before this one although there is no data dependency; or null.</summary>
    public Step? Follows { get; set; }

    /// <summary>The buffers in which a worker accesses only its own lanes when the step is split by lanes.</summary>
    public HashSet<Buffer> ByLanes { get; } = [];

    /// <summary>The floats of private memory that a worker needs.</summary>
    public virtual int ScratchFloats => 0;

    /// <summary>Floating-point operations, counting a multiply-add as two.</summary>
    public virtual long Flops => 0;

    /// <summary>The estimated duration, in units of one elementwise operation on one number.</summary>
    public virtual long Work => Flops;

    /// <summary>
    /// The amount of <see cref="Work"/> that takes about twenty microseconds; the cost of claiming a unit is negligible beside it.
    /// </summary>
    protected virtual long WorthClaiming => 400_000;

    /// <summary>
    /// The minimum number of units that a worker claims at once under work stealing; 0 if each worker runs a fixed part.
    /// </summary>
    /// <param name="workers">The number of workers that share the step.</param>
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

    /// <summary>The number of consecutive units that share a setup cost; 0 if a worker's part should not be split.</summary>
    protected virtual int Grain => 1;

    /// <summary>Binds the pointers after the arena is allocated.</summary>
    public abstract void Bind(float* arena, InstructionSet isa);

    /// <summary>Runs the units from <paramref name="first"/> (inclusive) to <paramref name="end"/> (exclusive).</summary>
    public abstract void Run(int first, int end, float* scratch, in RunState state);

    /// <summary>
    /// Runs the lanes from <paramref name="first"/> (inclusive) to <paramref name="end"/> (exclusive), if <see cref="LaneExtent"/>
    /// is not 0.
    /// </summary>
    public virtual void RunLanes(int first, int end, float* scratch, in RunState state) =>
        throw new InvalidOperationException($"{Label} cannot be split by lanes.");

    /// <summary>Declares that a buffer is read.</summary>
    /// <param name="buffer">The buffer.</param>
    /// <param name="floats">The number of floats read, if fewer than the whole buffer.</param>
    protected void Read(Buffer buffer, long floats = long.MaxValue) => Touch(reads, buffer, false, floats);

    /// <summary>Declares that a buffer is written.</summary>
    /// <param name="buffer">The buffer.</param>
    /// <param name="floats">The number of floats written, if fewer than the whole buffer.</param>
    protected void Write(Buffer buffer, long floats = long.MaxValue) => Touch(writes, buffer, true, floats);

    private void Touch(List<Buffer> list, Buffer buffer, bool written, long floats)
    {
        list.Add(buffer);
        long before = touched.GetValueOrDefault((buffer, written));
        touched[(buffer, written)] = Math.Min(buffer.Length, before + Math.Min(buffer.Length, floats));
    }
}

/// <summary>The values that change from run to run: the offset of the random numbers.</summary>
internal readonly record struct RunState(ulong Seed, ulong Step);
