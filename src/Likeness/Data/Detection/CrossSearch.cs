using Likeness.Data.Kinds;
using Likeness.Data.Times;

namespace Likeness.Data.Detection;

/// <summary>
/// Finds complete crosses: tables that have each combination of the values of a few columns in exactly one row, such as the people of each year, age and sex, or a designed experiment. They are panels, of which samples
/// have the same rows; a time is the column by which the rows of a series differ, or where there is none another one.
/// </summary>
internal static class CrossSearch
{
    private const int MinColumns = 2;
    private const int MaxColumns = 4;
    private const int MinValues = 2;

    /// <summary>The panel; null if the table is no cross.</summary>
    /// <param name="table">All rows.</param>
    public static PanelRows? Find(Table table)
    {
        var parts = JoinedTimes.PartsOf(table.Columns);
        (int At, int Values)[] candidates =
        [
            .. Enumerable
                .Range(0, table.Width)
                .Where(at => !parts.Contains(table.Columns[at].Name))
                .Select(at => (at, Values: BalancedValues(table, at)))
                .Where(one => one.Values >= MinValues)
                .OrderByDescending(one => Rank(table.Columns[one.at]))
                .ThenByDescending(one => one.Values),
        ];
        return Enumerable
            .Range(MinColumns, MaxColumns - MinColumns + 1)
            .SelectMany(count => Choices(candidates, count, table.RowCount))
            .Select(columns => Create(table, columns))
            .FirstOrDefault(panel => panel is not null);
    }

    // What goes on along it comes first: a time, then what is called so, then other numbers.
    private static int Rank(Column column) =>
        column.Kind is TimeKind ? 3
        : column.Kind is not NumberKind ? 0
        : TimeNames.Are(column.Name) ? 2
        : 1;

    // The number of values that a column has, each in as many rows; 0 for other columns.
    private static int BalancedValues(Table table, int at)
    {
        if (table.Columns[at].Kind is not (CategoryKind or BooleanKind or NumberKind or TimeKind))
        {
            return 0;
        }

        double[] cells = table.ColumnValues(at);
        if (!Array.TrueForAll(cells, double.IsFinite))
        {
            return 0;
        }

        int[] counts = [.. cells.CountBy(cell => cell).Select(one => one.Value)];
        return counts.Length < cells.Length && Array.TrueForAll(counts, count => count == counts[0])
            ? counts.Length
            : 0;
    }

    // The choices of columns that have as many combinations as there are rows.
    private static IEnumerable<int[]> Choices((int At, int Values)[] from, int count, int product) =>
        count == 0
            ? product == 1
                ?
                [
                    [],
                ]
                : []
            : Enumerable
                .Range(0, from.Length)
                .Where(first => product % from[first].Values == 0)
                .SelectMany(first =>
                    Choices(from[(first + 1)..], count - 1, product / from[first].Values)
                        .Select(others => (int[])[from[first].At, .. others])
                );

    private static PanelRows? Create(Table table, int[] columns)
    {
        double[][] keys = [.. columns[1..].Select(table.ColumnValues)];
        double[] times = table.ColumnValues(columns[0]);
        var seriesOf = new int[table.RowCount];
        var rowOf = new Dictionary<(double, double, double), int>();
        var seen = new HashSet<(int, double)>();
        for (int row = 0; row < seriesOf.Length; row++)
        {
            var key = (Cell(0, row), Cell(1, row), Cell(2, row));
            rowOf.TryAdd(key, rowOf.Count);
            if (!seen.Add((seriesOf[row] = rowOf[key], times[row])))
            {
                return null;
            }
        }

        return PanelSearch.Create(table, columns[0], columns[1..], seriesOf, rowOf.Count);

        double Cell(int key, int row) => key < keys.Length ? keys[key][row] : 0;
    }
}
