using Likeness.Data.Parquet;

namespace Likeness.Tests.Data.Parquet;

/// <summary>Tables of every kind of column, and their comparison.</summary>
internal static class ParquetTables
{
    /// <summary>One column of each kind, and of each way to store it.</summary>
    public static readonly IReadOnlyList<ParquetField> Fields =
    [
        new("flag", new(ParquetKind.Boolean)),
        new("i8", new(ParquetKind.Integer) { Bits = 8 }),
        new("u16", new(ParquetKind.Integer) { Bits = 16, IsSigned = false }),
        new("i32", new(ParquetKind.Integer) { Bits = 32 }),
        new("u32", new(ParquetKind.Integer) { Bits = 32, IsSigned = false }),
        new("i64", new(ParquetKind.Integer)),
        new("u64", new(ParquetKind.Integer) { IsSigned = false }),
        new("half", new(ParquetKind.Number) { Bits = 16 }),
        new("float", new(ParquetKind.Number) { Bits = 32 }),
        new("double", new(ParquetKind.Number)),
        new("decimal9", new(ParquetKind.Decimal) { Precision = 9, Scale = 3 }),
        new("decimal18", new(ParquetKind.Decimal) { Scale = 2 }),
        new("decimal38", new(ParquetKind.Decimal) { Precision = 38, Scale = 4 }),
        new("category", new(ParquetKind.Text)),
        new("ключ", new(ParquetKind.Text)),
        new("date", new(ParquetKind.Date)),
        new("time ms", new(ParquetKind.Time) { Unit = ParquetTimeUnit.Milliseconds }),
        new("time µs", new(ParquetKind.Time) { IsUtc = true }),
        new("time ns", new(ParquetKind.Time) { Unit = ParquetTimeUnit.Nanoseconds }),
        new("at ms", new(ParquetKind.Timestamp) { Unit = ParquetTimeUnit.Milliseconds, IsUtc = true }),
        new("at µs", new(ParquetKind.Timestamp)),
        new("at ns", new(ParquetKind.Timestamp) { Unit = ParquetTimeUnit.Nanoseconds }),
    ];

    /// <summary>Rows of all kinds that depend on a seed.</summary>
    /// <param name="rows">The number of rows.</param>
    /// <param name="seed">The seed.</param>
    /// <param name="missing">The percentage of missing values.</param>
    public static ParquetTable Create(int rows, int seed, int missing) =>
        new([.. Fields.Select((field, i) => Column(field, rows, (uint)((seed * 100) + i), missing))]);

    /// <summary>Some rows of a table.</summary>
    public static ParquetTable Slice(ParquetTable table, int start, int count) =>
        new([
            .. table.Columns.Select(column =>
                column.Type.Kind == ParquetKind.Text
                    ? new ParquetColumn(column.Field, column.Codes[start..(start + count)], column.Dictionary)
                    : new ParquetColumn(column.Field, column.Values[start..(start + count)])
            ),
        ]);

    /// <summary>Writes parts to memory.</summary>
    public static byte[] Write(IEnumerable<ParquetTable> parts, IReadOnlyList<ParquetField>? fields = null)
    {
        using var stream = new MemoryStream();
        ParquetWriter? writer = fields is null ? null : new ParquetWriter(stream, "written.parquet", fields);
        foreach (var part in parts)
        {
            writer ??= new ParquetWriter(stream, "written.parquet", [.. part.Columns.Select(column => column.Field)]);
            writer.Add(part);
        }

        writer!.Finish();
        return stream.ToArray();
    }

    /// <summary>Reads a file from memory.</summary>
    public static ParquetTable Read(byte[] file)
    {
        using var reader = new ParquetReader(new MemoryStream(file), "memory.parquet");
        return reader.ReadAll();
    }

    /// <summary>Writes parts and reads them again.</summary>
    public static ParquetTable Reread(IEnumerable<ParquetTable> parts) => Read(Write(parts));

    /// <summary>Checks that two tables have the same columns and values; the codes of texts may differ.</summary>
    public static void AssertEqual(ParquetTable expected, ParquetTable actual)
    {
        Assert.Equal(expected.Columns.Select(column => column.Field), actual.Columns.Select(column => column.Field));
        foreach (var (one, other) in expected.Columns.Zip(actual.Columns))
        {
            Assert.Equal(one.Values, other.Values);
            Assert.Equal(Texts(one), Texts(other));
        }
    }

    private static IEnumerable<string?> Texts(ParquetColumn column) =>
        column.Codes.Select(code => code < 0 ? null : column.Dictionary[code]);

    private static ParquetColumn Column(ParquetField field, int rows, uint seed, int missing)
    {
        var numbers = Enumerable.Range(0, rows).Select(row => Mix(((uint)row * 7919) + (seed * 104_729)));
        if (field.Type.Kind != ParquetKind.Text)
        {
            double Value(uint x) => x % 100 < missing ? double.NaN : ToValue(field.Type, Mix(x));
            return new ParquetColumn(field, [.. numbers.Select(Value)]);
        }

        int levels = field.Name == "category" ? 5 : Math.Max(rows, 1);
        string[] dictionary = [.. Enumerable.Range(0, levels).Select(i => $"{field.Name} {i}")];
        int Code(uint x) => x % 100 < missing ? -1 : (int)(Mix(x) % (uint)levels);
        return new ParquetColumn(field, [.. numbers.Select(Code)], dictionary);
    }

    private static double ToValue(ParquetType type, uint x) =>
        (type.Kind, type.Bits) switch
        {
            (ParquetKind.Boolean, _) => x & 1,
            (ParquetKind.Integer, < 64) when type.IsSigned => (int)x >> (32 - type.Bits),
            (ParquetKind.Integer, < 64) => x >> (32 - type.Bits),
            (ParquetKind.Integer, _) => (type.IsSigned ? (int)x : x) * 1048576.0,
            (ParquetKind.Number, 16) => (double)(Half)((int)x / 1e5),
            (ParquetKind.Number, 32) => (float)((int)x / 1e3),
            (ParquetKind.Number, _) => (int)x / 7.0,
            (ParquetKind.Decimal, _) => ((int)x >> 4) / Math.Pow(10, type.Scale),
            (ParquetKind.Date, _) => (int)x >> 16,
            (ParquetKind.Time, _) => x % 86_400_000 / 1e3,
            _ when type.Unit == ParquetTimeUnit.Milliseconds => (int)x + 0.125,
            _ => ((long)(int)x * 1_000_000 + 123_456) / 1e6,
        };

    private static uint Mix(uint x)
    {
        x = (x ^ (x >> 16)) * 0x7FEB352D;
        x = (x ^ (x >> 15)) * 0x846CA68B;
        return x ^ (x >> 16);
    }
}
