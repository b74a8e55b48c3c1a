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

    // In cycles, as measured: elements turned on their side in one, and what one costs that a tail reads and writes across.
    private const int CopiedAtOnce = 3;
    private const int CrossingCost = 8;

    /// <summary>The axis, counted from the last, that the scalar operand and the result have in common.</summary>
    public int RowAxis => Swapped ? 1 : 2;

    /// <summary>The axis, counted from the last, that the vector operand and the result have in common.</summary>
    public int LaneAxis => Swapped ? 2 : 1;

    /// <summary>The cheaper way: few idle lanes, no copy, and between equals the batch along the lanes.</summary>
    /// <param name="a">The left operand's shape.</param>
    /// <param name="viewA">Where its elements lie.</param>
    /// <param name="b">The right operand's shape.</param>
    /// <param name="viewB">Where its elements lie.</param>
    /// <param name="wantsRows">Whether the result goes, element by element, to memory that lies row after row.</param>
    public static MatMulOrientation Choose(Shape a, View viewA, Shape b, View viewB, bool wantsRows)
    {
        (int m, int k, int n) = (a[-2], a[-1], b[-1]);
        bool copyA = m > 1 && viewA.Strides[^2] != 1;
        bool copyB = n > 1 && viewB.Strides[^1] != 1;
        long upright = Cost(m, n, k) + (copyB ? (long)k * n / CopiedAtOnce : 0);
        long swapped =
            Cost(n, m, k) + (copyA ? (long)k * m / CopiedAtOnce : 0) + (wantsRows ? (long)m * n * CrossingCost : 0);
        return swapped < upright || (swapped == upright && !copyA)
            ? new MatMulOrientation(true, copyA)
            : new MatMulOrientation(false, copyB);
    }

    private static long Cost(int rows, int lanes, int k)
    {
        long tiles = (long)((rows + TileRows - 1) / TileRows) * ((lanes + TileLanes - 1) / TileLanes);
        return tiles * TileRows * (k + 8L);
    }
}
