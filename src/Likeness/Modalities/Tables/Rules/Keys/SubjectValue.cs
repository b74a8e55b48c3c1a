using Likeness.Data;
using Likeness.Data.Kinds;
using Likeness.Modalities.Tables.Rules.Exceptions;

namespace Likeness.Modalities.Tables.Rules.Keys;

/// <summary>A column that has one value in all rows of a key: the part of <see cref="SubjectColumns"/> that is about it, which rows with another value may break.</summary>
/// <param name="Column">The column.</param>
/// <param name="Key">The column of keys, which repeat.</param>
internal sealed record SubjectValue(string Column, string Key) : TableRule
{
    /// <inheritdoc/>
    public override string Column { get; init; } = Column;

    /// <inheritdoc/>
    internal override IEnumerable<string> Needs => [Key];

    /// <inheritdoc/>
    public override bool[] Holds(Table rows)
    {
        double[] cells = rows.ColumnValues(IndexOf(rows, Column));
        return [.. Expected(rows).Zip(cells, (expected, cell) => expected.Equals(cell))];
    }

    /// <inheritdoc/>
    /// <remarks>The main value of the row's key. A row without a key is alone, and so are all where keys are unknown.</remarks>
    internal override double[] Expected(Table rows)
    {
        double[] expected = rows.ColumnValues(IndexOf(rows, Column));
        int at = IndexOf(rows, Key);
        if (rows.Columns[at].Kind is IdentifierKind { Texts.Count: 0 })
        {
            return expected;
        }

        var keys = CodedColumn.Create(rows.Column(at));
        var values = CodedColumn.Create(expected);
        int[] main = MainValues.Present(keys, values).Main;
        for (int row = 0; row < expected.Length; row++)
        {
            expected[row] = keys.Codes[row] == keys.Missing ? expected[row] : values.Values[main[keys.Codes[row]]];
        }

        return expected;
    }

    /// <inheritdoc/>
    public override Table Encode(Table rows) => rows;

    /// <inheritdoc/>
    public override Table Decode(Table rows, Column column) => rows;

    /// <inheritdoc/>
    public override Table Complete(Table rows)
    {
        double[] expected = Expected(rows);
        int at = IndexOf(rows, Column);
        double[] cells = rows.ColumnValues(at);
        return Replaced(
                rows,
                at,
                rows.Columns[at],
                [.. cells.Zip(expected, (cell, main) => double.IsNaN(cell) ? main : cell)]
            )
            .WrittenAs(rows.Dialect);
    }

    /// <inheritdoc/>
    public override string ToString() => $"{Key} determines {Column}";
}
