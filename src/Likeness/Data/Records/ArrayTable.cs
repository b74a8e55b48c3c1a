using System.Globalization;

namespace Likeness.Data.Records;

/// <summary>Builds a table from arrays, one for each column, by the types of their elements.</summary>
internal static class ArrayTable
{
    /// <summary>Reads all arrays.</summary>
    /// <exception cref="LikenessException">There is no column or no row, two have one name, they differ in length, or a number is not finite.</exception>
    public static Table Read(IReadOnlyList<(string Name, Array Cells)> columns)
    {
        if (columns.Count == 0 || columns[0].Cells is { Length: 0 })
        {
            throw new LikenessException("there is no value (give at least one array, with at least one element)");
        }

        if (columns.GroupBy(column => column.Name).FirstOrDefault(group => group.Count() > 1) is { } twice)
        {
            throw new LikenessException($"two arrays are named '{twice.Key}' (give each its own name)");
        }

        if (columns.FirstOrDefault(column => column.Cells is null) is { Name: { } empty })
        {
            throw new ArgumentException($"The array '{empty}' is null.", nameof(columns));
        }

        int rows = columns[0].Cells.Length;
        foreach (var (name, cells) in columns)
        {
            if (cells.Rank != 1 || cells.Length != rows)
            {
                throw new LikenessException(
                    $"column '{name}' has {(cells.Rank == 1 ? $"{cells.Length} cells" : $"{cells.Rank} dimensions")}, and column '{columns[0].Name}' {rows} cells (give arrays of one length)"
                );
            }
        }

        return RecordTable.Finish(columns.Select(column => Column(column.Name, column.Cells)));
    }

    private static CellColumn Column(string name, Array cells)
    {
        var type = cells.GetType().GetElementType()!;
        type = Nullable.GetUnderlyingType(type) ?? type;
        if (CellTypes.KindOf(type) is { } whole && CellTypes.IsWide(type))
        {
            var wide = new WideCells(name, whole);
            foreach (object? cell in cells)
            {
                wide.Add(
                    cell switch
                    {
                        long number => number,
                        ulong number => number,
                        _ => null,
                    }
                );
            }

            return wide;
        }

        if (CellTypes.KindOf(type) is { } kind)
        {
            var numbers = new NumberCells(name, kind);
            if (cells is double[] values)
            {
                Array.ForEach(values, numbers.Add);
                return numbers;
            }

            if (type == typeof(DateTimeOffset))
            {
                foreach (object? cell in cells)
                {
                    numbers.Add((DateTimeOffset?)cell);
                }

                return numbers;
            }

            Func<object, double> read = type.IsEnum ? CellTypes.LevelsOf(type) : CellTypes.ToCell;
            foreach (object? cell in cells)
            {
                numbers.Add(cell is null ? double.NaN : read(cell));
            }

            return numbers;
        }

        CellTypes.RequireText(type, name);
        var texts = new TextCells(name);
        foreach (object? cell in cells)
        {
            texts.Add(cell is null ? null : Convert.ToString(cell, CultureInfo.InvariantCulture));
        }

        return texts;
    }
}
