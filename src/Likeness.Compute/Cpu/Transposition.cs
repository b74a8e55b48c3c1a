using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Likeness.Compute.Cpu;

/// <summary>Transposes a matrix of floats: dst[c, r] = src[r, c]. Source and destination may not overlap.</summary>
internal static unsafe class Transposition
{
    /// <summary>Transposes rows × cols floats; strides are in elements, and both matrices have contiguous columns.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Transpose(
        float* src,
        nint srcRow,
        float* dst,
        nint dstRow,
        int rows,
        int cols,
        InstructionSet set
    )
    {
        int side = set switch
        {
            InstructionSet.Avx512 => 16,
            InstructionSet.Avx2 => 8,
            _ => 4,
        };
        int wholeRows = rows - (rows % side);
        int wholeCols = cols - (cols % side);
        for (int r = 0; r < wholeRows; r += side)
        {
            for (int c = 0; c < wholeCols; c += side)
            {
                float* s = src + (r * srcRow) + c;
                float* d = dst + (c * dstRow) + r;
                switch (set)
                {
                    case InstructionSet.Avx512:
                        Square16(s, srcRow, d, dstRow);
                        break;
                    case InstructionSet.Avx2:
                        Square8(s, srcRow, d, dstRow);
                        break;
                    default:
                        Square4(s, srcRow, d, dstRow);
                        break;
                }
            }
        }

        Edge(src, srcRow, dst, dstRow, 0, wholeRows, wholeCols, cols);
        Edge(src, srcRow, dst, dstRow, wholeRows, rows, 0, cols);
    }

    private static void Edge(
        float* src,
        nint srcRow,
        float* dst,
        nint dstRow,
        int firstRow,
        int endRow,
        int firstCol,
        int endCol
    )
    {
        for (int c = firstCol; c < endCol; c++)
        {
            for (int r = firstRow; r < endRow; r++)
            {
                dst[(c * dstRow) + r] = src[(r * srcRow) + c];
            }
        }
    }

    /// <summary>Loads rows r and r + 4, r + 8, r + 12 by quarters, which leaves four 4 × 4 transposes in place.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Square16(float* s, nint srcRow, float* d, nint dstRow)
    {
        for (int quarter = 0; quarter < 4; quarter++)
        {
            float* q = s + (4 * quarter);
            Vector512<float> a = Quarters(q, srcRow);
            Vector512<float> b = Quarters(q + srcRow, srcRow);
            Vector512<float> c = Quarters(q + (2 * srcRow), srcRow);
            Vector512<float> e = Quarters(q + (3 * srcRow), srcRow);
            Vector512<double> ab = Avx512F.UnpackLow(a, b).AsDouble();
            Vector512<double> ce = Avx512F.UnpackLow(c, e).AsDouble();
            Vector512<double> ab2 = Avx512F.UnpackHigh(a, b).AsDouble();
            Vector512<double> ce2 = Avx512F.UnpackHigh(c, e).AsDouble();
            float* t = d + (4 * quarter * dstRow);
            Avx512F.UnpackLow(ab, ce).AsSingle().Store(t);
            Avx512F.UnpackHigh(ab, ce).AsSingle().Store(t + dstRow);
            Avx512F.UnpackLow(ab2, ce2).AsSingle().Store(t + (2 * dstRow));
            Avx512F.UnpackHigh(ab2, ce2).AsSingle().Store(t + (3 * dstRow));
        }
    }

    /// <summary>Four columns of the rows 0, 4, 8 and 12 from here, side by side.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<float> Quarters(float* s, nint srcRow) =>
        Vector512.Create(
            Vector256.Create(Vector128.Load(s), Vector128.Load(s + (4 * srcRow))),
            Vector256.Create(Vector128.Load(s + (8 * srcRow)), Vector128.Load(s + (12 * srcRow)))
        );

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Square8(float* s, nint srcRow, float* d, nint dstRow)
    {
        for (int half = 0; half < 2; half++)
        {
            float* h = s + (4 * half);
            Vector256<float> a = Halves(h, srcRow);
            Vector256<float> b = Halves(h + srcRow, srcRow);
            Vector256<float> c = Halves(h + (2 * srcRow), srcRow);
            Vector256<float> e = Halves(h + (3 * srcRow), srcRow);
            Vector256<double> ab = Avx.UnpackLow(a, b).AsDouble();
            Vector256<double> ce = Avx.UnpackLow(c, e).AsDouble();
            Vector256<double> ab2 = Avx.UnpackHigh(a, b).AsDouble();
            Vector256<double> ce2 = Avx.UnpackHigh(c, e).AsDouble();
            float* t = d + (4 * half * dstRow);
            Avx.UnpackLow(ab, ce).AsSingle().Store(t);
            Avx.UnpackHigh(ab, ce).AsSingle().Store(t + dstRow);
            Avx.UnpackLow(ab2, ce2).AsSingle().Store(t + (2 * dstRow));
            Avx.UnpackHigh(ab2, ce2).AsSingle().Store(t + (3 * dstRow));
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<float> Halves(float* s, nint srcRow) =>
        Vector256.Create(Vector128.Load(s), Vector128.Load(s + (4 * srcRow)));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Square4(float* s, nint srcRow, float* d, nint dstRow)
    {
        for (int c = 0; c < 4; c++)
        {
            Vector128.Create(s[c], s[srcRow + c], s[(2 * srcRow) + c], s[(3 * srcRow) + c]).Store(d + (c * dstRow));
        }
    }
}
