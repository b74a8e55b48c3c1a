using System.Runtime.CompilerServices;

namespace Likeness.Compute.Cpu;

/// <summary>The loop of all elementwise kernels: rows, whole vectors, and a padded vector for the remainder of a row.</summary>
internal static unsafe class ElementwiseLoop<TLane, TFormula>
    where TLane : struct, ILane<TLane>
    where TFormula : struct, ITernaryFormula
{
    public static void Unary(float* dst, nint dstRow, Operand* args, int rows, int cols)
    {
        Block block = new(dst, dstRow, args, 1, rows, cols);
        if (block.A.ColStride == 0)
        {
            Run<Repeated, Absent, Absent>(in block);
        }
        else
        {
            Run<Contiguous, Absent, Absent>(in block);
        }
    }

    public static void Binary(float* dst, nint dstRow, Operand* args, int rows, int cols)
    {
        Block block = new(dst, dstRow, args, 2, rows, cols);
        switch (block.A.ColStride, block.B.ColStride)
        {
            case (0, 0):
                Run<Repeated, Repeated, Absent>(in block);
                break;
            case (0, _):
                Run<Repeated, Contiguous, Absent>(in block);
                break;
            case (_, 0):
                Run<Contiguous, Repeated, Absent>(in block);
                break;
            default:
                Run<Contiguous, Contiguous, Absent>(in block);
                break;
        }
    }

    public static void Ternary(float* dst, nint dstRow, Operand* args, int rows, int cols)
    {
        Block block = new(dst, dstRow, args, 3, rows, cols);
        switch (block.A.ColStride, block.B.ColStride, block.C.ColStride)
        {
            case (0, 0, 0):
                Run<Repeated, Repeated, Repeated>(in block);
                break;
            case (0, 0, _):
                Run<Repeated, Repeated, Contiguous>(in block);
                break;
            case (0, _, 0):
                Run<Repeated, Contiguous, Repeated>(in block);
                break;
            case (0, _, _):
                Run<Repeated, Contiguous, Contiguous>(in block);
                break;
            case (_, 0, 0):
                Run<Contiguous, Repeated, Repeated>(in block);
                break;
            case (_, 0, _):
                Run<Contiguous, Repeated, Contiguous>(in block);
                break;
            case (_, _, 0):
                Run<Contiguous, Contiguous, Repeated>(in block);
                break;
            default:
                Run<Contiguous, Contiguous, Contiguous>(in block);
                break;
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Run<TA, TB, TC>(in Block block)
        where TA : struct, IAccess
        where TB : struct, IAccess
        where TC : struct, IAccess
    {
        float* d = block.Destination;
        float* a = block.A.Data;
        float* b = block.B.Data;
        float* c = block.C.Data;
        (nint nextD, nint nextA, nint nextB, nint nextC) = (
            block.DestinationRow,
            block.A.RowStride,
            block.B.RowStride,
            block.C.RowStride
        );
        nint cols = block.Cols;
        for (nint row = block.Rows; row > 0; row--)
        {
            TLane one = TA.IsRepeated ? TLane.Broadcast(a) : default;
            TLane two = TB.IsRepeated ? TLane.Broadcast(b) : default;
            TLane three = TC.IsRepeated ? TLane.Broadcast(c) : default;
            nint i = 0;
            for (; i <= cols - (2 * TLane.Width); i += 2 * TLane.Width)
            {
                TLane x = TA.IsContiguous ? TLane.Load(a + i) : one;
                TLane y = TB.IsContiguous ? TLane.Load(b + i) : two;
                TLane z = TC.IsContiguous ? TLane.Load(c + i) : three;
                TLane nextX = TA.IsContiguous ? TLane.Load(a + i + TLane.Width) : one;
                TLane nextY = TB.IsContiguous ? TLane.Load(b + i + TLane.Width) : two;
                TLane nextZ = TC.IsContiguous ? TLane.Load(c + i + TLane.Width) : three;
                TFormula.Apply(x, y, z).Store(d + i);
                TFormula.Apply(nextX, nextY, nextZ).Store(d + i + TLane.Width);
            }

            if (i <= cols - TLane.Width)
            {
                TLane x = TA.IsContiguous ? TLane.Load(a + i) : one;
                TLane y = TB.IsContiguous ? TLane.Load(b + i) : two;
                TLane z = TC.IsContiguous ? TLane.Load(c + i) : three;
                TFormula.Apply(x, y, z).Store(d + i);
                i += TLane.Width;
            }

            int rest = (int)(cols - i);
            if (rest > 0)
            {
                TLane fill = TLane.Create(1);
                TLane x = TA.IsContiguous ? TLane.LoadPartial(a + i, rest, fill) : one;
                TLane y = TB.IsContiguous ? TLane.LoadPartial(b + i, rest, fill) : two;
                TLane z = TC.IsContiguous ? TLane.LoadPartial(c + i, rest, fill) : three;
                TFormula.Apply(x, y, z).StorePartial(d + i, rest);
            }

            d += nextD;
            a += nextA;
            b += nextB;
            c += nextC;
        }
    }
}
