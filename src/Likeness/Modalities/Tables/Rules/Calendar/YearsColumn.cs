using System.Globalization;
using Likeness.Data;
using Likeness.Data.Kinds;

namespace Likeness.Modalities.Tables.Rules.Calendar;

/// <summary>
/// Whole years of the calendar from one day to another column's, or to that on which data were taken: <c>age = years from birth to 2025-06-30</c>. The column
/// is left out, and computed in samples.
/// </summary>
/// <param name="Column">The column of years.</param>
/// <param name="From">The column of the earlier day.</param>
/// <param name="To">The column of the later day; null for a day that is the same in all rows.</param>
/// <param name="Day">That day; null where a column has it.</param>
internal sealed record YearsColumn(string Column, string From, string? To = null, DateOnly? Day = null) : TableRule
{
    private const int YearUnit = 10_000;
    private const int MonthUnit = 100;

    /// <inheritdoc/>
    public override string Column { get; init; } = Column;

    /// <inheritdoc/>
    internal override IEnumerable<string> Needs => To is null ? [From] : [From, To];

    /// <inheritdoc/>
    internal override bool IsComputed => true;

    /// <inheritdoc/>
    internal override bool Predicts => To is not null;

    /// <inheritdoc/>
    public override bool[] Holds(Table rows)
    {
        var column = rows.Column(IndexOf(rows, Column));
        double[] years = Years(rows);
        var holds = new bool[rows.RowCount];
        for (int row = 0; row < holds.Length; row++)
        {
            // Comparisons with NaN are false: a missing value breaks no rule.
            holds[row] = !(column[row] != years[row]) || double.IsNaN(column[row]) || double.IsNaN(years[row]);
        }

        return holds;
    }

    /// <inheritdoc/>
    public override Table Encode(Table rows)
    {
        int at = IndexOf(rows, Column);
        return rows.TakeColumns([.. Enumerable.Range(0, rows.Width).Where(i => i != at)]);
    }

    /// <inheritdoc/>
    public override Table Decode(Table rows, Column column) =>
        Table.FromColumns(
            [.. rows.Columns, column],
            [.. Enumerable.Range(0, rows.Width).Select(rows.ColumnValues), Years(rows)]
        );

    /// <inheritdoc/>
    public override Table Complete(Table rows) => rows;

    /// <summary>The whole years in each row; NaN where a day is missing.</summary>
    public double[] Years(Table rows) => [.. EachYears(rows)];

    /// <summary>The same, computed while it is read.</summary>
    public IEnumerable<double> EachYears(Table rows)
    {
        int from = IndexOf(rows, From);
        int? to = To is null ? null : IndexOf(rows, To);
        return Enumerable
            .Range(0, rows.RowCount)
            .Select(row =>
                Between(Number(rows, from, row), to is { } at ? Number(rows, at, row) : NumberOf(Day!.Value))
            );
    }

    /// <summary>A day of a row as yyyymmdd; NaN for a missing one.</summary>
    public static double Number(Table rows, int column, int row) =>
        ((TimeKind)rows.Columns[column].Kind).At(rows[row, column]) is { } day
            ? NumberOf(DateOnly.FromDateTime(day))
            : double.NaN;

    /// <summary>A day as yyyymmdd.</summary>
    public static double NumberOf(DateOnly day) => (YearUnit * day.Year) + (MonthUnit * day.Month) + day.Day;

    /// <summary>The whole years between two days as yyyymmdd: those between 29 February and 28 February are one less.</summary>
    public static double Between(double from, double to) => Math.Floor((to - from) / YearUnit);

    /// <inheritdoc/>
    public override string ToString() =>
        $"{Column} = years from {From} to {To ?? Day!.Value.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)}";
}
