using Likeness.Data.Transforms;

namespace Likeness.Data;

/// <summary>What a person should know of one column before training on it.</summary>
/// <param name="Name">The column's name.</param>
/// <param name="Minimum">The smallest value, in the column's units.</param>
/// <param name="Maximum">The largest value.</param>
/// <param name="Mean">The mean.</param>
/// <param name="StandardDeviation">√(Σ(v − mean)² / n).</param>
/// <param name="Distinct">How many different values there are.</param>
/// <param name="Grid">The grid that the values lie on, or null for a continuous column.</param>
/// <param name="Transform">What happens to the column before the model sees it.</param>
/// <param name="Constant">Whether there is a single value; the model then does not see the column.</param>
/// <param name="Remarks">What looks suspicious, each a short phrase; empty where nothing does.</param>
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

/// <summary>The short account of the data that is shown before training.</summary>
/// <param name="Rows">The number of rows.</param>
/// <param name="DuplicateRows">How many rows equal an earlier row in every column.</param>
/// <param name="Columns">One account for each column, in order.</param>
/// <param name="Remarks">What looks suspicious about the rows, each a short phrase.</param>
public sealed record DataSummary(
    int Rows,
    int DuplicateRows,
    IReadOnlyList<ColumnSummary> Columns,
    IReadOnlyList<string> Remarks
)
{
    private const double ManyDuplicates = 0.5;

    /// <summary>Takes account of a table under the transform that it will be trained with.</summary>
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
        public bool Equals(int x, int y) => table.Row(x).SequenceEqual(table.Row(y));

        public int GetHashCode(int row)
        {
            var hash = new HashCode();
            foreach (double value in table.Row(row))
            {
                hash.Add(value);
            }

            return hash.ToHashCode();
        }
    }
}
