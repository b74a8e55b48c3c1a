using Likeness.Compute.Cpu;
using Likeness.Compute.Graph;

namespace Likeness.Compute.Compilation;

/// <summary>A stretch of memory that a step writes or reads: fixed from outside, or a place in the program's arena.</summary>
internal sealed unsafe class Buffer(int length, string label)
{
    /// <summary>Floats of a buffer that is not in a core's own cache any more when its turn comes.</summary>
    public const int FarFloats = 64 * 1024;

    // The same of weights and their moments: much else has passed since the step before.
    private const int FarFixedFloats = 16 * 1024;

    // What is pointed at is kept by its owner: a parameter's memory by this, other memory by the graph.
    private readonly float* fixedData;
    private readonly PinnedFloats? kept;

    /// <summary>A buffer over memory of the graph.</summary>
    public Buffer(AlignedBuffer memory, int length, string label)
        : this(length, label)
    {
        fixedData = memory.Data;
        IsFixed = true;
    }

    /// <summary>A buffer that is a parameter's own memory.</summary>
    /// <exception cref="ObjectDisposedException">The parameter was disposed.</exception>
    public Buffer(Parameter parameter)
        : this(parameter.Shape.Count, parameter.Name)
    {
        kept = parameter.Memory;
        fixedData = kept.Data;
        IsFixed = true;
        Pitch = parameter.Shape.Rank == 0 ? 1 : parameter.Shape[-1];
    }

    /// <summary>How many floats it holds.</summary>
    public int Length { get; } = length;

    /// <summary>From one row, a run along the innermost axis, to the next, in floats.</summary>
    public int Pitch { get; init; } = 1;

    /// <summary>What it holds, for listings.</summary>
    public string Label { get; } = label;

    /// <summary>Whether it lies outside the arena.</summary>
    public bool IsFixed { get; }

    /// <summary>Whether it is not in a core's own cache any more when its turn comes.</summary>
    public bool IsFar => Length > (IsFixed ? FarFixedFloats : FarFloats);

    /// <summary>Whether it must outlive the run, to be read from outside.</summary>
    public bool IsKept { get; set; }

    /// <summary>The buffer whose place this one takes over, where it is written over element by element.</summary>
    public Buffer? TakesOver { get; set; }

    /// <summary>The worker who writes it where one does it alone; buffers of different owners share no memory.</summary>
    public int Owner { get; set; }

    /// <summary>The place in the arena, in floats.</summary>
    public int ArenaOffset { get; set; }

    /// <summary>A computed number of floats, once it is known that a buffer can have so many.</summary>
    /// <param name="floats">The number.</param>
    /// <param name="shape">What the buffer is for.</param>
    /// <exception cref="ShapeException">They are too many.</exception>
    public static int Checked(long floats, Shape shape) =>
        floats <= Shape.MaxCount
            ? (int)floats
            : throw new ShapeException(
                "compile",
                $"{floats} floats of memory are more than {Shape.MaxCount}, the most for one array",
                shape
            );

    /// <summary>The start of the memory, once the arena is there.</summary>
    public float* Data(float* arena) => IsFixed ? fixedData : arena + ArenaOffset;
}

/// <summary>A tensor's elements in a buffer.</summary>
internal readonly record struct View(Buffer Buffer, Strided Place)
{
    public int Offset => Place.Offset;

    public int[] Strides => Place.Strides;

    /// <summary>How many places of the buffer are seen; one that is stretched over many elements counts once.</summary>
    public long Places(Shape shape)
    {
        long positions = 1;
        for (int axis = 0; axis < shape.Rank; axis++)
        {
            positions *= Strides[axis] == 0 ? 1 : shape[axis];
        }

        return positions;
    }

    /// <summary>The same elements in the same places.</summary>
    public bool SamePlace(View other, Shape shape)
    {
        bool same = Offset == other.Offset;
        for (int axis = 0; axis < shape.Rank; axis++)
        {
            same &= shape[axis] == 1 || Strides[axis] == other.Strides[axis];
        }

        return same;
    }
}
