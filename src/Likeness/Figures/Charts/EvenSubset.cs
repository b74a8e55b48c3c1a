using Likeness.Data;

namespace Likeness.Figures.Charts;

/// <summary>Thins a table for a chart, deterministically.</summary>
internal static class EvenSubset
{
    /// <summary>At most so many row indices, evenly spread over the table.</summary>
    public static int[] Choose(Table table, int max)
    {
        int count = Math.Min(table.RowCount, max);
        var rows = new int[count];
        for (int i = 0; i < count; i++)
        {
            rows[i] = (int)((long)i * table.RowCount / count);
        }

        return rows;
    }
}
