using Likeness.Data.Transforms;

namespace Likeness.Data;

/// <summary>A summary of one column before training.</summary>
/// <param name="Name">The column's name.</param>
/// <param name="Minimum">The smallest value, in the column's units.</param>
/// <param name="Maximum">The largest value.</param>
/// <param name="Mean">The mean.</param>
/// <param name="StandardDeviation">√(Σ(v − mean)² / n).</param>
/// <param name="Distinct">The number of distinct values.</param>
/// <param name="Grid">The column's grid, or null for a continuous column.</param>
/// <param name="Transform">The column's transform.</param>
/// <param name="Constant">Whether there is a single value; the column is then not a dimension of the model.</param>
/// <param name="Remarks">Suspicious properties, each a short phrase; may be empty.</param>
public sealed record ColumnSummary(
    string Name,
    double Minimum,
    double Maximum,
    double Mean,
    double StandardDeviation,
    int Distinct,
    Grid? Grid,
    TransformKind Transform,
    bool Constant,
    IReadOnlyList<string> Remarks
);

/// <summary>A short summary of the data, shown before training.</summary>
/// <param name="Rows">The number of rows.</param>
/// <param name="DuplicateRows">The number of rows that equal an earlier row in every column.</param>
/// <param name="Columns">One summary for each column, in order.</param>
/// <param name="Remarks">Suspicious properties of the rows, each a short phrase.</param>
public sealed record DataSummary(
    int Rows,
    int DuplicateRows,
    IReadOnlyList<ColumnSummary> Columns,
    IReadOnlyList<string> Remarks
)
{
    private const double ManyDuplicates = 0.5;

    /// <summary>Summarises a table under the transform that it will be trained with.</summary>
    /// <param name="table">All rows; at least one.</param>
    /// <param name="transform">Fitted on (a part of) the table.</param>
    public static DataSummary Compute(Table table, DataTransform transform)
    {
        int duplicates = CountDuplicates(table);
        var columns = new ColumnSummary[table.Width];
        for (int i = 0; i < columns.Length; i++)
        {
            columns[i] = Compute(table.ColumnValues(i), transform.Columns[i]);
        }

        double fraction = duplicates / (double)table.RowCount;
        string[] remarks = fraction > ManyDuplicates ? [$"{Percent(fraction)} of the rows repeat an earlier row"] : [];
        return new DataSummary(table.RowCount, duplicates, columns, remarks);
    }

    private static ColumnSummary Compute(double[] values, ColumnTransform transform)
    {
        double mean = values.Average();
        double variance = values.Average(value => (value - mean) * (value - mean));
        Array.Sort(values);
        return new ColumnSummary(
            transform.Name,
            values[0],
            values[^1],
            mean,
            Math.Sqrt(variance),
            values.Distinct().Count(),
            transform.Grid,
            transform.Kind,
            transform.Constant,
            [.. ColumnSuspicions.Find(values)]
        );
    }

    private static int CountDuplicates(Table table)
    {
        var seen = new HashSet<int>(new RowComparer(table));
        return Enumerable.Range(0, table.RowCount).Count(row => !seen.Add(row));
    }

    internal static string Percent(double fraction) => $"{fraction * 100:0.#} %";

    private sealed class RowComparer(Table table) : IEqualityComparer<int>
    {
        public bool Equals(int x, int y) =>
            Enumerable.Range(0, table.Width).All(column => table[x, column].Equals(table[y, column]));

        public int GetHashCode(int row)
        {
            var hash = new HashCode();
            for (int column = 0; column < table.Width; column++)
            {
                hash.Add(table[row, column]);
            }

            return hash.ToHashCode();
        }
    }
}
