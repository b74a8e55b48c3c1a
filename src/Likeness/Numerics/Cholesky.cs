namespace Likeness.Numerics;

/// <summary>Solves A·x = b for a symmetric, positive definite A, by A = L·Lᵀ.</summary>
internal static class Cholesky
{
    /// <summary>x.</summary>
    /// <param name="matrix">A, row by row: [n × n]; its lower half is overwritten with L.</param>
    /// <param name="right">b: [n].</param>
    public static double[] Solve(double[] matrix, double[] right)
    {
        int n = right.Length;
        for (int row = 0; row < n; row++)
        {
            for (int column = 0; column <= row; column++)
            {
                Span<double> left = matrix.AsSpan(row * n, column);
                Span<double> other = matrix.AsSpan(column * n, column);
                double rest = matrix[(row * n) + column] - LaneSums.Dot(left, other);
                matrix[(row * n) + column] = row == column ? Math.Sqrt(rest) : rest / matrix[(column * n) + column];
            }
        }

        double[] solution = [.. right];
        for (int row = 0; row < n; row++)
        {
            double known = LaneSums.Dot(matrix.AsSpan(row * n, row), solution.AsSpan(0, row));
            solution[row] = (solution[row] - known) / matrix[(row * n) + row];
        }

        for (int row = n - 1; row >= 0; row--)
        {
            for (int below = row + 1; below < n; below++)
            {
                solution[row] -= matrix[(below * n) + row] * solution[below];
            }

            solution[row] /= matrix[(row * n) + row];
        }

        return solution;
    }
}
