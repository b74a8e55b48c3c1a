using System.Text.Json;
using Likeness.Data.Kinds;

namespace Likeness.Data.Json;

/// <summary>
/// Brings the columns of a JSON file into the shape of those of another: of few rows, none may have an object, or a name that objects leave out, and whether arrays of numbers
/// are lists or all as long needs many.
/// </summary>
internal static class ExpectedKeys
{
    /// <summary>The rows with the columns that a file may lack, and arrays as these columns have them.</summary>
    /// <param name="rows">Rows of any file; those of others than JSON stay.</param>
    /// <param name="expected">The columns of another table.</param>
    public static Table In(Table rows, IReadOnlyList<Column> expected)
    {
        var own = rows.Columns.Index().ToDictionary(one => one.Item.Name, one => one.Index, StringComparer.Ordinal);
        if (
            rows.Dialect is not null
            || !expected.Any(column => own.ContainsKey(column.Name))
            || expected.All(column =>
                own.TryGetValue(column.Name, out int at) && !(column.Kind is ListKind && IsArray(rows.Columns[at]))
            )
        )
        {
            return rows;
        }

        Column[] columns = [.. rows.Columns];
        double[][] cells = [.. Enumerable.Range(0, rows.Width).Select(rows.ColumnValues)];
        var added = new List<(Column Column, double[] Cells)>();
        var replaced = new HashSet<int>();
        foreach (var column in expected)
        {
            if (own.TryGetValue(column.Name, out int at))
            {
                if (column.Kind is ListKind && IsArray(columns[at]))
                {
                    (columns[at], cells[at]) = Lists(columns[at], cells[at], column);
                }
            }
            else if (
                column.Place is { IsInArray: true } place
                && own.TryGetValue(ArrayOf(column, place), out int array)
                && IsArray(columns[array])
            )
            {
                added.Add(Numbers(rows.Columns[array], rows.ColumnValues(array), column));
                replaced.Add(array);
            }
            else if (Above(column.Name, own) is { } above && rows.Columns[above].Kind is EmptyKind)
            {
                added.Add(Missing(column, rows.RowCount));
                replaced.Add(above);
            }
            else if (column.Place?.MayLack == true || JsonType.IsLeftOut(column.Storage))
            {
                added.Add(Missing(column, rows.RowCount));
            }
        }

        int[] kept = [.. Enumerable.Range(0, columns.Length).Where(i => !replaced.Contains(i))];
        return Table.FromColumns(
            [.. kept.Select(i => columns[i]), .. added.Select(one => one.Column)],
            [.. kept.Select(i => cells[i]), .. added.Select(one => one.Cells)],
            rows.Picture
        );
    }

    private static bool IsArray(Column column) => column.Kind is TextKind && JsonType.IsRaw(column.Storage);

    private static string ArrayOf(Column column, JsonPlace place) => column.Name[..^$"[{place.Keys[^1]}]".Length];

    // The nearest column whose name begins that of another one: a key that is null, or an empty object or array, in all rows.
    private static int? Above(string name, Dictionary<string, int> own)
    {
        for (int end = name.LastIndexOfAny(['.', '[']); end > 0; end = name.LastIndexOfAny(['.', '['], end - 1))
        {
            if (own.TryGetValue(name[..end], out int at))
            {
                return at;
            }
        }

        return null;
    }

    private static (Column Column, double[] Cells) Missing(Column column, int rows)
    {
        double[] none = new double[rows];
        Array.Fill(none, double.NaN);
        return (new Column(column.Name) { Kind = new EmptyKind(), Missing = "" }, none);
    }

    private static (Column Column, double[] Cells) Numbers(Column arrays, double[] cells, Column column)
    {
        int place = int.Parse(column.Place!.Keys[^1], System.Globalization.CultureInfo.InvariantCulture);
        return (
            column with
            {
                Missing = "",
                Codes = null,
            },
            Array.ConvertAll(
                cells,
                cell =>
                {
                    var values = Values(arrays, cell);
                    return place < values.Length && column.Kind.TryRead(values[place], out double number)
                        ? number
                        : double.NaN;
                }
            )
        );
    }

    private static (Column Column, double[] Cells) Lists(Column arrays, double[] cells, Column column)
    {
        var lists = (ListKind)column.Kind;
        var added = new List<string>();
        double[] read = Array.ConvertAll(
            cells,
            cell =>
                !double.IsNaN(cell) && lists.TryRead(lists.Write(Values(arrays, cell)), added, out double list)
                    ? list
                    : double.NaN
        );
        return (arrays with { Kind = lists.With(added), Storage = column.Storage }, read);
    }

    private static string[] Values(Column arrays, double cell)
    {
        if (double.IsNaN(cell))
        {
            return [];
        }

        using var read = JsonDocument.Parse(arrays.Write(cell));
        return
        [
            .. read
                .RootElement.EnumerateArray()
                .Select(one => one.ValueKind == JsonValueKind.String ? one.GetString()! : one.GetRawText()),
        ];
    }
}
