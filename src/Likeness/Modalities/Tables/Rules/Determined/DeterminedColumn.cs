using System.Globalization;
using System.Runtime.InteropServices;
using System.Text.Json.Serialization;
using Likeness.Data;

namespace Likeness.Modalities.Tables.Rules.Determined;

/// <summary>A column that another one determines, such as a borough by its zone: it is left out, and looked up in samples.</summary>
public sealed record DeterminedColumn : TableRule
{
    private readonly Lazy<Dictionary<double, double>> lookup;

    /// <summary>Creates the rule.</summary>
    /// <param name="column">The determined column.</param>
    /// <param name="by">The determining column.</param>
    /// <param name="pairs">The values of the determining column, each with its value of the other; <c>NaN</c> for missing.</param>
    public DeterminedColumn(string column, string by, IReadOnlyList<ValuePair> pairs)
    {
        (Column, By, Pairs) = (column, by, pairs);
        lookup = new(() => pairs.ToDictionary(pair => pair.Key, pair => pair.Value));
    }

    /// <inheritdoc/>
    public override string Column { get; init; }

    /// <summary>The determining column.</summary>
    public string By { get; }

    /// <inheritdoc/>
    internal override IEnumerable<string> Needs => [By];

    /// <summary>The values of the determining column, each with its value of the other.</summary>
    public IReadOnlyList<ValuePair> Pairs { get; }

    /// <summary>The value that one of the determining column determines; <c>NaN</c> for missing or unknown.</summary>
    internal double Of(double by) => lookup.Value.GetValueOrDefault(by, double.NaN);

    /// <summary>All such rules among others, also those within another rule.</summary>
    internal static IEnumerable<DeterminedColumn> Of(IEnumerable<TableRule> rules) =>
        rules.Select(rule => (rule as DeterminingColumn)?.Function ?? rule).OfType<DeterminedColumn>();

    /// <inheritdoc/>
    public override bool[] Holds(Table rows)
    {
        var by = rows.Column(IndexOf(rows, By));
        var determined = rows.Column(IndexOf(rows, Column));
        var holds = new bool[rows.RowCount];
        for (int row = 0; row < holds.Length; row++)
        {
            holds[row] = lookup.Value.TryGetValue(by[row], out double value) && value.Equals(determined[row]);
        }

        return holds;
    }

    /// <inheritdoc/>
    // Invoices that no training row has may have any date.
    internal override bool[] Breaks(Table rows)
    {
        double[] by = rows.ColumnValues(IndexOf(rows, By));
        return [.. Holds(rows).Zip(by, (holds, value) => !holds && lookup.Value.ContainsKey(value))];
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
            [.. Enumerable.Range(0, rows.Width).Select(rows.ColumnValues), Expected(rows)]
        );

    /// <inheritdoc/>
    internal override double[] Expected(Table rows) => Array.ConvertAll(rows.ColumnValues(IndexOf(rows, By)), Of);

    /// <inheritdoc/>
    public override Table Complete(Table rows)
    {
        // Where only one value determines the known one.
        var keys = Pairs
            .Where(pair => !double.IsNaN(pair.Key) && !double.IsNaN(pair.Value))
            .GroupBy(pair => pair.Value)
            .Where(group => group.Count() == 1)
            .ToDictionary(group => group.Key, group => group.First().Key);
        var (at, of) = (IndexOf(rows, By), IndexOf(rows, Column));
        return Changed(
            rows,
            (row, cells) =>
            {
                ref double key = ref cells[at][row];
                key = double.IsNaN(key) ? keys.GetValueOrDefault(cells[of][row], double.NaN) : key;
            }
        );
    }

    /// <inheritdoc/>
    internal override Table Follow(Table rows)
    {
        var (at, of) = (IndexOf(rows, By), IndexOf(rows, Column));
        return Changed(
            rows,
            (row, cells) =>
            {
                ref double value = ref cells[of][row];
                value = double.IsNaN(value) && !double.IsNaN(cells[at][row]) ? Of(cells[at][row]) : value;
            }
        );
    }

    /// <inheritdoc/>
    internal override void MarkMissing(Table rows, bool[][] must)
    {
        var (at, by) = (IndexOf(rows, Column), IndexOf(rows, By));
        // Of a value that no training row has, nothing follows.
        Mark(rows, at, must, row => lookup.Value.TryGetValue(rows[row, by], out double value) && double.IsNaN(value));
        HashSet<double> some = [.. Pairs.Where(pair => !double.IsNaN(pair.Key)).Select(pair => pair.Value)];
        HashSet<double> none = [.. Pairs.Where(pair => double.IsNaN(pair.Key)).Select(pair => pair.Value)];
        Mark(rows, by, must, row => none.Contains(rows[row, at]) && !some.Contains(rows[row, at]));
    }

    /// <inheritdoc/>
    internal override Table Settle(Table rows, Func<int, int, bool> isObserved)
    {
        int at = IndexOf(rows, By);
        var determined = rows.Column(IndexOf(rows, Column));
        double[] keys = rows.ColumnValues(at);
        var possible = Possible(keys, determined);
        for (int row = 0; row < keys.Length; row++)
        {
            if (
                !isObserved(row, at)
                && !Of(keys[row]).Equals(determined[row])
                && possible.TryGetValue(determined[row], out var fitting)
            )
            {
                keys[row] = fitting[row % fitting.Count];
            }
        }

        double[][] cells = [.. Enumerable.Range(0, rows.Width).Select(rows.ColumnValues)];
        cells[at] = keys;
        return Table.FromColumns(rows.Columns, cells, rows.Picture).WrittenAs(rows.Dialect);
    }

    // The determining values of each determined one, as often as rows that satisfy the rule have them.
    private Dictionary<double, List<double>> Possible(double[] keys, ReadOnlySpan<double> determined)
    {
        var possible = new Dictionary<double, List<double>>();
        for (int row = 0; row < keys.Length; row++)
        {
            if (Of(keys[row]).Equals(determined[row]))
            {
                Add(keys[row], determined[row]);
            }
        }

        var unseen = Pairs.Where(pair => !possible.ContainsKey(pair.Value)).ToList();
        unseen.ForEach(pair => Add(pair.Key, pair.Value));
        return possible;

        void Add(double key, double value)
        {
            if (double.IsNaN(key))
            {
                return;
            }

            ref var list = ref CollectionsMarshal.GetValueRefOrAddDefault(possible, value, out _);
            (list ??= []).Add(key);
        }
    }

    /// <inheritdoc/>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{By} determines {Column}");
}

/// <summary>A value of one column and the value that another column has with it.</summary>
/// <param name="Key">The determining value; NaN for missing.</param>
/// <param name="Value">The determined value; NaN for missing.</param>
[JsonNumberHandling(JsonNumberHandling.AllowNamedFloatingPointLiterals)]
public readonly record struct ValuePair(double Key, double Value);
