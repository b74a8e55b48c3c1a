namespace Likeness.Data;

/// <summary>The rows of a column of few values by its value: of categories, and of numbers that are codes or years.</summary>
internal sealed class RowLevels
{
    private const int MaxLevels = 1000;
    private const int MaxNumbers = 50;

    // On average, so that what the rows of a level have in common is no accident.
    private const int MinRowsPerLevel = 5;

    private RowLevels(int[] levels, double[] values, int[] counts) =>
        (Levels, Values, Counts) = (levels, values, counts);

    /// <summary>The place of each row's value among <see cref="Values"/>: [rows].</summary>
    public int[] Levels { get; }

    /// <summary>The values, in the order of their first rows; NaN for missing ones.</summary>
    public double[] Values { get; }

    /// <summary>The rows of each value.</summary>
    public int[] Counts { get; }

    /// <summary>Groups the rows; null if the column has too many values for its rows, or a single one.</summary>
    /// <param name="column">The column.</param>
    /// <param name="cells">Its cells.</param>
    public static RowLevels? Create(Column column, ReadOnlySpan<double> cells)
    {
        if (!column.Kind.IsLearned || (column.Kind.LevelCount == 0 && column.Kind is not Kinds.NumberKind))
        {
            return null;
        }

        int most = Math.Min(column.Kind.LevelCount > 0 ? MaxLevels : MaxNumbers, cells.Length / MinRowsPerLevel);
        var places = new Dictionary<double, int>();
        var counts = new List<int>();
        int[] levels = new int[cells.Length];
        for (int row = 0; row < levels.Length; row++)
        {
            if (!places.TryGetValue(cells[row], out int level))
            {
                if (places.Count == most)
                {
                    return null;
                }

                places[cells[row]] = level = places.Count;
                counts.Add(0);
            }

            levels[row] = level;
            counts[level]++;
        }

        return places.Count < 2 ? null : new(levels, [.. places.Keys], [.. counts]);
    }
}
