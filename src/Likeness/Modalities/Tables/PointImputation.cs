using Likeness.Data;
using Likeness.Sampling;

namespace Likeness.Modalities.Tables;

/// <summary>One row in place of several imputations of it.</summary>
internal static class PointImputation
{
    /// <summary>The estimate of each row, column by column. A row whose estimate breaks a rule is replaced by its imputation that is nearest to the estimate.</summary>
    /// <param name="filled">The imputed rows, all imputations of a row together.</param>
    /// <param name="samples">Imputations per row.</param>
    /// <param name="point">The estimate of numbers.</param>
    /// <param name="breaking">The rows of a table that break a rule.</param>
    /// <returns>[filled.RowCount / samples] rows.</returns>
    public static Table Estimate(Table filled, int samples, PointEstimate point, Func<Table, int[]> breaking)
    {
        int rows = filled.RowCount / samples;
        double[][] cells =
        [
            .. filled.Columns.Select(
                (column, i) =>
                {
                    double[] all = filled.ColumnValues(i);
                    var estimates = new double[rows];
                    for (int row = 0; row < rows; row++)
                    {
                        estimates[row] = Estimate(column, all.AsSpan(row * samples, samples), point);
                    }

                    return estimates;
                }
            ),
        ];
        var estimated = Table.FromColumns(filled.Columns, cells);
        int[] replaced = breaking(estimated);
        HashSet<int> unfit = replaced.Length == 0 ? [] : [.. breaking(filled)];
        foreach (int row in replaced)
        {
            int nearest = Nearest(filled, estimated, row, samples, unfit);
            for (int column = 0; column < cells.Length; column++)
            {
                cells[column][row] = filled[nearest, column];
            }
        }

        return Table.FromColumns(filled.Columns, cells).WrittenAs(filled.Dialect);
    }

    private static double Estimate(Column column, ReadOnlySpan<double> imputed, PointEstimate point)
    {
        double[] sorted = [.. imputed];
        Array.Sort(sorted);
        if (sorted[0].Equals(sorted[^1]))
        {
            return sorted[0];
        }

        if (!column.Kind.IsNumeric || point == PointEstimate.Mode)
        {
            return Mode(sorted);
        }

        double value = point == PointEstimate.Mean ? sorted.Average() : sorted[sorted.Length / 2];
        return column.Grid?.Snap(value) ?? value;
    }

    private static double Mode(double[] sorted)
    {
        double mode = sorted[0];
        int most = 0;
        for (int from = 0, to; from < sorted.Length; from = to)
        {
            for (to = from + 1; to < sorted.Length && sorted[to].Equals(sorted[from]); to++) { }

            (mode, most) = to - from > most ? (sorted[from], to - from) : (mode, most);
        }

        return mode;
    }

    // Each column in units of the spread of the row's imputations; one that breaks a rule itself is farther than any other.
    private static int Nearest(Table filled, Table estimated, int row, int samples, HashSet<int> unfit)
    {
        double[] distances =
        [
            .. Enumerable
                .Range(row * samples, samples)
                .Select(imputed => unfit.Contains(imputed) ? 2.0 * filled.Width : 0),
        ];
        for (int column = 0; column < filled.Width; column++)
        {
            var imputed = filled.Column(column).Slice(row * samples, samples);
            double estimate = estimated[row, column];
            double spread = 0;
            foreach (double value in imputed)
            {
                spread = Math.Max(spread, Math.Abs(value - estimate));
            }

            for (int sample = 0; sample < samples && spread > 0; sample++)
            {
                distances[sample] +=
                    filled.Columns[column].Kind.IsNumeric ? Math.Abs(imputed[sample] - estimate) / spread
                    : imputed[sample].Equals(estimate) ? 0
                    : 1;
            }
        }

        return (row * samples) + Array.IndexOf(distances, distances.Min());
    }
}
