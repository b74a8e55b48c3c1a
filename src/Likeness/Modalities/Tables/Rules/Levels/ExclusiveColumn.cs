using Likeness.Data;
using Likeness.Data.Kinds;

namespace Likeness.Modalities.Tables.Rules.Levels;

/// <summary>
/// Indicators (0 or 1, false or true) of which at most one is 1 in a row, such as those of a category's levels: <c>exactly one of north, south, west</c>. Models see which one it is, in place of the first; the others follow from
/// it as <see cref="IndicatorColumn"/>s.
/// </summary>
/// <param name="Column">The first column.</param>
/// <param name="Others">The other columns.</param>
/// <param name="HasNone">Whether all may be 0.</param>
internal sealed record ExclusiveColumn(string Column, IReadOnlyList<string> Others, bool HasNone) : TableRule
{
    private const string None = "none";

    /// <inheritdoc/>
    public override string Column { get; init; } = Column;

    /// <inheritdoc/>
    internal override IEnumerable<string> Needs => [];

    /// <inheritdoc/>
    internal override IEnumerable<string> EncodesFrom => Others;

    /// <inheritdoc/>
    internal override IReadOnlyList<TableRule> WithParts =>
        [this, .. Others.Select((other, i) => new IndicatorColumn(other, Column, i + 1))];

    /// <summary>All columns.</summary>
    internal IReadOnlyList<string> All => [Column, .. Others];

    /// <inheritdoc/>
    /// <remarks>A row with a missing indicator does unless two others are 1.</remarks>
    public override bool[] Holds(Table rows)
    {
        int[] places = PlacesOf(rows);
        var holds = new bool[rows.RowCount];
        for (int row = 0; row < holds.Length; row++)
        {
            int ones = 0;
            foreach (int place in places)
            {
                ones += rows[row, place] == 1 ? 1 : 0;
            }

            holds[row] = ones == 1 || (ones == 0 && (HasNone || Lacks(rows, row, places)));
        }

        return holds;
    }

    /// <inheritdoc/>
    /// <remarks>Of several, the first; a row that breaks the rule has no density, whatever stands here.</remarks>
    public override Table Encode(Table rows)
    {
        int[] places = PlacesOf(rows);
        var labels = new double[rows.RowCount];
        for (int row = 0; row < labels.Length; row++)
        {
            int label = Array.FindIndex(places, place => rows[row, place] == 1);
            labels[row] =
                label >= 0 ? label
                : Lacks(rows, row, places) ? double.NaN
                : HasNone ? places.Length
                : 0;
        }

        List<string> levels = [.. All];
        if (HasNone)
        {
            levels.Add(levels.Contains(None) ? $"{None} of these" : None);
        }

        var labelled = new Column(Column)
        {
            Kind = new CategoryKind(levels),
            Missing = rows.Columns[places[0]].Missing,
        };
        return Replaced(rows, places[0], labelled, labels);
    }

    /// <inheritdoc/>
    public override Table Decode(Table rows, Column column)
    {
        int at = IndexOf(rows, Column);
        return Replaced(rows, at, column, IndicatorColumn.Of(rows.ColumnValues(at), 0));
    }

    /// <inheritdoc/>
    public override Table Complete(Table rows) => Filled(rows, (row, column) => !double.IsNaN(rows[row, column]));

    /// <inheritdoc/>
    public override Table Reconcile(Table rows, Func<int, int, bool> isObserved)
    {
        rows = Filled(rows, isObserved);
        int[] places = PlacesOf(rows);
        bool[] holds = Holds(rows);
        return Changed(
            rows,
            (row, cells) =>
            {
                int[] imputed = Array.FindAll(places, place => !isObserved(row, place));
                if (holds[row] || imputed.Length == 0)
                {
                    return;
                }

                // One stays of several imputed ones; without any, an imputed one is it.
                int which = Array.Find(imputed, place => cells[place][row] == 1);
                which = cells[which][row] == 1 && imputed.Contains(which) ? which : imputed[row % imputed.Length];
                Array.ForEach(imputed, place => cells[place][row] = place == which ? 1 : 0);
            }
        );
    }

    // Where one is known to be 1, the others are 0; where all but one are 0, this is 1 if one of them is.
    private Table Filled(Table rows, Func<int, int, bool> isObserved)
    {
        int[] places = PlacesOf(rows);
        return Changed(
            rows,
            (row, cells) =>
            {
                int[] unknown = Array.FindAll(places, place => !isObserved(row, place));
                bool isOne = Array.Exists(places, place => isObserved(row, place) && cells[place][row] == 1);
                if (isOne || (unknown.Length == 1 && !HasNone))
                {
                    Array.ForEach(unknown, place => cells[place][row] = isOne ? 0 : 1);
                }
            }
        );
    }

    private static bool Lacks(Table rows, int row, int[] places) =>
        Array.Exists(places, place => double.IsNaN(rows[row, place]));

    private int[] PlacesOf(Table rows) => [.. All.Select(name => IndexOf(rows, name))];

    /// <inheritdoc/>
    public bool Equals(ExclusiveColumn? other) => other is not null && ToString() == other.ToString();

    /// <inheritdoc/>
    public override int GetHashCode() => ToString().GetHashCode(StringComparison.Ordinal);

    /// <inheritdoc/>
    public override string ToString() => $"{(HasNone ? "at most" : "exactly")} one of {string.Join(", ", All)}";
}
