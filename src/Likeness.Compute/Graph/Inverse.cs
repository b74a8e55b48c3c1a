namespace Likeness.Compute.Graph;

/// <content>The inverse of a matrix.</content>
public sealed partial class Tensor
{
    /// <summary>
    /// The inverses of square matrices, [n, n] or [batch, n, n]: Gauss–Jordan elimination with partial pivoting (Golub and Van Loan 2013, §3.4), refined by two
    /// steps of Newton's iteration Y ← Y (2 I − A Y) (Schulz 1933). The steps carry the gradient: their limit has the derivative −Y dA Y, exact up
    /// to the third order, while the elimination itself is a constant.
    /// </summary>
    /// <returns>The inverses; NaN or infinite for a singular matrix.</returns>
    /// <exception cref="ShapeException">The matrices are not square, or there are more than three axes.</exception>
    public Tensor Inverse()
    {
        if (Shape.Rank is not (2 or 3) || Shape[^1] != Shape[^2])
        {
            throw new ShapeException("inverse", "a square matrix is needed, or a batch of them", Shape);
        }

        int n = Shape[^1];
        Tensor matrices = Reshape([Shape.Count / Math.Max(1, n * n), n, n]);
        Tensor inverse = matrices.Eliminated().Detached();
        for (int i = 0; i < 2; i++)
        {
            inverse = (2 * inverse) - inverse.MatMul(matrices.MatMul(inverse));
        }

        return inverse.Reshape(Shape);
    }

    // [A | I] becomes [P | P A⁻¹] for a permutation P whose rows are collected instead of exchanged.
    private Tensor Eliminated()
    {
        (int batch, int n) = (Shape[0], Shape[1]);
        Tensor identity = Identity(n).Reshape([1, n, n]).BroadcastTo([batch, n, n]);
        IReadOnlyList<Tensor> ends = Loop(
            n,
            [Concatenate(2, this, identity), Zeros([batch, n]), Zeros([batch, n, n])],
            (column, states) =>
            {
                (Tensor rows, Tensor used, Tensor pivots) = (states[0], states[1], states[2]);
                Tensor entries = rows.TakeAlong(2, column.Reshape([1, 1, 1])).Reshape([batch, n]);
                Tensor sizes = used.Where(-1, entries.Abs());
                Tensor largest = sizes.EqualTo(sizes.Max([1], keepDimensions: true));
                Tensor pivot = largest * largest.CumulativeSum(1, exclusive: true).EqualTo(0); // the first of equals
                Tensor row = pivot.Reshape([batch, n, 1]).Where(rows, 0).Sum([1], keepDimensions: true);
                Tensor scaled = row / (pivot * entries).Sum([1]).Reshape([batch, 1, 1]);
                return
                [
                    rows - ((entries - pivot).Reshape([batch, n, 1]) * scaled),
                    used + pivot,
                    pivots.StoreAt(1, column, pivot.Reshape([batch, 1, n])),
                ];
            }
        );
        return ends[2].MatMul(ends[0].Slice(2, n, n));
    }
}
