namespace Likeness.Models.Baselines;

/// <summary>Cholesky factors of small covariance matrices, row-major.</summary>
internal static class LowerTriangle
{
    /// <summary>L with L Lᵀ = A and zeros above the diagonal, by Cholesky's method row by row.</summary>
    /// <param name="matrix">A: [size, size], symmetric and positive definite; a pivot that rounding has made too small is raised.</param>
    /// <param name="size">Rows.</param>
    public static double[] Factor(ReadOnlySpan<double> matrix, int size)
    {
        var factor = new double[size * size];
        for (int i = 0; i < size; i++)
        {
            for (int j = 0; j <= i; j++)
            {
                double rest = matrix[(i * size) + j];
                for (int k = 0; k < j; k++)
                {
                    rest -= factor[(i * size) + k] * factor[(j * size) + k];
                }

                double min = 1e-14 * Math.Max(matrix[(i * size) + i], 1e-280);
                factor[(i * size) + j] = i == j ? Math.Sqrt(Math.Max(rest, min)) : rest / factor[(j * size) + j];
            }
        }

        return factor;
    }

    /// <summary>L⁻¹, lower triangular too, by forward substitution.</summary>
    /// <param name="factor">L: [size, size].</param>
    /// <param name="size">Rows.</param>
    public static double[] Inverse(ReadOnlySpan<double> factor, int size)
    {
        var inverse = new double[size * size];
        for (int column = 0; column < size; column++)
        {
            for (int i = column; i < size; i++)
            {
                double rest = i == column ? 1 : 0;
                for (int k = column; k < i; k++)
                {
                    rest -= factor[(i * size) + k] * inverse[(k * size) + column];
                }

                inverse[(i * size) + column] = rest / factor[(i * size) + i];
            }
        }

        return inverse;
    }
}
