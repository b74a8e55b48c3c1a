using System.Globalization;
using System.Text.Json.Serialization;
using Likeness.Data.Kinds;

namespace Likeness.Data.Recurrences;

/// <summary>
/// A column that goes on from the row before, of the same key, file or series: <c>opening = previous closing</c>, <c>balance = previous balance + amount</c>, <c>due = previous due + 1 month</c>.
/// </summary>
/// <param name="Column">The column.</param>
/// <param name="Previous">The column of the row before; may be the same.</param>
internal sealed record RowRecurrence(string Column, string Previous)
{
    private const double Day = 86_400;
    private const double RoundOff = 1e-7;

    // Seconds since 1970 are known to a quarter of a microsecond; a fraction of them would be minutes.
    private const double TimeRoundOff = 2e-6;

    /// <summary>The columns of the row that are added or taken away; missing values count as 0.</summary>
    public IReadOnlyList<RecurrenceTerm> Terms { get; init; } = [];

    /// <summary>What is added in every row: numbers in their unit, times in seconds.</summary>
    public double Constant { get; init; }

    /// <summary>Whether the column holds times.</summary>
    public bool IsTime { get; init; }

    /// <summary>The months that are added in every row to a day; a day behind the end of a month is its last.</summary>
    public int Months { get; init; }

    /// <summary>A column that is the same in all rows of a key, from which the first row has its value; null for none.</summary>
    public string? Initial { get; init; }

    /// <summary>Whether first rows have what is added alone, as sums do that begin with the key.</summary>
    public bool BeginsAtZero { get; init; }

    /// <summary>The column of times with whose years sums begin again; null where they do not.</summary>
    public string? RestartsBy { get; init; }

    /// <summary>Whether the column is missing before its first value, which is not zero: missing values count as 0.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public bool BeginsMissing { get; init; }

    /// <summary>Whether values, or what they add, may be missing: a value goes on from the last known one where all that is added since is known, and is free elsewhere.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public bool MayBeMissing { get; init; }

    /// <summary>Whether no row has two of the columns that are added, such as debit and credit: those that are missing beside a known one count as 0, also where values may be missing.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public bool AreExclusive { get; init; }

    /// <summary>Whether other columns say how it goes on; else it counts by itself.</summary>
    [JsonIgnore]
    public bool IsOfColumns => Terms.Count > 0 || Previous != Column;

    /// <summary>The value of a row; NaN for a first row that may have any, and where a value that it needs is missing.</summary>
    /// <param name="cells">The cells of rows.</param>
    /// <param name="row">A row.</param>
    internal double Expected(NamedCells cells, in SeriesPlace row)
    {
        double added = Added(cells, row.Row);
        if (row.Place == 0)
        {
            return Initial is not null ? cells[Initial][row.Row]
                : BeginsAtZero ? added
                : double.NaN;
        }

        return RestartsBy is not null && !IsSameYear(cells, row.Before, row.Row) ? added
            // The last days of months follow from the first row: 31 January, 28 February, 31 March.
            : Months > 0 ? Later(cells, row.First, Months * row.Place)
            : (
                MayBeMissing
                    ? KnownValues.Before(this, cells, row, isGuessed: false)
                    : Counted(cells[Previous][row.Before])
            )
                + added
                + Constant;
    }

    /// <summary>The value that a row may have: as expected, or, where missing values leave it free, as if these were the last known ones before.</summary>
    /// <inheritdoc cref="Expected"/>
    internal double Likely(NamedCells cells, in SeriesPlace row) =>
        Expected(cells, row) is var expected && (!double.IsNaN(expected) || !MayBeMissing || row.Place == 0)
            ? expected
            : KnownValues.Before(this, cells, row, isGuessed: true) + KnownValues.Added(this, cells, row) + Constant;

    /// <summary>What a row adds; NaN where that is not known.</summary>
    internal double Added(NamedCells cells, int row)
    {
        double added = 0;
        int missing = 0;
        foreach (var term in Terms)
        {
            double value = cells[term.Column][row];
            bool isMissing = double.IsNaN(value);
            added += isMissing ? 0 : term.Sign * value;
            missing += isMissing ? 1 : 0;
        }

        bool isUnknown = missing > 0 && (!AreExclusive || missing == Terms.Count);
        return MayBeMissing && isUnknown ? double.NaN : added;
    }

    /// <summary>A value of the column, by which others go on.</summary>
    internal double Counted(double value) => BeginsMissing && double.IsNaN(value) ? 0 : value;

    /// <summary>The cell that a row gets: a value, or a missing one before the first that is not zero.</summary>
    /// <param name="cells">The cells of rows.</param>
    /// <param name="row">A row; that before it is done.</param>
    /// <param name="value">What is expected.</param>
    internal double Cell(NamedCells cells, in SeriesPlace row, double value) =>
        MayBeMissing && double.IsNaN(cells[Column][row.Row]) ? double.NaN
        : BeginsMissing && value == 0 && (row.Place == 0 || double.IsNaN(cells[Column][row.Before])) ? double.NaN
        : value;

    /// <summary>Whether a column may have a value: no time lies behind the end of the calendar.</summary>
    internal bool IsPossible(NamedCells cells, double value) =>
        !double.IsNaN(value) && (cells.KindOf(Column) is not TimeKind kind || kind.HasTime(value));

    /// <summary>Whether a row has the value that is expected, or none is.</summary>
    /// <inheritdoc cref="Expected"/>
    internal bool Holds(NamedCells cells, in SeriesPlace row) =>
        Expected(cells, row) is var expected
        && (
            double.IsNaN(expected)
            || (MayBeMissing && double.IsNaN(cells[Column][row.Row]))
            || AreEqual(Counted(cells[Column][row.Row]), expected, IsTime)
        );

    /// <summary>Whether the rows of a key go on: no value differs from what is expected.</summary>
    /// <param name="cells">The cells of rows.</param>
    /// <param name="order">The rows of a key, in their order.</param>
    internal bool Holds(NamedCells cells, int[] order) =>
        Array.TrueForAll(SeriesPlace.All(order), row => Holds(cells, row));

    /// <summary>Whether two values are the same but for rounding.</summary>
    internal static bool AreEqual(double value, double expected, bool areTimes) =>
        Math.Abs(value - expected) <= (areTimes ? TimeRoundOff : RoundOff * Math.Max(1, Math.Abs(expected)));

    private double Later(NamedCells cells, int row, int months)
    {
        double first = cells[Previous][row];
        return
            ((TimeKind)cells.KindOf(Previous)).At(first) is { } at && at.Year + (months / 12) < DateTime.MaxValue.Year
            ? first + (at.AddMonths(months) - at).TotalSeconds
            : double.NaN;
    }

    private bool IsSameYear(NamedCells cells, int last, int row)
    {
        var kind = (TimeKind)cells.KindOf(RestartsBy!);
        double[] times = cells[RestartsBy!];
        return kind.At(times[last])?.Year == kind.At(times[row])?.Year;
    }

    /// <inheritdoc/>
    public override string ToString()
    {
        string before = Previous == Column ? "that of the row before" : $"the '{Previous}' of the row before";
        string added = string.Concat(Terms.Select(term => $" {(term.Sign > 0 ? "plus" : "minus")} '{term.Column}'"));
        string constant =
            Months > 0 ? $" plus {Units(Months, "month")}"
            : Constant == 0 ? ""
            : $" {(Constant > 0 ? "plus" : "minus")} {(IsTime ? Duration(Math.Abs(Constant)) : Number(Math.Abs(Constant)))}";
        string restart = RestartsBy is null ? "" : $", from 0 in each year of '{RestartsBy}'";
        string missing = BeginsMissing ? ", and missing before the first" : "";
        missing = MayBeMissing ? $"{missing}, where these are known" : missing;
        return $"'{Column}' is {before}{added}{constant}{restart}{missing}";
    }

    private static string Number(double value) => value.ToString("G7", CultureInfo.InvariantCulture);

    private static string Duration(double seconds) =>
        seconds % Day == 0 ? Units(seconds / Day, "day")
        : seconds % 3600 == 0 ? Units(seconds / 3600, "hour")
        : seconds % 60 == 0 ? Units(seconds / 60, "minute")
        : Units(seconds, "second");

    private static string Units(double count, string unit) => $"{Number(count)} {unit}{(count == 1 ? "" : "s")}";

    /// <inheritdoc/>
    public bool Equals(RowRecurrence? other) =>
        other is not null
        && AreExclusive == other.AreExclusive
        && (Column, Previous, Constant, IsTime, Months, Initial, BeginsAtZero, RestartsBy, BeginsMissing, MayBeMissing)
            == (
                other.Column,
                other.Previous,
                other.Constant,
                other.IsTime,
                other.Months,
                other.Initial,
                other.BeginsAtZero,
                other.RestartsBy,
                other.BeginsMissing,
                other.MayBeMissing
            )
        && Terms.SequenceEqual(other.Terms);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Column, Previous);
}

/// <summary>A column of a row that is added, or taken away.</summary>
/// <param name="Column">The column.</param>
/// <param name="Sign">1 or −1.</param>
internal readonly record struct RecurrenceTerm(string Column, int Sign);
