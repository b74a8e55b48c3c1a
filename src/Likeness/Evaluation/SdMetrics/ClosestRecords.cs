using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using Likeness.Data;

namespace Likeness.Evaluation.SdMetrics;

/// <summary>
/// SDMetrics 0.32's distance to the closest record: the mean over columns of min(|a − b|/range, 1) for numbers and times (range of the reference
/// rows; if that is 0, whether the cells differ) and of whether the cells differ for all others; 1 if one cell is missing, 0 if both are.
/// </summary>
internal sealed class ClosestRecords
{
    private static readonly int Lanes = Vector512<double>.Count;

    // Whether rows are too far is checked after so many columns.
    private const int ColumnsPerCheck = 4;

    private readonly Table reference;
    private readonly double[][] columns; // padded to whole vectors
    private readonly double[] ranges; // 0: equality

    /// <summary>Prepares the search among the reference rows.</summary>
    public ClosestRecords(Table reference)
    {
        this.reference = reference;
        int padded = (reference.RowCount + Lanes - 1) / Lanes * Lanes;
        columns = new double[reference.Width][];
        ranges = new double[reference.Width];
        for (int column = 0; column < columns.Length; column++)
        {
            columns[column] = new double[padded];
            reference.Column(column).CopyTo(columns[column]);
            Array.Fill(columns[column], columns[column][0], reference.RowCount, padded - reference.RowCount);
            var (low, high) = ColumnScores.Range(reference.Column(column));
            ranges[column] = reference.Columns[column].Kind.IsNumeric && high > low ? high - low : 0;
        }
    }

    /// <summary>The distance of each row to its closest reference row.</summary>
    /// <param name="rows">Rows under the same columns.</param>
    /// <param name="threads">The number of threads; the result does not depend on it.</param>
    /// <param name="cancellationToken">Cancels the search.</param>
    public double[] Distances(Table rows, int threads = 1, CancellationToken cancellationToken = default)
    {
        var found = new double[rows.RowCount];
        Parallel.For(
            0,
            found.Length,
            new ParallelOptions { MaxDegreeOfParallelism = threads, CancellationToken = cancellationToken },
            row => found[row] = Closest(rows.Row(row))
        );
        return found;
    }

    private double Closest(double[] row)
    {
        double least = double.PositiveInfinity;
        for (int first = 0; first < reference.RowCount; first += Lanes)
        {
            // Padding repeats the first row. Sums never fall: rows that are farther already need no more columns.
            var sum = Vector512<double>.Zero;
            for (
                int from = 0;
                from < row.Length && Vector512.LessThanAny(sum, Vector512.Create(least));
                from += ColumnsPerCheck
            )
            {
                for (int column = from; column < Math.Min(from + ColumnsPerCheck, row.Length); column++)
                {
                    sum += Difference(Vector512.Create(columns[column], first), row[column], ranges[column]);
                }
            }

            for (int lane = 0; lane < Lanes && Vector512.LessThanAny(sum, Vector512.Create(least)); lane++)
            {
                least = Math.Min(least, sum[lane]);
            }
        }

        return least / row.Length;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<double> Difference(Vector512<double> cells, double cell, double range)
    {
        var missing = ~Vector512.Equals(cells, cells);
        if (double.IsNaN(cell))
        {
            return Vector512.ConditionalSelect(missing, Vector512<double>.Zero, Vector512<double>.One);
        }

        var difference =
            range > 0
                ? Vector512.Min(
                    Vector512.Abs(cells - Vector512.Create(cell)) / Vector512.Create(range),
                    Vector512<double>.One
                )
                : Vector512.ConditionalSelect(
                    Vector512.Equals(cells, Vector512.Create(cell)),
                    Vector512<double>.Zero,
                    Vector512<double>.One
                );
        return Vector512.ConditionalSelect(missing, Vector512<double>.One, difference);
    }
}
