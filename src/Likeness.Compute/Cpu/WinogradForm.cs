using System.Runtime.CompilerServices;

namespace Likeness.Compute.Cpu;

/// <summary>The sizes of F(4 × 4, 3 × 3).</summary>
internal static class WinogradForm
{
    /// <summary>Rows, and columns, of a tile of results.</summary>
    public const int Tile = 4;

    /// <summary>Rows, and columns, of a kernel.</summary>
    public const int Kernel = 3;

    /// <summary>Rows, and columns, of the patch of a tile, and of its transform.</summary>
    public const int Side = Tile + Kernel - 1;

    /// <summary>Elements of a transform: this many products replace 4 · 4 · 3 · 3.</summary>
    public const int Matrices = Side * Side;

    /// <summary>Floats between matrices, an odd number of cache lines, which avoids cache conflicts.</summary>
    public const int Gap = 16;

    /// <summary>The number of tiles that cover an extent.</summary>
    public static int Tiles(int extent) => (extent + Tile - 1) / Tile;
}

/// <summary>
/// F(4, 3) along one axis: four results of a kernel of three by six products, y = Aᵀ((G g) ⊙ (Bᵀ d)). Derived as in Winograd 1980,
/// Arithmetic Complexity of Computations, from the points 0, ±⅔, ±1½ and ∞. The usual points 0, ±1, ±2 and ∞ have twice the error
/// (on the choice of points: Barabasz et al. 2020, arXiv:1803.10986). The reciprocal of each point is also a point, so a rotated
/// kernel has the same transformed elements in another order. Errors: WinogradErrorTests.
/// </summary>
internal static class WinogradForm<TLane>
    where TLane : struct, ILane<TLane>
{
    private const double P = 2.0 / 3;
    private const double Q = 1 / P;
    private const double PP = P * P;
    private const double QQ = Q * Q;

    // The divisors of kernels: the derivative of x(x² − p²)(x² − q²) at q over q², and at p over −p².
    private const double Divisor = 2 * (QQ - PP);

    /// <summary>A row of Bᵀ: coefficients of four elements from a first one, with step 1 or, for the ends, step 2.</summary>
    /// <param name="which">The row, 0 … 5.</param>
    /// <returns>The first element, the step, the count, and the coefficients.</returns>
    public static (int First, int Step, int Count, TLane C0, TLane C1, TLane C2, TLane C3) PatchRow(int which)
    {
        TLane one = TLane.Create(1);
        if (which is 0 or WinogradForm.Side - 1)
        {
            return (which == 0 ? 0 : 1, 2, 3, one, TLane.Create(-PP - QQ), one, TLane.Create(0));
        }

        (double odd, double even, double other) = which switch
        {
            1 => (P, -1, QQ),
            2 => (-P, -1, QQ),
            3 => (-P, PP, PP),
            _ => (P, PP, PP),
        };
        return (
            1,
            1,
            4,
            TLane.Create(odd * other),
            TLane.Create(-even * other),
            TLane.Create(-odd),
            TLane.Create(even)
        );
    }

    /// <summary>
    /// A row of A: coefficients of the four elements of a tile, or of a single one for the ends; as in <see cref="PatchRow"/>.
    /// </summary>
    /// <param name="which">The row, 0 … 5.</param>
    public static (int First, int Step, int Count, TLane C0, TLane C1, TLane C2, TLane C3) TileRow(int which)
    {
        TLane one = TLane.Create(1);
        double point = which switch
        {
            1 => P,
            2 => -P,
            3 => Q,
            _ => -Q,
        };
        return which is 0 or WinogradForm.Side - 1
            ? (which == 0 ? 0 : WinogradForm.Tile - 1, 1, 1, one, one, one, one)
            : (0, 1, 4, one, TLane.Create(point), TLane.Create(point * point), TLane.Create(point * point * point));
    }

    /// <summary>Bᵀ d of six elements of a patch.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Patch(ref TLane d0, ref TLane d1, ref TLane d2, ref TLane d3, ref TLane d4, ref TLane d5)
    {
        TLane both = TLane.Create(-PP - QQ);
        TLane first = TLane.MultiplyAdd(d2, both, d0 + d4);
        TLane last = TLane.MultiplyAdd(d3, both, d1 + d5);
        TLane qq = TLane.Create(QQ);
        TLane even = TLane.MultiplyAdd(d2, qq, -d4);
        TLane odd = TLane.MultiplyAdd(d1, qq, -d3);
        TLane evenQ = TLane.MultiplyAdd(d2, TLane.Create(-PP * PP), d4 * TLane.Create(PP));
        TLane oddQ = TLane.MultiplyAdd(d1, TLane.Create(-PP), d3);
        TLane p = TLane.Create(P);
        (d0, d5) = (first, last);
        d1 = TLane.MultiplyAdd(odd, p, even);
        d2 = TLane.MultiplyAdd(odd, -p, even);
        d3 = TLane.MultiplyAdd(oddQ, p, evenQ);
        d4 = TLane.MultiplyAdd(oddQ, -p, evenQ);
    }

    /// <summary>Aᵀ m: the four results of six transformed elements.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Results(
        TLane m0,
        TLane m1,
        TLane m2,
        TLane m3,
        TLane m4,
        TLane m5,
        out TLane y0,
        out TLane y1,
        out TLane y2,
        out TLane y3
    )
    {
        TLane even = m1 + m2;
        TLane odd = m1 - m2;
        TLane evenQ = m3 + m4;
        TLane oddQ = m3 - m4;
        y0 = m0 + even + evenQ;
        y1 = TLane.MultiplyAdd(odd, TLane.Create(P), oddQ * TLane.Create(Q));
        y2 = TLane.MultiplyAdd(even, TLane.Create(PP), evenQ * TLane.Create(QQ));
        y3 = TLane.MultiplyAdd(odd, TLane.Create(PP * P), TLane.MultiplyAdd(oddQ, TLane.Create(QQ * Q), m5));
    }

    /// <summary>A y of four elements of a tile: the adjoint of <see cref="Results"/>.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Tile(
        TLane y0,
        TLane y1,
        TLane y2,
        TLane y3,
        out TLane m1,
        out TLane m2,
        out TLane m3,
        out TLane m4
    )
    {
        TLane even = TLane.MultiplyAdd(y2, TLane.Create(PP), y0);
        TLane odd = TLane.MultiplyAdd(y3, TLane.Create(PP), y1);
        TLane evenQ = TLane.MultiplyAdd(y2, TLane.Create(QQ), y0);
        TLane oddQ = TLane.MultiplyAdd(y3, TLane.Create(QQ), y1);
        m1 = TLane.MultiplyAdd(odd, TLane.Create(P), even);
        m2 = TLane.MultiplyAdd(odd, TLane.Create(-P), even);
        m3 = TLane.MultiplyAdd(oddQ, TLane.Create(Q), evenQ);
        m4 = TLane.MultiplyAdd(oddQ, TLane.Create(-Q), evenQ);
    }

    /// <summary>G g of three elements of a kernel, without the two ends, which equal the kernel's.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Kernel(TLane g0, TLane g1, TLane g2, out TLane u1, out TLane u2, out TLane u3, out TLane u4)
    {
        TLane share = TLane.Create(1 / Divisor);
        TLane longer = TLane.Create(QQ / Divisor);
        TLane odd = g1 * TLane.Create(Q / Divisor);
        TLane even = TLane.MultiplyAdd(g0, longer, g2 * share);
        TLane evenQ = TLane.MultiplyAdd(g2, longer, g0 * share);
        (u1, u2) = (even + odd, even - odd);
        (u3, u4) = (evenQ + odd, evenQ - odd);
    }

    /// <summary>
    /// The index of an element of G g in the transform of the rotated kernel: each point and its reciprocal are exchanged.
    /// </summary>
    public static int Transposed(int position) =>
        position switch
        {
            0 => 5,
            1 => 3,
            2 => 4,
            3 => 1,
            4 => 2,
            _ => 0,
        };

    /// <summary>Gᵀ u: the three elements of a kernel's gradient from six; the adjoint of <see cref="Kernel"/>.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Gradient(
        TLane u0,
        TLane u1,
        TLane u2,
        TLane u3,
        TLane u4,
        TLane u5,
        out TLane g0,
        out TLane g1,
        out TLane g2
    )
    {
        TLane share = TLane.Create(1 / Divisor);
        TLane longer = TLane.Create(QQ / Divisor);
        TLane even = u1 + u2;
        TLane evenQ = u3 + u4;
        g0 = TLane.MultiplyAdd(even, longer, TLane.MultiplyAdd(evenQ, share, u0));
        g1 = ((u1 - u2) + (u3 - u4)) * TLane.Create(Q / Divisor);
        g2 = TLane.MultiplyAdd(evenQ, longer, TLane.MultiplyAdd(even, share, u5));
    }
}
