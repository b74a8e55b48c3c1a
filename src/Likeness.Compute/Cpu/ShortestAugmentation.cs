namespace Likeness.Compute.Cpu;

/// <summary>
/// The assignment of rows to columns with the smallest sum of costs, by shortest augmenting paths: Jonker and Volgenant 1987 (A shortest augmenting path
/// algorithm for dense and sparse linear assignment problems, Computing 38), without its initialisation. Cubic in the rows.
/// </summary>
internal static class ShortestAugmentation
{
    /// <summary>Finds the column of each row.</summary>
    /// <param name="costs">[rows · columns], as many rows as columns; one that is not finite counts as the largest number.</param>
    /// <param name="columns">Receives the column of each row.</param>
    /// <param name="numbers">Private memory: 3 numbers per row.</param>
    /// <param name="places">Private memory: 3 numbers per row.</param>
    public static void Solve(ReadOnlySpan<double> costs, Span<float> columns, Span<double> numbers, Span<int> places)
    {
        int n = columns.Length;
        var rowPotential = numbers[..n];
        var columnPotential = numbers.Slice(n, n);
        var distance = numbers.Slice(2 * n, n);
        var rowOf = places[..n];
        var before = places.Slice(n, n);
        var isFinal = places.Slice(2 * n, n);
        numbers.Clear();
        rowOf.Fill(-1);
        for (int free = 0; free < n; free++)
        {
            distance.Fill(double.PositiveInfinity);
            isFinal.Clear();
            var (row, last, length) = (free, -1, 0.0);
            int end = -1;
            while (end < 0)
            {
                int nearest = -1;
                for (int column = 0; column < n; column++)
                {
                    if (isFinal[column] != 0)
                    {
                        continue;
                    }

                    double path =
                        length + Cost(costs, (row * n) + column) - rowPotential[row] - columnPotential[column];
                    if (path < distance[column])
                    {
                        (distance[column], before[column]) = (path, last);
                    }

                    if (nearest < 0 || distance[column] < distance[nearest])
                    {
                        nearest = column;
                    }
                }

                (length, last) = (distance[nearest], nearest);
                isFinal[nearest] = 1;
                (row, end) = rowOf[nearest] < 0 ? (row, nearest) : (rowOf[nearest], -1);
            }

            rowPotential[free] += length;
            for (int column = 0; column < n; column++)
            {
                if (isFinal[column] != 0 && column != end)
                {
                    rowPotential[rowOf[column]] += length - distance[column];
                    columnPotential[column] -= length - distance[column];
                }
            }

            for (int column = end; column >= 0; column = before[column])
            {
                rowOf[column] = before[column] < 0 ? free : rowOf[before[column]];
            }
        }

        for (int column = 0; column < n; column++)
        {
            columns[rowOf[column]] = column;
        }
    }

    private static double Cost(ReadOnlySpan<double> costs, int place) =>
        double.IsFinite(costs[place]) ? costs[place] : 1e30;
}
