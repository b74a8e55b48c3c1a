using Likeness.Compute.Cpu;
using Likeness.Compute.Graph;

namespace Likeness.Compute.Compilation;

/// <summary>A memory range that a step writes or reads: external memory, or a range of the graph's arena.</summary>
internal sealed unsafe class Buffer(int length, string label)
{
    /// <summary>The size in floats from which a buffer is assumed to have left L2 by the time it is used again.</summary>
    public const int FarFloats = 64 * 1024;

    // The same for weights and their moments, which were last used in the step before.
    private const int FarFixedFloats = 16 * 1024;

    // The reference keeps a parameter's memory alive; other memory is owned by the graph.
    private readonly float* fixedData;
    private readonly PinnedFloats? kept;

    /// <summary>Creates a buffer over memory of the graph.</summary>
    public Buffer(AlignedBuffer memory, int length, string label)
        : this(length, label)
    {
        fixedData = memory.Data;
        IsFixed = true;
    }

    /// <summary>Creates a buffer over a parameter's own memory.</summary>
    /// <exception cref="ObjectDisposedException">The parameter was disposed.</exception>
    public Buffer(Parameter parameter)
        : this(parameter.Shape.Count, parameter.Name)
    {
        kept = parameter.Memory;
        fixedData = kept.Data;
        IsFixed = true;
        Pitch = parameter.Shape.Rank == 0 ? 1 : parameter.Shape[-1];
    }

    /// <summary>The number of floats.</summary>
    public int Length { get; } = length;

    /// <summary>The distance between rows (runs along the innermost axis), in floats.</summary>
    public int Pitch { get; init; } = 1;

    /// <summary>The content, for listings.</summary>
    public string Label { get; } = label;

    /// <summary>Whether the buffer is outside the arena.</summary>
    public bool IsFixed { get; }

    /// <summary>Whether the buffer has left L2 by the time it is used again.</summary>
    public bool IsFar => Length > (IsFixed ? FarFixedFloats : FarFloats);

    /// <summary>Whether the buffer must outlive the run because it can be read afterwards.</summary>
    public bool IsKept { get; set; }

    /// <summary>The buffer whose memory this one reuses by overwriting it element by element.</summary>
    public Buffer? TakesOver { get; set; }

    /// <summary>The worker that writes the buffer, if only one does; buffers of different owners share no memory.</summary>
    public int Owner { get; set; }

    /// <summary>The offset in the arena, in floats.</summary>
    public int ArenaOffset { get; set; }

    /// <summary>A number of floats as an int, after a check that one buffer can hold them.</summary>
    /// <param name="floats">The number of floats.</param>
    /// <param name="shape">The shape of the array in the buffer, for the error message.</param>
    /// <exception cref="ShapeException">One buffer cannot hold them.</exception>
    public static int Checked(long floats, Shape shape) =>
        floats <= Shape.MaxCount
            ? (int)floats
            : throw new ShapeException(
                "compile",
                $"{floats} floats of memory are more than {Shape.MaxCount}, the most for one array",
                shape
            );

    /// <summary>The start of the memory, after the arena is allocated.</summary>
    public float* Data(float* arena) => IsFixed ? fixedData : arena + ArenaOffset;
}

/// <summary>A tensor's elements in a buffer.</summary>
internal readonly record struct View(Buffer Buffer, Strided Place)
{
    public int Offset => Place.Offset;

    public int[] Strides => Place.Strides;

    /// <summary>The number of distinct elements of the buffer in the view; a broadcast element counts once.</summary>
    public long Places(Shape shape)
    {
        long positions = 1;
        for (int axis = 0; axis < shape.Rank; axis++)
        {
            positions *= Strides[axis] == 0 ? 1 : shape[axis];
        }

        return positions;
    }

    /// <summary>Whether both views have the same elements at the same addresses.</summary>
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
