namespace Likeness.Data.Times;

/// <summary>
/// Columns of times that a file holds in several columns. They stand behind its own while rules and models are found; files, samples and evaluations do not have them.
/// </summary>
internal static class JoinedTimes
{
    /// <summary>Rows with the columns of times that the table of a run has.</summary>
    /// <param name="rows">Rows with the columns of the file.</param>
    /// <param name="columns">The columns of the run's table.</param>
    public static Table With(Table rows, IReadOnlyList<Column> columns)
    {
        Column[] joined = [.. columns.Where(column => column.Parts is not null)];
        return joined.Length == 0 || rows.Columns.Any(column => column.Name == joined[0].Name)
            ? rows
            : With(rows, joined, [.. joined.Select(column => column.Parts!.Times(rows))]);
    }

    /// <summary>Rows of a file in the columns of the table of a run, with its columns of times.</summary>
    /// <param name="rows">Rows with the columns of the run's file, in their order.</param>
    /// <param name="columns">The columns of the run's table.</param>
    /// <exception cref="LikenessException">A cell cannot be read as a value of its column.</exception>
    public static Table JoinedAs(this Table rows, IReadOnlyList<Column> columns) =>
        With(rows.AlignTo([.. columns.Where(column => column.Parts is null)]), columns);

    /// <summary>Rows with a column of times.</summary>
    /// <param name="rows">Rows with the columns of the file.</param>
    /// <param name="column">The column.</param>
    /// <param name="times">Its cells.</param>
    public static Table With(Table rows, Column column, double[] times) => With(rows, [column], [times]);

    /// <summary>Rows as the file has them.</summary>
    public static Table Without(Table rows) =>
        rows.Columns.All(column => column.Parts is null)
            ? rows
            : rows.TakeColumns([.. Enumerable.Range(0, rows.Width).Where(i => rows.Columns[i].Parts is null)]);

    /// <summary>The columns that hold parts of times.</summary>
    public static HashSet<string> PartsOf(IEnumerable<Column> columns) =>
        [
            .. columns
                .Select(column => column.Parts)
                .OfType<TimeParts>()
                .SelectMany(parts => parts.All)
                .Select(part => part.Column),
        ];

    private static Table With(Table rows, Column[] columns, double[][] times) =>
        Table
            .FromColumns(
                [.. rows.Columns, .. columns],
                [.. Enumerable.Range(0, rows.Width).Select(rows.ColumnValues), .. times],
                rows.Picture
            )
            .WrittenAs(rows.Dialect);
}
