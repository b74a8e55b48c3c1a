namespace Likeness.Data;

/// <summary>
/// The names and grids of a table's columns. It is detected on the training rows alone, then applied to all others,
/// so that no other row affects what a model learns.
/// </summary>
public sealed class Schema
{
    // Values this near to a grid value, in steps, are snapped to it.
    private const double SnapTolerance = 1e-6;

    private Schema(IReadOnlyList<Column> columns) => Columns = columns;

    /// <summary>The columns, in order.</summary>
    public IReadOnlyList<Column> Columns { get; }

    /// <summary>Detects the grid of every column. A column that declares a grid keeps it.</summary>
    /// <param name="train">The training rows: finite values, and NaN for missing ones.</param>
    /// <param name="progress">Receives the fraction that is done, column by column.</param>
    public static Schema Detect(Table train, Action<double>? progress = null)
    {
        var columns = new Column[train.Width];
        for (int i = 0; i < columns.Length; i++)
        {
            columns[i] = train.Columns[i];
            if (columns[i].Grid is null && columns[i].Kind.IsNumeric)
            {
                double[] values = Array.FindAll(train.ColumnValues(i), double.IsFinite);
                var grid = values.Length == 0 ? null : GridDetection.Detect(values);
                columns[i] = columns[i] with
                {
                    Grid = grid,
                    Margin = grid is null ? default : RangeMargin.Of(values).InSteps(grid.Step),
                };
            }

            progress?.Invoke((i + 1.0) / columns.Length);
        }

        return new Schema(columns);
    }

    /// <summary>The declared columns, without detection.</summary>
    internal static Schema Declared(Table rows) => new(rows.Columns);

    /// <summary>
    /// The same rows under this schema's columns. Values on a grid become exactly <see cref="Grid.Value"/>, so that samples on the grid equal real
    /// values bit for bit. Other values, beyond the grid's ends or between its values, are unchanged.
    /// </summary>
    /// <param name="rows">Rows with the same columns, in the same order.</param>
    /// <exception cref="ArgumentException">The number of columns differs.</exception>
    public Table Apply(Table rows)
    {
        ArgumentOutOfRangeException.ThrowIfNotEqual(rows.Width, Columns.Count, nameof(rows));
        var values = new double[rows.Width][];
        for (int column = 0; column < values.Length; column++)
        {
            double[] cells = values[column] = rows.ColumnValues(column);
            if (Columns[column].Grid is { } grid)
            {
                for (int row = 0; row < cells.Length; row++)
                {
                    double snapped = grid.Snap(cells[row]);
                    cells[row] = Math.Abs(cells[row] - snapped) <= SnapTolerance * grid.Step ? snapped : cells[row];
                }
            }
        }

        return Table.FromColumns(Columns, values, rows.Picture).WrittenAs(rows.Dialect);
    }
}
