using System.Data;
using System.Globalization;

namespace Likeness.Data.Records;

/// <summary>Builds a table from a data reader in one pass: a column for each field, by its type. No number is boxed.</summary>
internal static class ReaderTable
{
    private static readonly Dictionary<Type, Func<IDataRecord, int, double>> Readers = new()
    {
        [typeof(byte)] = (row, i) => row.GetByte(i),
        [typeof(short)] = (row, i) => row.GetInt16(i),
        [typeof(int)] = (row, i) => row.GetInt32(i),
        [typeof(float)] = (row, i) => CellTypes.Cell(row.GetFloat(i)),
        [typeof(double)] = (row, i) => row.GetDouble(i),
        [typeof(decimal)] = (row, i) => (double)row.GetDecimal(i),
        [typeof(bool)] = (row, i) => row.GetBoolean(i) ? 1 : 0,
        [typeof(DateTime)] = (row, i) => CellTypes.Cell(row.GetDateTime(i)),
        // IDataRecord has no typed access to these.
        [typeof(sbyte)] = (row, i) => (sbyte)row.GetValue(i),
        [typeof(ushort)] = (row, i) => (ushort)row.GetValue(i),
        [typeof(uint)] = (row, i) => (uint)row.GetValue(i),
        [typeof(Half)] = (row, i) => CellTypes.Cell((Half)row.GetValue(i)),
        [typeof(DateOnly)] = (row, i) => CellTypes.Cell((DateOnly)row.GetValue(i)),
        [typeof(TimeSpan)] = (row, i) => CellTypes.Cell((TimeSpan)row.GetValue(i)),
        [typeof(TimeOnly)] = (row, i) => CellTypes.Cell((TimeOnly)row.GetValue(i)),
    };

    /// <summary>Reads all rows.</summary>
    /// <exception cref="LikenessException">There is no row or no field, two have one name, or a number is not finite.</exception>
    public static Table Read(IDataReader reader)
    {
        var columns = new CellColumn[reader.FieldCount];
        var adds = new Action<IDataRecord>[columns.Length];
        for (int i = 0; i < columns.Length; i++)
        {
            (columns[i], adds[i]) = Column(reader, i);
        }

        RequireNames([.. columns.Select(column => column.Name)]);
        bool isEmpty = true;
        while (reader.Read())
        {
            isEmpty = false;
            for (int i = 0; i < columns.Length; i++)
            {
                if (reader.IsDBNull(i))
                {
                    columns[i].AddMissing();
                }
                else
                {
                    adds[i](reader);
                }
            }
        }

        return isEmpty
            ? throw new LikenessException("the reader has no rows (give a query with at least one)")
            : RecordTable.Finish(columns);
    }

    private static (CellColumn Cells, Action<IDataRecord> Add) Column(IDataReader reader, int field)
    {
        string name = reader.GetName(field) is { Length: > 0 } given ? given : $"x{field}";
        var type = reader.GetFieldType(field);
        if (CellTypes.KindOf(type) is { } whole && CellTypes.IsWide(type))
        {
            var wide = new WideCells(name, whole);
            return type == typeof(long)
                ? (wide, row => wide.Add(row.GetInt64(field)))
                : (wide, row => wide.Add((ulong)row.GetValue(field)));
        }

        if (type == typeof(DateTimeOffset))
        {
            var times = new NumberCells(name, CellTypes.KindOf(type)!);
            return (times, row => times.Add((DateTimeOffset)row.GetValue(field)));
        }

        if (CellTypes.KindOf(type) is { } kind && Readers.TryGetValue(type, out var read))
        {
            var numbers = new NumberCells(name, kind);
            return (numbers, row => numbers.Add(read(row, field)));
        }

        CellTypes.RequireText(type, name);
        var texts = new TextCells(name);
        return type == typeof(string)
            ? (texts, row => texts.Add(row.GetString(field)))
            : (texts, row => texts.Add(Convert.ToString(row.GetValue(field), CultureInfo.InvariantCulture)));
    }

    private static void RequireNames(string[] names)
    {
        if (names.Length == 0)
        {
            throw new LikenessException("the reader has no fields (give a query with at least one)");
        }

        if (names.GroupBy(name => name).FirstOrDefault(group => group.Count() > 1) is { } twice)
        {
            throw new LikenessException($"two fields are named '{twice.Key}' (give each its own name)");
        }
    }
}
