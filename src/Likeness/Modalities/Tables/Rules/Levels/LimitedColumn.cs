using Likeness.Data;
using Likeness.Data.Schemas;

namespace Likeness.Modalities.Tables.Rules.Levels;

/// <summary>
/// A category some of whose levels never occur with some of another column's: <c>sex limits diagnosis</c>. Both columns stay as they are; samples with such a pair, which are few, are replaced.
/// </summary>
/// <param name="Column">The column of more levels.</param>
/// <param name="By">The other one.</param>
/// <param name="Never">The pairs that never occur, those with the most evidence first.</param>
internal sealed record LimitedColumn(string Column, string By, IReadOnlyList<LevelPair> Never) : TableRule
{
    private const int MaxShown = 3;

    private readonly HashSet<LevelPair> never = [.. Never];

    /// <inheritdoc/>
    public override string Column { get; init; } = Column;

    /// <inheritdoc/>
    internal override IEnumerable<string> Needs => [By];

    /// <inheritdoc/>
    internal override bool Replaces => false;

    /// <summary>Whether two levels never occur together.</summary>
    /// <param name="by">The level of <see cref="By"/>; NaN for a missing one.</param>
    /// <param name="level">The level of <see cref="Column"/>.</param>
    public bool Excludes(double by, double level) =>
        !double.IsNaN(by) && !double.IsNaN(level) && never.Contains(new((int)by, (int)level));

    /// <inheritdoc/>
    internal override IReadOnlyList<string> Lines(IReadOnlyList<Column> columns)
    {
        var kinds = columns.ToDictionary(column => column.Name, column => column.Kind, StringComparer.Ordinal);
        int pairs = kinds[By].LevelCount * kinds[Column].LevelCount;
        string shown = string.Join(
            ", ",
            Never.Take(MaxShown).Select(pair => $"{kinds[By].Write(pair.By)} with {kinds[Column].Write(pair.Level)}")
        );
        string more = Never.Count > MaxShown ? ", …" : "";
        string occur = Never.Count == 1 ? "pair never occurs" : "pairs never occur";
        return [$"{this}: {Numeral.Whole(Never.Count)} of {Numeral.Whole(pairs)} {occur} ({shown}{more})"];
    }

    /// <inheritdoc/>
    public override bool[] Holds(Table rows)
    {
        var by = rows.Column(IndexOf(rows, By));
        var at = rows.Column(IndexOf(rows, Column));
        bool[] holds = new bool[rows.RowCount];
        for (int row = 0; row < holds.Length; row++)
        {
            holds[row] = !Excludes(by[row], at[row]);
        }

        return holds;
    }

    /// <inheritdoc/>
    public override Table Encode(Table rows) => rows;

    /// <inheritdoc/>
    public override Table Decode(Table rows, Column column) => rows;

    /// <inheritdoc/>
    public override Table Complete(Table rows) => rows;

    /// <inheritdoc/>
    internal override Table Settle(Table rows, Func<int, int, bool> isObserved)
    {
        int[] places = [IndexOf(rows, Column), IndexOf(rows, By)];
        bool[] holds = Holds(rows);
        return Changed(
            rows,
            (row, cells) =>
            {
                int at = holds[row] ? -1 : Array.FindIndex(places, place => !isObserved(row, place));
                if (at >= 0)
                {
                    double other = cells[places[1 - at]][row];
                    var permitted = (double level) =>
                        !double.IsNaN(level) && (at == 0 ? !Excludes(other, level) : !Excludes(level, other));
                    cells[places[at]][row] = Permitted(rows, places[at], row, permitted);
                }
            }
        );
    }

    // The level of the next row that has a permitted one, else the first such level, else none.
    private static double Permitted(Table rows, int at, int row, Func<double, bool> isPermitted)
    {
        double[] levels =
        [
            .. Enumerable.Range(1, rows.RowCount).Select(step => rows[(row + step) % rows.RowCount, at]),
            .. Enumerable.Range(0, rows.Columns[at].Kind.LevelCount),
        ];
        int first = Array.FindIndex(levels, level => isPermitted(level));
        return first < 0 ? double.NaN : levels[first];
    }

    /// <inheritdoc/>
    public bool Equals(LimitedColumn? other) =>
        other is not null && (Column, By) == (other.Column, other.By) && never.SetEquals(other.never);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Column, By, Never.Count);

    /// <inheritdoc/>
    public override string ToString() => LimitText.Write(By, Column);
}
