namespace Likeness.Compute.Cpu;

/// <summary>The extents of an elementwise loop, with contiguous rows merged into one.</summary>
internal readonly unsafe ref struct Block
{
    public readonly float* Destination;
    public readonly nint DestinationRow;
    public readonly nint Rows;
    public readonly nint Cols;
    public readonly Operand A;
    public readonly Operand B;
    public readonly Operand C;

    public Block(float* destination, nint destinationRow, Operand* args, int arity, int rows, int cols)
    {
        Destination = destination;
        DestinationRow = destinationRow;
        (Rows, Cols) = (rows, cols);
        A = args[0];
        B = arity > 1 ? args[1] : default;
        C = arity > 2 ? args[2] : default;
        if (cols == 1 && destinationRow == 1 && IsColumn(A) && IsColumn(B) && IsColumn(C))
        {
            // A single contiguous column is a row.
            (Rows, Cols) = (1, rows);
            (A.ColStride, B.ColStride, C.ColStride) = (A.RowStride, B.RowStride, C.RowStride);
        }
        else if (destinationRow == cols && Joins(A, cols) && Joins(B, cols) && Joins(C, cols))
        {
            (Rows, Cols) = (1, (nint)rows * cols);
        }
    }

    private static bool IsColumn(in Operand operand) => operand.RowStride is 0 or 1;

    private static bool Joins(in Operand operand, int cols) => operand.RowStride == (operand.ColStride == 0 ? 0 : cols);
}
