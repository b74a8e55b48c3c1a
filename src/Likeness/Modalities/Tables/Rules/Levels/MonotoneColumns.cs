using System.Text.Json.Serialization;
using Likeness.Data;
using Likeness.Data.Schemas;

namespace Likeness.Modalities.Tables.Rules.Levels;

/// <summary>
/// Columns that are missing from one of them on, and present before: the visits of a patient who drops out, the answers of a survey that was left, or years before a series begins (the monotone pattern of missing data, Little &amp; Rubin 2019, section 1.2).
/// Models see in a further column how many are present, before the columns themselves; a sample has no others.
/// </summary>
/// <param name="Column">The last one in their order, which is missing most often.</param>
/// <param name="Before">The ones before it, in their order.</param>
internal sealed record MonotoneColumns(string Column, IReadOnlyList<string> Before) : TableRule
{
    /// <inheritdoc/>
    public override string Column { get; init; } = Column;

    /// <summary>The columns, in their order.</summary>
    internal IReadOnlyList<string> All => [.. Before, Column];

    /// <summary>The further column.</summary>
    internal string Known => $"{Before[0]} … {Column}, known";

    /// <inheritdoc/>
    internal override IEnumerable<string> Needs => Before;

    /// <summary>Whether all of the columns are missing in the same rows.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public bool AreTogether { get; init; }

    /// <inheritdoc/>
    internal override bool Replaces => false;

    /// <inheritdoc/>
    internal override IReadOnlyList<string> Lines(IReadOnlyList<Column> columns) =>
        AreTogether ? [$"{string.Join(", ", All)} are missing in the same rows"] : Texts;

    /// <inheritdoc/>
    public override bool[] Holds(Table rows)
    {
        int[] places = Places(rows);
        return [.. Enumerable.Range(0, rows.RowCount).Select(row => KnownOf(rows, places, row) is not null)];
    }

    /// <inheritdoc/>
    public override Table Encode(Table rows) =>
        With(rows, (places, row) => KnownOf(rows, places, row) ?? LastKnown(rows, places, row));

    /// <inheritdoc/>
    // Of unknown cells it is unknown how many there are.
    internal override Table EncodeUnknown(Table rows) =>
        With(rows, (places, row) => LastKnown(rows, places, row) == places.Length ? places.Length : double.NaN);

    // Models that predict one column after another know it before all of them.
    private Table With(Table rows, Func<int[], int, double> known)
    {
        int[] places = Places(rows);
        List<Column> columns = [.. rows.Columns];
        List<double[]> cells = [.. Enumerable.Range(0, rows.Width).Select(rows.ColumnValues)];
        columns.Insert(places.Min(), new Column(Known, new Grid(0, 1, places.Length + 1)));
        cells.Insert(places.Min(), [.. Enumerable.Range(0, rows.RowCount).Select(row => known(places, row))]);
        return Table.FromColumns([.. columns], [.. cells], rows.Picture).WrittenAs(rows.Dialect);
    }

    /// <inheritdoc/>
    public override Table Decode(Table rows, Column column)
    {
        var (which, places) = (IndexOf(rows, Known), Places(rows));
        double[][] cells = [.. Enumerable.Range(0, rows.Width).Select(rows.ColumnValues)];
        for (int i = 0; i < places.Length; i++)
        {
            double[] own = cells[places[i]];
            for (int row = 0; row < own.Length; row++)
            {
                own[row] = Math.Round(rows[row, which]) <= i ? double.NaN : own[row];
            }
        }

        int[] kept = [.. Enumerable.Range(0, rows.Width).Where(one => one != which)];
        return Table.FromColumns(
            [.. kept.Select(one => rows.Columns[one])],
            [.. kept.Select(one => cells[one])],
            rows.Picture
        );
    }

    /// <inheritdoc/>
    public override Table Complete(Table rows) => rows;

    /// <inheritdoc/>
    // What is imputed behind a missing cell is missing, too.
    internal override Table Settle(Table rows, Func<int, int, bool> isObserved)
    {
        int[] places = Places(rows);
        return Changed(
            rows,
            (row, cells) =>
            {
                int first = Array.FindIndex(places, at => double.IsNaN(cells[at][row]));
                foreach (int at in first < 0 ? [] : places[first..].Where(at => !isObserved(row, at)))
                {
                    cells[at][row] = double.NaN;
                }
            }
        );
    }

    /// <inheritdoc/>
    public bool Equals(MonotoneColumns? other) => other is not null && All.SequenceEqual(other.All);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Column, Before.Count);

    /// <inheritdoc/>
    public override string ToString() => MonotoneText.Of(All);

    private int[] Places(Table rows) => [.. All.Select(name => IndexOf(rows, name))];

    // How many are present; null if one is present behind a missing one.
    private static int? KnownOf(Table rows, int[] places, int row)
    {
        int first = Array.FindIndex(places, at => double.IsNaN(rows[row, at]));
        return first < 0 ? places.Length
            : first == LastKnown(rows, places, row) ? first
            : null;
    }

    private static int LastKnown(Table rows, int[] places, int row) =>
        1 + Array.FindLastIndex(places, at => !double.IsNaN(rows[row, at]));
}
