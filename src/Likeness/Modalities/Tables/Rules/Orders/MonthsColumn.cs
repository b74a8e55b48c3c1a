using System.Globalization;
using Likeness.Data;
using Likeness.Data.Kinds;

namespace Likeness.Modalities.Tables.Rules.Orders;

/// <summary>
/// A day that lies whole months behind another one, or a day less: the end of a contract, <c>end = start + months - 1 day</c>. It is replaced by the number of
/// months, as levels if they are few: between 12 and 24 there may be none. A month from the last day of January ends on the last of February.
/// </summary>
/// <param name="Column">The later day.</param>
/// <param name="By">The earlier day.</param>
/// <param name="Days">What is added to the whole months, in days: 0 or −1.</param>
/// <param name="Levels">The months of the training rows, ascending.</param>
internal sealed record MonthsColumn(string Column, string By, int Days, IReadOnlyList<int> Levels) : TableRule
{
    private const int MaxLevels = 100;

    /// <inheritdoc/>
    public override string Column { get; init; } = Column;

    /// <inheritdoc/>
    internal override IEnumerable<string> Needs => [By];

    /// <inheritdoc/>
    internal override bool Predicts => true;

    /// <summary>The rule of two columns of training rows; null if some later day is not whole months behind, or there is none.</summary>
    /// <param name="rows">The training rows.</param>
    /// <param name="by">The place of the earlier day.</param>
    /// <param name="at">The place of the later day.</param>
    public static MonthsColumn? Find(Table rows, int by, int at) =>
        Find(rows, by, at, days: 0) ?? Find(rows, by, at, days: -1);

    /// <summary>The same for a number of days that is added.</summary>
    public static MonthsColumn? Find(Table rows, int by, int at, int days)
    {
        if (rows.Columns[by].Kind is not TimeKind || rows.Columns[at].Kind is not TimeKind)
        {
            return null;
        }

        var rule = new MonthsColumn(rows.Columns[at].Name, rows.Columns[by].Name, days, []);
        var levels = new SortedSet<int>();
        foreach (var (row, months) in rule.Months(rows).Index())
        {
            if (months is { } known)
            {
                levels.Add(known);
            }
            else if (!double.IsNaN(rows[row, at]))
            {
                return null;
            }
        }

        return levels.Count > 0 && levels.Min >= 0 ? rule with { Levels = [.. levels] } : null;
    }

    /// <inheritdoc/>
    public override bool[] Holds(Table rows)
    {
        int by = IndexOf(rows, By);
        int at = IndexOf(rows, Column);
        return
        [
            .. Months(rows)
                .Select(
                    (months, row) => months is not null || double.IsNaN(rows[row, at]) || double.IsNaN(rows[row, by])
                ),
        ];
    }

    /// <inheritdoc/>
    public override Table Encode(Table rows)
    {
        int at = IndexOf(rows, Column);
        double[] months = Array.ConvertAll(Months(rows), one => one ?? double.NaN);
        var column = new Column(Column) { Missing = rows.Columns[at].Missing };
        if (AreLevels)
        {
            var levels = Levels.Index().ToDictionary(one => (double)one.Item, one => (double)one.Index);
            months = Array.ConvertAll(months, one => levels.GetValueOrDefault(one, double.NaN));
            column = column with
            {
                Kind = new CategoryKind(
                    [.. Levels.Select(level => level.ToString(CultureInfo.InvariantCulture))],
                    isOrdered: true
                ),
            };
        }

        return Replaced(rows, at, column, months);
    }

    /// <inheritdoc/>
    public override Table Decode(Table rows, Column column)
    {
        int by = IndexOf(rows, By);
        int at = IndexOf(rows, Column);
        double[] later = rows.ColumnValues(at);
        var whole = new WholeMonths((TimeKind)rows.Columns[by].Kind, (TimeKind)column.Kind, Days);
        for (int row = 0; row < later.Length; row++)
        {
            later[row] =
                double.IsNaN(later[row]) ? double.NaN
                : AreLevels ? whole.After(rows[row, by], Levels[(int)later[row]])
                : whole.After(rows[row, by], (int)Math.Max(Levels[0], Math.Round(later[row])));
        }

        return Replaced(rows, at, column, later);
    }

    /// <inheritdoc/>
    public override Table Complete(Table rows) => rows;

    /// <inheritdoc/>
    internal override bool PlacesParts => true;

    /// <inheritdoc/>
    internal override Table PlaceParts(Table known, Table sampled)
    {
        var (by, at) = (IndexOf(known, By), IndexOf(known, Column));
        int?[] months = Months(sampled);
        return WholeMonths.Of(known, by, at, Days) is { } whole
            ? Placed(known, by, at, row => months[row] is { } count ? whole.Before(known[row, at], count) : double.NaN)
            : known;
    }

    private bool AreLevels => Levels.Count <= MaxLevels;

    // The whole months in each row; null where there are none, or a day is missing.
    private int?[] Months(Table rows)
    {
        int by = IndexOf(rows, By);
        int at = IndexOf(rows, Column);
        return WholeMonths.Of(rows, by, at, Days) is { } whole
            ? [.. Enumerable.Range(0, rows.RowCount).Select(row => whole.Between(rows[row, by], rows[row, at]))]
            : new int?[rows.RowCount];
    }

    /// <inheritdoc/>
    public bool Equals(MonthsColumn? other) =>
        other is not null && ToString() == other.ToString() && Levels.SequenceEqual(other.Levels);

    /// <inheritdoc/>
    public override int GetHashCode() => ToString().GetHashCode(StringComparison.Ordinal);

    /// <inheritdoc/>
    public override string ToString() => $"{Column} = {By} + months{(Days == 0 ? "" : " - 1 day")}";
}
