using Likeness.Data;
using Likeness.Modalities.Tables.Rules.Formulas;

namespace Likeness.Modalities.Tables.Absence;

/// <summary>The levels of a category, or intervals of a number with similar numbers of rows.</summary>
internal sealed class BinnedColumn
{
    private const int MaxBins = 64;

    private readonly Column column;
    private readonly double[] limits;

    private BinnedColumn(Column column, double[] limits, int[] bins) =>
        (this.column, this.limits, Bins) = (column, limits, bins);

    /// <summary>The bin of each row; −1 for a missing value.</summary>
    public int[] Bins { get; }

    /// <summary>The number of bins.</summary>
    public int Count => HasLevels ? column.Kind.LevelCount : limits.Length + 1;

    /// <summary>Whether the bins are levels, without an order.</summary>
    public bool HasLevels => column.Kind.LevelCount > 0;

    /// <summary>The bins of a column; null for one that is none of numbers or of few levels.</summary>
    /// <param name="rows">The rows.</param>
    /// <param name="at">The place of the column.</param>
    public static BinnedColumn? Create(Table rows, int at)
    {
        var column = rows.Columns[at];
        if (
            !column.Kind.IsLearned
            || column.Kind.LevelCount > MaxBins
            || (column.Kind.LevelCount == 0 && !column.Kind.IsNumeric)
        )
        {
            return null;
        }

        double[] cells = rows.ColumnValues(at);
        double[] limits = column.Kind.LevelCount > 0 ? [] : Limits(cells);
        return new(column, limits, Array.ConvertAll(cells, Bin));

        int Bin(double cell)
        {
            if (double.IsNaN(cell))
            {
                return -1;
            }

            int found = Array.BinarySearch(limits, cell);
            return column.Kind.LevelCount > 0 ? (int)cell
                : found < 0 ? ~found
                : found + 1;
        }
    }

    /// <summary>The condition of some bins: levels, or numbers between two limits.</summary>
    /// <param name="bins">The bins, in order and next to each other if they are intervals.</param>
    public AbsenceCondition Condition(IReadOnlyList<int> bins) =>
        HasLevels
            ? new(column.Name, [.. bins.Order()])
            : new(
                column.Name,
                Least: bins[0] == 0 ? null : limits[bins[0] - 1],
                Below: bins[^1] == limits.Length ? null : limits[bins[^1]]
            );

    // A limit that a person would write is no value of a row.
    private static double Between(double low, double high) =>
        SimplestNumber.In(low + ((high - low) / 8), high) ?? (low + ((high - low) / 2));

    // A limit is between two values: many rows have 0, and the others more.
    private static double[] Limits(double[] cells)
    {
        double[] sorted = Array.FindAll(cells, cell => !double.IsNaN(cell));
        Array.Sort(sorted);
        var limits = new List<double>();
        int least = Math.Max(1, sorted.Length / MaxBins);
        int from = 0;
        for (int i = 1; i < sorted.Length; i++)
        {
            bool isLong = i - from >= least || IsMany(i);
            if (sorted[i] != sorted[i - 1] && isLong && limits.Count < 2 * MaxBins)
            {
                limits.Add(Between(sorted[i - 1], sorted[i]));
                from = i;
            }
        }

        return [.. limits];

        bool IsMany(int i) => i + least < sorted.Length && sorted[i] == sorted[i + least];
    }
}
