using Likeness.Data;

namespace Likeness.Modalities.Tables.Rules.Determined;

/// <summary>
/// A number that determines a category, such as a rate its currency, where the number depends on the category rather than the other way round: models see both, and a
/// sampled number becomes one that its level has.
/// </summary>
/// <param name="Column">The number.</param>
/// <param name="Function">The rule by which it determines the category.</param>
/// <param name="Listed">The numbers of levels that have few, each with its level; none where the rule itself lists all numbers.</param>
internal sealed record DeterminingColumn(string Column, TableRule Function, IReadOnlyList<ValuePair> Listed) : TableRule
{
    private Dictionary<double, double[]>? known;

    /// <inheritdoc/>
    public override string Column { get; init; } = Column;

    /// <inheritdoc/>
    internal override IEnumerable<string> Needs => [Function.Column];

    /// <inheritdoc/>
    internal override bool Replaces => false;

    // The numbers of each level that has few.
    private Dictionary<double, double[]> Known =>
        known ??= ((Function as DeterminedColumn)?.Pairs ?? Listed)
            .GroupBy(pair => pair.Value)
            .ToDictionary(group => group.Key, group => group.Select(pair => pair.Key).Order().ToArray());

    /// <inheritdoc/>
    public override bool[] Holds(Table rows) => Function.Holds(rows);

    /// <inheritdoc/>
    internal override bool[] Breaks(Table rows) => Function.Breaks(rows);

    /// <inheritdoc/>
    public override Table Encode(Table rows) => rows;

    /// <inheritdoc/>
    public override Table Decode(Table rows, Column column)
    {
        int at = IndexOf(rows, Column);
        var levels = rows.Column(IndexOf(rows, Function.Column));
        double[] numbers = rows.ColumnValues(at);
        for (int row = 0; row < numbers.Length; row++)
        {
            numbers[row] = Known.TryGetValue(levels[row], out double[]? possible)
                ? Nearest(possible, numbers[row])
                : numbers[row];
        }

        return Replaced(rows, at, column, numbers);
    }

    /// <inheritdoc/>
    public override Table Complete(Table rows)
    {
        var (at, of) = (IndexOf(rows, Column), IndexOf(rows, Function.Column));
        double[] determined = Determined(rows);
        double[][] cells = [.. Enumerable.Range(0, rows.Width).Select(rows.ColumnValues)];
        for (int row = 0; row < determined.Length; row++)
        {
            if (!double.IsNaN(cells[at][row]))
            {
                cells[of][row] = double.IsNaN(cells[of][row]) ? determined[row] : cells[of][row];
            }
            else if (!double.IsNaN(cells[of][row]) && Known.GetValueOrDefault(cells[of][row]) is [var only])
            {
                cells[at][row] = only;
            }
        }

        return Table.FromColumns(rows.Columns, cells, rows.Picture).WrittenAs(rows.Dialect);
    }

    /// <inheritdoc/>
    internal override void MarkMissing(Table rows, bool[][] must) => Function.MarkMissing(rows, must);

    /// <inheritdoc/>
    internal override Table Settle(Table rows, Func<int, int, bool> isObserved)
    {
        var (at, of) = (IndexOf(rows, Column), IndexOf(rows, Function.Column));
        bool[] holds = Holds(rows);
        double[] determined = Determined(rows);
        double[][] cells = [.. Enumerable.Range(0, rows.Width).Select(rows.ColumnValues)];
        var numbersOf = Enumerable
            .Range(0, holds.Length)
            .Where(row => holds[row])
            .ToLookup(row => cells[of][row], row => cells[at][row]);
        for (int row = 0; row < holds.Length; row++)
        {
            if (holds[row])
            {
                continue;
            }

            double level = cells[of][row];
            if (!isObserved(row, of) && !double.IsNaN(determined[row]))
            {
                cells[of][row] = determined[row];
            }
            else if (
                !isObserved(row, at)
                && (Known.GetValueOrDefault(level) ?? [.. numbersOf[level]]) is { Length: > 0 } possible
            )
            {
                cells[at][row] = possible[row % possible.Length];
            }
        }

        return Table.FromColumns(rows.Columns, cells, rows.Picture).WrittenAs(rows.Dialect);
    }

    // The level that each number determines; NaN where it is missing, or unknown.
    private double[] Determined(Table rows)
    {
        var decoded = Function.Decode(Function.Encode(rows), rows.Columns[IndexOf(rows, Function.Column)]);
        return decoded.ColumnValues(IndexOf(decoded, Function.Column));
    }

    // NaN is the first in order; one that was sampled for a level that is never missing stays, and breaks the rule.
    private static double Nearest(double[] sorted, double value) =>
        sorted.Length == 1 ? sorted[0]
        : double.IsNaN(value) ? value
        : sorted.MinBy(one => double.IsNaN(one) ? double.PositiveInfinity : Math.Abs(one - value));

    /// <inheritdoc/>
    public bool Equals(DeterminingColumn? other) =>
        other is not null && (Column, Function) == (other.Column, other.Function) && Listed.SequenceEqual(other.Listed);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Column, Function);

    /// <inheritdoc/>
    public override string ToString() => Function.ToString()!;
}
