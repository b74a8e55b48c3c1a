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

    /// <inheritdoc/>
    internal override bool PlacesParts => true;

    /// <inheritdoc/>
    // The day of the year stays as it was sampled, and the year is the one that the column leaves.
    internal override Table PlaceParts(Table known, Table sampled)
    {
        var (from, at) = (IndexOf(known, From), IndexOf(known, Column));
        double[] years = known.ColumnValues(at);
        if (To is null)
        {
            double[] sampledYears = Years(sampled);
            return Placed(known, from, at, row => Moved(sampled, from, row, sampledYears[row] - years[row]));
        }

        int to = IndexOf(known, To);
        double[] toTaken = Taken(known, sampled, to);
        double[] untilTaken = Years(Replaced(sampled, to, known.Columns[to], toTaken));
        var placed = Placed(known, from, at, row => Moved(sampled, from, row, untilTaken[row] - years[row]));
        double[] sinceTaken = Years(Replaced(sampled, from, placed.Columns[from], Taken(placed, sampled, from)));
        return Placed(placed, to, at, row => Moved(sampled, to, row, years[row] - sinceTaken[row]));
    }

    // What a column is in rows where it is known, and what was sampled in others.
    private static double[] Taken(Table known, Table sampled, int column) =>
        [
            .. known
                .ColumnValues(column)
                .Select((value, row) => known.Columns[column].IsMissing(value) ? sampled[row, column] : value),
        ];

    // A day some years later.
    private static double Moved(Table rows, int column, int row, double years) =>
        !double.IsNaN(years)
        && ((TimeKind)rows.Columns[column].Kind).At(rows[row, column]) is { } day
        && day.Year + years > DateTime.MinValue.Year
        && day.Year + years < DateTime.MaxValue.Year
            ? rows[row, column] + (day.AddYears((int)years) - day).TotalSeconds
            : double.NaN;

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
