namespace Likeness.Compute.Cpu;

/// <summary>One argument of an elementwise kernel: element (r, c) of the block is at Data[r·RowStride + c·ColStride].</summary>
internal unsafe struct Operand
{
    /// <summary>Element (0, 0); any alignment.</summary>
    public float* Data;

    /// <summary>Elements from one row to the next; 0 repeats one row.</summary>
    public nint RowStride;

    /// <summary>1, or 0 if one element is broadcast to the whole row.</summary>
    public nint ColStride;

    /// <summary>The stride between turns, if a loop processes several blocks at once.</summary>
    public nint TurnStride;
}
