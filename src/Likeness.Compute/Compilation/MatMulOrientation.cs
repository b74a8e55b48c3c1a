using Likeness.Compute.Graph;

namespace Likeness.Compute.Compilation;

/// <summary>
/// Which operand of C = A · B runs along the lanes. Upright: rows of B, so that C lies row after row. Swapped: Cᵀ = Bᵀ · Aᵀ with
/// columns of A along the lanes, as when the batch lies innermost.
/// </summary>
/// <param name="Swapped">Whether A is the vector operand.</param>
/// <param name="NeedsCopy">Whether the vector operand must first be copied so that its lanes are neighbours.</param>
internal readonly record struct MatMulOrientation(bool Swapped, bool NeedsCopy)
{
    private const int TileRows = 8;
    private const int TileLanes = 32;

    /// <summary>The axis, counted from the last, that the scalar operand and the result have in common.</summary>
    public int RowAxis => Swapped ? 1 : 2;

    /// <summary>The axis, counted from the last, that the vector operand and the result have in common.</summary>
    public int LaneAxis => Swapped ? 2 : 1;

    /// <summary>The cheaper way: few idle lanes, no copy, and between equals the batch along the lanes.</summary>
    public static MatMulOrientation Choose(Shape a, View viewA, Shape b, View viewB)
    {
        (int m, int k, int n) = (a[-2], a[-1], b[-1]);
        bool copyA = m > 1 && viewA.Strides[^2] != 1;
        bool copyB = n > 1 && viewB.Strides[^1] != 1;
        long upright = Cost(m, n, k) + (copyB ? 2L * k * n : 0);
        long swapped = Cost(n, m, k) + (copyA ? 2L * k * m : 0);
        return swapped < upright || (swapped == upright && !copyA)
            ? new MatMulOrientation(true, copyA)
            : new MatMulOrientation(false, copyB);
    }

    private static long Cost(int rows, int lanes, int k)
    {
        long tiles = (long)((rows + TileRows - 1) / TileRows) * ((lanes + TileLanes - 1) / TileLanes);
        return tiles * TileRows * TileLanes * (k + 8L) / 32;
    }
}
