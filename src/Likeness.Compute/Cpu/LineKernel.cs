namespace Likeness.Compute.Cpu;

/// <summary>Adjacent lines: element i of the line in a lane is at Data[i · Step + lane].</summary>
internal readonly unsafe struct Lines(float* data, nint step, int count)
{
    public readonly float* Data = data;

    /// <summary>The stride between the elements of a line.</summary>
    public readonly nint Step = step;

    /// <summary>Elements of a line.</summary>
    public readonly int Count = count;

    public float* this[int i] => Data + (i * Step);
}

/// <summary>The arguments of a line kernel; no line of the result overlaps an input.</summary>
internal readonly unsafe struct LineArguments(Lines first, Lines second, Lines result, int lanes, float* scratch)
{
    public readonly Lines First = first;

    /// <summary>Empty if there is only one input.</summary>
    public readonly Lines Second = second;

    public readonly Lines Result = result;

    /// <summary>The number of adjacent lines.</summary>
    public readonly int Lanes = lanes;

    /// <summary>Private memory.</summary>
    public readonly float* Scratch = scratch;
}

/// <summary>A loop over lines, written over a lane type.</summary>
internal interface ILineLoop
{
    static abstract void Run<TLane>(in LineArguments arguments)
        where TLane : struct, ILane<TLane>;
}

/// <summary>A line loop compiled for every instruction set. The bits of a line's result do not depend on its lane.</summary>
internal sealed unsafe class LineKernel
{
    private readonly delegate* <in LineArguments, void> portable;
    private readonly delegate* <in LineArguments, void> avx2;
    private readonly delegate* <in LineArguments, void> avx512;

    private LineKernel(
        delegate* <in LineArguments, void> portable,
        delegate* <in LineArguments, void> avx2,
        delegate* <in LineArguments, void> avx512,
        int vectorsPerElement
    )
    {
        this.portable = portable;
        this.avx2 = avx2;
        this.avx512 = avx512;
        ScratchPerElement = vectorsPerElement * Lane512.Width;
    }

    /// <summary>Floats of private memory for each element of a line.</summary>
    public int ScratchPerElement { get; }

    /// <summary>Compiles a loop.</summary>
    /// <param name="vectorsPerElement">Vectors of private memory for each element of a line.</param>
    public static LineKernel Create<TLoop>(int vectorsPerElement = 0)
        where TLoop : struct, ILineLoop =>
        new(&TLoop.Run<Lane128>, &TLoop.Run<Lane256>, &TLoop.Run<Lane512>, vectorsPerElement);

    /// <summary>The compiled loop for an instruction set that this processor supports.</summary>
    public delegate* <in LineArguments, void> Function(InstructionSet set) =>
        set switch
        {
            InstructionSet.Avx512 => avx512,
            InstructionSet.Avx2 => avx2,
            _ => portable,
        };
}
