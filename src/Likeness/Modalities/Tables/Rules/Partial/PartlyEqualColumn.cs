using Likeness.Data;
using Likeness.Data.Kinds;
using Likeness.Data.Schemas;
using Likeness.Modalities.Tables.Rules.Determined;

namespace Likeness.Modalities.Tables.Rules.Partial;

/// <summary>
/// A column that is equal to another one in a part of the rows, such as the approved amount to the requested one: <c>partly approved = requested</c>. Models see in a further column, before the
/// column itself, whether it is; where a sample says so, it is.
/// </summary>
/// <param name="Column">The column.</param>
/// <param name="Other">The one that it is equal to.</param>
/// <param name="Fraction">The fraction of the training rows with both in which they are equal.</param>
internal sealed record PartlyEqualColumn(string Column, string Other, double Fraction) : TableRule
{
    /// <inheritdoc/>
    public override string Column { get; init; } = Column;

    /// <summary>The further column.</summary>
    public string Indicator => $"{Column} = {Other}";

    /// <inheritdoc/>
    internal override IEnumerable<string> Needs => [Other];

    /// <inheritdoc/>
    internal override IEnumerable<string> DecodesFrom => [Other, Indicator];

    /// <inheritdoc/>
    internal override bool Predicts => true;

    /// <inheritdoc/>
    internal override bool HoldsInPart => true;

    /// <inheritdoc/>
    internal override IReadOnlyList<string> Lines(IReadOnlyList<Column> columns) =>
        [$"{this} (in {Numeral.Percent(Fraction)} of the rows)"];

    /// <inheritdoc/>
    public override bool[] Holds(Table rows)
    {
        var (at, other) = (IndexOf(rows, Column), IndexOf(rows, Other));
        var between = LevelMap.Between(rows.Columns[other], rows.Columns[at]);
        var holds = new bool[rows.RowCount];
        for (int row = 0; row < holds.Length; row++)
        {
            holds[row] = rows[row, at] == between(rows[row, other]);
        }

        return holds;
    }

    /// <inheritdoc/>
    public override Table Encode(Table rows) => With(rows, Array.ConvertAll(Holds(rows), holds => holds ? 1.0 : 0.0));

    /// <inheritdoc/>
    internal override Table EncodeUnknown(Table rows)
    {
        var (at, other) = (IndexOf(rows, Column), IndexOf(rows, Other));
        return With(
            rows,
            [
                .. Holds(rows)
                    .Select(
                        (holds, row) =>
                            double.IsNaN(rows[row, at]) || double.IsNaN(rows[row, other]) ? double.NaN
                            : holds ? 1.0
                            : 0.0
                    ),
            ]
        );
    }

    // Models that predict one column after another know it before the later of the two.
    private Table With(Table rows, double[] holds)
    {
        int own = IndexOf(rows, Column);
        int at = Math.Max(own, IndexOf(rows, Other));
        List<Column> columns = [.. rows.Columns];
        List<double[]> cells = [.. Enumerable.Range(0, rows.Width).Select(rows.ColumnValues)];
        columns[own] = columns[own] with { Missing = columns[own].Missing ?? "" };
        for (int row = 0; row < holds.Length; row++)
        {
            cells[own][row] = holds[row] == 1 ? double.NaN : cells[own][row];
        }

        columns.Insert(at, new Column(Indicator) { Kind = new CategoryKind(["no", "yes"]) });
        cells.Insert(at, holds);
        return Table.FromColumns([.. columns], [.. cells], rows.Picture).WrittenAs(rows.Dialect);
    }

    /// <inheritdoc/>
    public override Table Decode(Table rows, Column column)
    {
        int which = IndexOf(rows, Indicator);
        // Of models that see both apart, one of the two says so, not either of them.
        var restored = WithValues(rows, column, isNeverMissing: column.Missing is null);
        int[] kept = [.. Enumerable.Range(0, rows.Width).Where(one => one != which)];
        return Table.FromColumns(
            [.. kept.Select(one => restored.Columns[one])],
            [.. kept.Select(restored.ColumnValues)],
            rows.Picture
        );
    }

    private Table WithValues(Table rows, Column column, bool isNeverMissing)
    {
        var (at, other, which) = (IndexOf(rows, Column), IndexOf(rows, Other), IndexOf(rows, Indicator));
        var between = LevelMap.Between(rows.Columns[other], rows.Columns[at]);
        double[] cells = rows.ColumnValues(at);
        for (int row = 0; row < cells.Length; row++)
        {
            double same = between(rows[row, other]);
            bool isEqual = isNeverMissing ? double.IsNaN(cells[row]) : rows[row, which] == 1;
            cells[row] = isEqual && double.IsFinite(same) ? same : cells[row];
        }

        return Table.FromColumns(
            [.. rows.Columns.Select((one, i) => i == at ? column : one)],
            [.. Enumerable.Range(0, rows.Width).Select(i => i == at ? cells : rows.ColumnValues(i))],
            rows.Picture
        );
    }

    /// <summary>Encoded rows with the values that partly equal columns have, where no other rule encodes these or what they are equal to.</summary>
    /// <param name="encoded">Encoded rows.</param>
    /// <param name="rules">The rules, in the order in which they encode.</param>
    internal static Table Restored(Table encoded, IReadOnlyList<TableRule> rules)
    {
        var replaced = rules
            .Where(rule => rule is not PartlyEqualColumn && rule.Replaces)
            .Select(rule => rule.Column)
            .ToHashSet();
        var restored = encoded;
        foreach (var rule in rules.OfType<PartlyEqualColumn>().Reverse())
        {
            if (!replaced.Contains(rule.Column) && !replaced.Contains(rule.Other))
            {
                var column = restored.Columns[IndexOf(restored, rule.Column)];
                restored = rule.WithValues(restored, column, isNeverMissing: false);
            }
        }

        return restored;
    }

    /// <inheritdoc/>
    public override Table Complete(Table rows) => rows;

    /// <inheritdoc/>
    public override string ToString() => PartialText.Write(Column, Other);
}
