namespace Likeness.Data;

/// <summary>Finds what the columns of a table are.</summary>
public static class Schema
{
    // Values this near to a grid value, in steps, are taken for it.
    private const double SnapTolerance = 1e-6;

    /// <summary>
    /// The same rows with a grid in every column that has one; columns that declare a grid keep it. Values on a grid become
    /// exactly <see cref="Grid.Value"/>, so that samples on the grid equal real values bit for bit.
    /// </summary>
    /// <param name="table">Finite values, and NaN for missing ones, which stays.</param>
    /// <param name="progress">Told the share that is done, column by column.</param>
    public static Table Detect(Table table, Action<double>? progress = null)
    {
        double[] values = table.Values.ToArray();
        var columns = new Column[table.Width];
        for (int i = 0; i < columns.Length; i++)
        {
            double[] column = table.ColumnValues(i);
            columns[i] = table.Columns[i] with
            {
                Grid = table.Columns[i].Grid ?? GridDetection.Detect(Array.FindAll(column, double.IsFinite)),
            };
            if (columns[i].Grid is { } grid)
            {
                for (int row = 0; row < column.Length; row++)
                {
                    double snapped = grid.Snap(column[row]);
                    bool near = Math.Abs(column[row] - snapped) <= SnapTolerance * grid.Step;
                    values[(row * table.Width) + i] = near ? snapped : column[row];
                }
            }

            progress?.Invoke((i + 1.0) / columns.Length);
        }

        return new Table(columns, values, table.Picture);
    }
}
