namespace Likeness.Compute.Cpu;

/// <summary>One argument of an elementwise kernel: where element (r, c) of the block lies, Data[r·RowStride + c·ColStride].</summary>
internal unsafe struct Operand
{
    /// <summary>Element (0, 0); any alignment.</summary>
    public float* Data;

    /// <summary>Elements from one row to the next; 0 repeats one row.</summary>
    public nint RowStride;

    /// <summary>1, or 0 where one element stands for the whole row.</summary>
    public nint ColStride;

    /// <summary>Elements from one turn to the next, where a loop takes several blocks at once.</summary>
    public nint TurnStride;
}
