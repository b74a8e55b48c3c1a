using System.Runtime.CompilerServices;

namespace Likeness.Compute.Cpu;

/// <summary>
/// One row of the transforms of images; other workers compute the other rows. See <see cref="WinogradTransforms{TLane}"/>.
/// </summary>
internal static unsafe class WinogradRows<TLane>
    where TLane : struct, ILane<TLane>
{
    private const int Side = WinogradForm.Side;
    private const int Tile = WinogradForm.Tile;

    /// <summary>One row of V = Bᵀ d B.</summary>
    /// <param name="which">The row, 0 … 5.</param>
    /// <param name="patch">The first pixel of the patch, which may lie before the image.</param>
    /// <param name="row">The row stride.</param>
    /// <param name="column">The column stride.</param>
    /// <param name="inside">
    /// A bit for each pixel that is in the image, as in <see cref="WinogradTransforms{TLane}.Inside"/>; the others are zero.
    /// </param>
    /// <param name="step">The stride between lines of vectors.</param>
    /// <param name="lines">The number of lines.</param>
    /// <param name="length">The length of a line: whole vectors.</param>
    /// <param name="result">Receives the result: contiguous lines.</param>
    /// <param name="matrix">The stride between elements.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void ForPatch(
        int which,
        float* patch,
        nint row,
        nint column,
        ulong inside,
        nint step,
        int lines,
        int length,
        float* result,
        nint matrix
    )
    {
        var terms = WinogradForm<TLane>.PatchRow(which);
        var rows = new Rows(terms, row, inside, Side);
        patch += terms.First * row;
        for (int line = 0; line < lines; line++, patch += step, result += length)
        {
            for (int i = 0; i < length; i += TLane.Width)
            {
                TLane d0 = rows.Sum(patch + i, 1);
                TLane d1 = rows.Sum(patch + i + column, 1 << 1);
                TLane d2 = rows.Sum(patch + i + (2 * column), 1 << 2);
                TLane d3 = rows.Sum(patch + i + (3 * column), 1 << 3);
                TLane d4 = rows.Sum(patch + i + (4 * column), 1 << 4);
                TLane d5 = rows.Sum(patch + i + (5 * column), 1 << 5);
                WinogradForm<TLane>.Patch(ref d0, ref d1, ref d2, ref d3, ref d4, ref d5);
                WinogradTransforms<TLane>.Store(result + i, matrix, d0, d1, d2, d3, d4, d5);
            }
        }
    }

    /// <summary>One row of A g Aᵀ of 4 × 4 gradients of results; parameters as in <see cref="ForPatch"/>.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void ForTile(
        int which,
        float* tile,
        nint row,
        nint column,
        ulong inside,
        nint step,
        int lines,
        int length,
        float* result,
        nint matrix
    )
    {
        var terms = WinogradForm<TLane>.TileRow(which);
        var rows = new Rows(terms, row, inside, Tile);
        tile += terms.First * row;
        for (int line = 0; line < lines; line++, tile += step, result += length)
        {
            for (int i = 0; i < length; i += TLane.Width)
            {
                TLane y0 = rows.Sum(tile + i, 1);
                TLane y1 = rows.Sum(tile + i + column, 1 << 1);
                TLane y2 = rows.Sum(tile + i + (2 * column), 1 << 2);
                TLane y3 = rows.Sum(tile + i + (3 * column), 1 << 3);
                WinogradForm<TLane>.Tile(y0, y1, y2, y3, out TLane m1, out TLane m2, out TLane m3, out TLane m4);
                WinogradTransforms<TLane>.Store(result + i, matrix, y0, m1, m2, m3, m4, y3);
            }
        }
    }

    /// <summary>A sum of up to four rows of an image, and which of their pixels are in it.</summary>
    private readonly struct Rows(
        (int First, int Step, int Count, TLane C0, TLane C1, TLane C2, TLane C3) terms,
        nint row,
        ulong inside,
        int side
    )
    {
        private readonly nint step = terms.Step * row;
        private readonly TLane c0 = terms.C0;
        private readonly TLane c1 = terms.C1;
        private readonly TLane c2 = terms.C2;
        private readonly TLane c3 = terms.C3;
        private readonly int inside0 = (int)(inside >> (side * terms.First));
        private readonly int inside1 = terms.Count > 1 ? (int)(inside >> (side * (terms.First + terms.Step))) : 0;
        private readonly int inside2 = terms.Count > 2 ? (int)(inside >> (side * (terms.First + (2 * terms.Step)))) : 0;
        private readonly int inside3 = terms.Count > 3 ? (int)(inside >> (side * (terms.First + (3 * terms.Step)))) : 0;

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public TLane Sum(float* position, int bit)
        {
            TLane sum = (inside0 & bit) == 0 ? TLane.Create(0) : TLane.Load(position) * c0;
            sum = (inside1 & bit) == 0 ? sum : TLane.MultiplyAdd(TLane.Load(position + step), c1, sum);
            sum = (inside2 & bit) == 0 ? sum : TLane.MultiplyAdd(TLane.Load(position + (2 * step)), c2, sum);
            return (inside3 & bit) == 0 ? sum : TLane.MultiplyAdd(TLane.Load(position + (3 * step)), c3, sum);
        }
    }
}
