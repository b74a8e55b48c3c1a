namespace Likeness.Numerics;

/// <summary>Solves A·x = b for a symmetric, positive definite A, by A = L·Lᵀ.</summary>
internal static class Cholesky
{
    /// <summary>x.</summary>
    /// <param name="matrix">A, row by row: [n × n]; overwritten with <see cref="Factor"/>'s result.</param>
    /// <param name="right">b: [n].</param>
    public static double[] Solve(double[] matrix, double[] right)
    {
        Factor(matrix, right.Length);
        return SolveFactored(matrix, right.Length, right);
    }

    /// <summary>Overwrites A with L in its lower half and Lᵀ in the upper one. The first rows and columns of L are those of A's first rows and columns.</summary>
    /// <param name="matrix">A, row by row: [n × n]; only its lower half is read.</param>
    /// <param name="n">The number of rows.</param>
    public static void Factor(double[] matrix, int n)
    {
        for (int row = 0; row < n; row++)
        {
            for (int column = 0; column <= row; column++)
            {
                Span<double> left = matrix.AsSpan(row * n, column);
                Span<double> other = matrix.AsSpan(column * n, column);
                double rest = matrix[(row * n) + column] - LaneSums.Dot(left, other);
                double entry = row == column ? Math.Sqrt(rest) : rest / matrix[(column * n) + column];
                matrix[(row * n) + column] = entry;
                matrix[(column * n) + row] = entry;
            }
        }
    }

    /// <summary>x, for A's first rows and columns.</summary>
    /// <param name="factor">What <see cref="Factor"/> left of the whole A.</param>
    /// <param name="stride">The number of rows of the whole A.</param>
    /// <param name="right">b: [n], of at most as many rows.</param>
    public static double[] SolveFactored(double[] factor, int stride, double[] right)
    {
        int n = right.Length;
        double[] solution = [.. right];
        for (int row = 0; row < n; row++)
        {
            double known = LaneSums.Dot(factor.AsSpan(row * stride, row), solution.AsSpan(0, row));
            solution[row] = (solution[row] - known) / factor[(row * stride) + row];
        }

        for (int row = n - 1; row >= 0; row--)
        {
            Span<double> below = factor.AsSpan(row * stride, n);
            double rest = solution[row];
            for (int i = row + 1; i < below.Length; i++)
            {
                rest -= below[i] * solution[i];
            }

            solution[row] = rest / below[row];
        }

        return solution;
    }
}
