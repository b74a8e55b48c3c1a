using Likeness.Data;

namespace Likeness.Modalities.Tables.Rules.Determined;

/// <summary>A column that follows from the interval of a number (grades of marks), from a part of the calendar (the weekday of a day) or from days to a fixed day: it is left out, and computed in samples.</summary>
/// <param name="Column">The column.</param>
/// <param name="By">The column that it follows from.</param>
/// <param name="Function">What of that column it follows from.</param>
/// <param name="Pairs">The values of the function, each with its value of the column; none where the column is the function itself.</param>
internal sealed record DerivedColumn(string Column, string By, ColumnFunction Function, IReadOnlyList<ValuePair> Pairs)
    : FollowingColumn
{
    // Of days and months all, and years enough for each weekday.
    private const int MaxTried = 40;

    /// <inheritdoc/>
    public override string Column { get; init; } = Column;

    /// <inheritdoc/>
    internal override IEnumerable<string> Needs => [By];

    /// <inheritdoc/>
    public bool Equals(DerivedColumn? other) =>
        other is not null
        && (Column, By) == (other.Column, other.By)
        && Function.Equals(other.Function)
        && Pairs.SequenceEqual(other.Pairs);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Column, By, Function);

    /// <inheritdoc/>
    public override string ToString() => $"{By} determines {Column}";

    /// <summary>A value that only rows without a number have says that there is none: no intensive care, no hours of it.</summary>
    internal override void MarkMissing(Table rows, bool[][] must)
    {
        base.MarkMissing(rows, must);
        int at = IndexOf(rows, Column);
        HashSet<double> alone =
        [
            .. Pairs.GroupBy(pair => pair.Value).Where(group => group.All(IsOfNone)).Select(group => group.Key),
        ];
        Mark(rows, IndexOf(rows, By), must, row => alone.Contains(rows[row, at]));

        static bool IsOfNone(ValuePair pair) => double.IsNaN(pair.Key);
    }

    /// <inheritdoc/>
    /// <remarks>An imputed time in several columns is the nearest one from which follows what is observed.</remarks>
    public override Table Reconcile(Table rows, Func<int, int, bool> isObserved)
    {
        var (at, by) = (IndexOf(rows, Column), IndexOf(rows, By));
        if (rows.Columns[by].Parts is not { } parts)
        {
            return rows;
        }

        bool[] holds = Holds(rows);
        double[] times = rows.ColumnValues(by);
        for (int row = 0; row < times.Length; row++)
        {
            if (holds[row] || !isObserved(row, at) || isObserved(row, by) || double.IsNaN(times[row]))
            {
                continue;
            }

            double[] others = [.. parts.Others(rows, row, times[row], isObserved).Take(MaxTried)];
            double[] values = Values(Table.FromColumns([rows.Columns[by]], [others]));
            int first = Array.FindIndex(values, value => value.Equals(rows[row, at]));
            times[row] = first < 0 ? times[row] : others[first];
        }

        return Replaced(rows, by, rows.Columns[by], times).WrittenAs(rows.Dialect);
    }

    /// <inheritdoc/>
    protected override double[] Values(Table rows)
    {
        int at = IndexOf(rows, By);
        var valueOf = Pairs.ToDictionary(pair => pair.Key, pair => pair.Value);
        return
        [
            .. rows.ColumnValues(at)
                .Select(value => Function.Of(value, rows.Columns[at]))
                .Select(key =>
                    valueOf.Count == 0 ? key
                    : valueOf.TryGetValue(key, out double value) ? value
                    : Nearest(key)
                ),
        ];
    }

    // A month that no training row has follows the nearest one.
    private double Nearest(double key) =>
        double.IsNaN(key)
            ? key
            : Pairs
                .Where(pair => !double.IsNaN(pair.Key))
                .DefaultIfEmpty(new(0, double.NaN))
                .MinBy(pair => Math.Abs(pair.Key - key))
                .Value;
}
