using Likeness.Data.Kinds;

namespace Likeness.Data;

/// <summary>Rows of one file in the columns of another: the cells' texts decide, as both files may number their levels differently.</summary>
public static class ColumnAlignment
{
    /// <summary>The rows with cells as these columns write them. Levels that a column lacks get the numbers behind its own.</summary>
    /// <param name="rows">Rows with these columns, in this order.</param>
    /// <param name="columns">The columns.</param>
    /// <exception cref="ArgumentException">The number of columns differs.</exception>
    /// <exception cref="LikenessException">A cell cannot be read as a value of its column; the message names it.</exception>
    public static Table AlignTo(this Table rows, IReadOnlyList<Column> columns)
    {
        ArgumentOutOfRangeException.ThrowIfNotEqual(rows.Width, columns.Count, nameof(columns));
        var named = new Column[columns.Count];
        var values = new double[columns.Count][];
        for (int i = 0; i < values.Length; i++)
        {
            (named[i], values[i]) = Align(rows.Columns[i], rows.ColumnValues(i), columns[i]);
        }

        return Table.FromColumns(named, values, rows.Picture).WrittenAs(rows.Dialect);
    }

    private static (Column Column, double[] Cells) Align(Column from, double[] cells, Column to)
    {
        if (from.Kind.Equals(to.Kind) || (from.Kind.GetType() == to.Kind.GetType() && to.Kind.IsNumeric))
        {
            return (to with { Missing = to.Missing ?? from.Missing }, WithCodes(from, cells, to));
        }

        var added = new List<string>();
        var known = new Dictionary<long, double>();
        for (int row = 0; row < cells.Length; row++)
        {
            if (double.IsNaN(cells[row]) && !(from.Codes?.IsValue(cells[row]) == true && to.Kind.LevelCount > 0))
            {
                continue;
            }

            // Codes of numbers differ in bits only.
            long cell = BitConverter.DoubleToInt64Bits(cells[row]);
            if (!known.TryGetValue(cell, out double aligned))
            {
                known[cell] = aligned = Align(Text(from, cells[row], to), to, added, row);
            }

            cells[row] = aligned;
        }

        var kind =
            added.Count > 0 && to.Kind is CategoryKind levels ? levels.With(added)
            : added.Count > 0 && to.Kind is ListKind lists ? lists.With(added)
            : to.Kind is IdentifierKind keys ? keys with { Texts = [] }
            : to.Kind;
        return (to with { Kind = kind, Missing = to.Missing ?? from.Missing }, cells);
    }

    // Files may have other characters between the choices of lists.
    private static string Text(Column from, double cell, Column to) =>
        from.Kind is ListKind lists && to.Kind is ListKind aligned
            ? aligned.Write(lists.ChoicesOf(cell))
            : from.Write(cell);

    // Codes by their texts; those that the column lacks are missing.
    private static double[] WithCodes(Column from, double[] cells, Column to)
    {
        if (from.Codes is null || from.Codes.Equals(to.Codes))
        {
            return cells;
        }

        double[] known =
        [
            .. from.Codes.Texts.Select(text =>
                to.Codes?.TryRead(text, out double? cell) == true ? cell.Value : double.NaN
            ),
        ];
        return Array.ConvertAll(cells, cell => from.Codes.CodeOf(cell) is >= 0 and var code ? known[code] : cell);
    }

    private static double Align(string text, Column to, List<string> added, int row)
    {
        // Models may know whether a key or a free text is missing, though not which it is.
        if (to.Kind.TryRead(text, out double value) || !to.Kind.IsLearned)
        {
            return to.Kind is IdentifierKind { Parts: { } parts } ? parts.Combination(parts.LevelsOf(text))
                : to.Kind is IdentifierKind or TextKind ? 0
                : value;
        }

        if (to.Codes?.TryRead(text, out double? code) == true)
        {
            return code.Value;
        }

        if (text == to.Missing)
        {
            return double.NaN;
        }

        if (to.Kind is ListKind lists && lists.TryRead(text, added, out value))
        {
            return value;
        }

        if (to.Kind is not CategoryKind)
        {
            throw new LikenessException(
                $"row {row + 1}, column '{to.Name}': '{text}' is not a {to.Kind.Name} (give values like those of the other table)"
            );
        }

        int at = added.IndexOf(text);
        if (at < 0)
        {
            at = added.Count;
            added.Add(text);
        }

        return to.Kind.LevelCount + at;
    }
}
