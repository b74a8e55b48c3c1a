namespace Likeness.Data.Transforms;

/// <summary>Rows beyond the range of the training rows.</summary>
/// <param name="Outside">
/// For each row, whether a value lies outside its column's learned range, or differs from the value of a constant column. Ranges are those of samples:
/// a grid's, with half a step around it, or the training rows' own.
/// </param>
/// <param name="OffGrid">The number of values off their column's grid; each is treated as a value of the nearest grid interval.</param>
public sealed record RangeCheck(IReadOnlyList<bool> Outside, int OffGrid)
{
    /// <summary>The number of rows outside.</summary>
    public int OutsideRows => Outside.Count(outside => outside);

    internal static RangeCheck Of(Table rows, IReadOnlyList<ColumnTransform> columns)
    {
        var outside = new bool[rows.RowCount];
        int offGrid = 0;
        int[] own = [.. Enumerable.Range(0, columns.Count).Where(column => !columns[column].IsGiven)];
        for (int row = 0; row < outside.Length; row++)
        {
            foreach (int column in own)
            {
                outside[row] |= !columns[column].IsInRange(rows[row, column]);
                offGrid += columns[column].IsOffGrid(rows[row, column]) ? 1 : 0;
            }
        }

        return new RangeCheck(outside, offGrid);
    }
}
