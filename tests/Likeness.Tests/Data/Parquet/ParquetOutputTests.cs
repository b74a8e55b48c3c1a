using Likeness.Data;
using Likeness.Data.Kinds;
using Likeness.Data.Parquet;

namespace Likeness.Tests.Data.Parquet;

/// <summary>Tables of any kinds in Parquet files.</summary>
public sealed class ParquetOutputTests
{
    public static TheoryData<string> Types =>
        [
            "bool",
            "int8",
            "uint8",
            "int16",
            "uint16",
            "int32",
            "uint32",
            "int64",
            "uint64",
            "halffloat",
            "float",
            "double",
            "decimal(9,2)",
            "string",
            "date",
            "time[ms]",
            "time[us]",
            "time[ns,UTC]",
            "timestamp[ms]",
            "timestamp[us,UTC]",
            "timestamp[ns]",
        ];

    [Theory]
    [MemberData(nameof(Types))]
    public void TypesHaveNames(string name) => Assert.Equal(name, ParquetTypeName.Write(ParquetTypeName.Find(name)!));

    [Theory]
    [InlineData(null)]
    [InlineData("numeric(10,2)")]
    [InlineData("int7")]
    [InlineData("timestamp")]
    public void OtherNamesAreNone(string? name) => Assert.Null(ParquetTypeName.Find(name));

    [Fact]
    public void CellsComeBackAsTheyAreWritten()
    {
        Column[] columns =
        [
            new("whole") { Kind = new NumberKind(new NumberFormat(0)), Missing = "" },
            new("money") { Kind = new NumberKind(new NumberFormat(2)), Storage = "decimal(9,2)" },
            new("level") { Kind = new CategoryKind(["a", "ü", ""]), Missing = "" },
            new("code") { Kind = new CategoryKind(["7", "12"]), Storage = "int8" },
            new("flag") { Kind = new BooleanKind("no", "yes") },
            new("day") { Kind = new TimeKind("dd.MM.yyyy", IsDay: true) },
            new("time") { Kind = new TimeKind("yyyy-MM-dd HH:mm:ss.F"), Storage = "timestamp[ms]" },
            new("zoned") { Kind = new TimeKind("yyyy-MM-dd HH:mm:sszzz", HasZone: true) },
            new("long") { Kind = new DurationKind("h:mm") },
            new("key") { Kind = new IdentifierKind([], "K-{000}") { Next = 5 }.Sampled("key", 1), Missing = "" },
        ];
        double nan = double.NaN;
        double[][] values =
        [
            [3, nan, -4],
            [1.25, 2, 3.5],
            [0, nan, 2],
            [0, 1, 1],
            [1, 0, 1],
            [86400, 0, 86400 * 19000.0],
            [1.5, 1e9 + 0.123, 0],
            [3600, 0, 60],
            [60, 36000, 120],
            [0, 1, nan],
        ];
        var table = Table.FromColumns(columns, values);
        using var stream = new MemoryStream();
        ParquetOutput.Write(stream, "rows", [table.TakeRows([0]), table.TakeRows([1, 2])]);
        using var reader = new ParquetReader(new MemoryStream(stream.ToArray()), "rows");
        Assert.Equal(
            [
                "int64",
                "decimal(9,2)",
                "string",
                "int8",
                "bool",
                "date",
                "timestamp[ms]",
                "timestamp[us,UTC]",
                "string",
                "string",
            ],
            reader.Fields.Select(field => ParquetTypeName.Write(field.Type))
        );
        var read = reader.ReadAll();
        Assert.Equal(values[0], read.Columns[0].Values);
        Assert.Equal(values[1], read.Columns[1].Values);
        Assert.Equal(["a", null, ""], Texts(read.Columns[2]));
        Assert.Equal([7, 12, 12], read.Columns[3].Values);
        Assert.Equal(values[4], read.Columns[4].Values);
        Assert.Equal([1, 0, 19000], read.Columns[5].Values);
        Assert.Equal(values[6], read.Columns[6].Values);
        Assert.Equal(values[7], read.Columns[7].Values);
        Assert.Equal(["0:01", "10:00", "0:02"], Texts(read.Columns[8]));
        Assert.Equal(["K-005", "K-006", null], Texts(read.Columns[9]));
    }

    private static IEnumerable<string?> Texts(ParquetColumn column) =>
        column.Codes.Select(code => code < 0 ? null : column.Dictionary[code]);
}
