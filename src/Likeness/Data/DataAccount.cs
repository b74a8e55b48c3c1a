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
public sealed record ColumnAccount(
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
public sealed record DataAccount(
    int Rows,
    int DuplicateRows,
    IReadOnlyList<ColumnAccount> Columns,
    IReadOnlyList<string> Remarks
)
{
    private const double ManyDuplicates = 0.5;

    /// <summary>Takes account of a table under the transform that it will be trained with.</summary>
    /// <param name="table">All rows; at least one.</param>
    /// <param name="transform">Fitted on (a part of) the table.</param>
    public static DataAccount Of(Table table, DataTransform transform)
    {
        int duplicates = CountDuplicates(table);
        var columns = new ColumnAccount[table.Width];
        for (int i = 0; i < columns.Length; i++)
        {
            columns[i] = Of(table.ColumnValues(i), transform.Columns[i]);
        }

        double share = duplicates / (double)table.Rows;
        string[] remarks = share > ManyDuplicates ? [$"{Percent(share)} of the rows repeat an earlier row"] : [];
        return new DataAccount(table.Rows, duplicates, columns, remarks);
    }

    private static ColumnAccount Of(double[] values, ColumnTransform transform)
    {
        double mean = values.Average();
        double variance = values.Average(value => (value - mean) * (value - mean));
        Array.Sort(values);
        return new ColumnAccount(
            transform.Name,
            values[0],
            values[^1],
            mean,
            Math.Sqrt(variance),
            values.Distinct().Count(),
            transform.Grid,
            transform.Kind,
            transform.Constant,
            [.. ColumnSuspicions.Of(values)]
        );
    }

    private static int CountDuplicates(Table table)
    {
        var seen = new HashSet<int>(new RowComparer(table));
        return Enumerable.Range(0, table.Rows).Count(row => !seen.Add(row));
    }

    internal static string Percent(double share) => $"{share * 100:0.#} %";

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
