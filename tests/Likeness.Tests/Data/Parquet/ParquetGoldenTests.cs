using System.Text.Json;
using Likeness.Data.Parquet;
using Likeness.Tests.House;
using Likeness.Tests.Interop;

namespace Likeness.Tests.Data.Parquet;

/// <summary>Files that the Rust implementation of Apache Arrow wrote (tests/golden/parquet.mjs).</summary>
public sealed class ParquetGoldenTests
{
    private static readonly Dictionary<string, Golden> Goldens = JsonSerializer
        .Deserialize<Golden[]>(Repository.Read("tests/golden/parquet.json"), JsonSerializerOptions.Web)!
        .ToDictionary(golden => golden.Name);

    public static TheoryData<string> Names => [.. Goldens.Keys.Where(name => name != "lz4")];

    [Theory]
    [MemberData(nameof(Names))]
    public void GivesTheValuesThatWereWritten(string name)
    {
        var table = ParquetTables.Read(Goldens[name].File);
        var expected = Goldens[name].Values;
        Assert.Equal(expected.Keys.Order(), table.Columns.Select(column => column.Name).Order());
        foreach (var column in table.Columns)
        {
            var values = expected[column.Name];
            Assert.Equal(values.Length, column.RowCount);
            for (int row = 0; row < values.Length; row++)
            {
                Assert.True(IsEqual(values[row], column, row), $"{column.Name}, row {row}: {values[row]}");
            }
        }
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void AChangedByteIsRefusedOrReadsSomething(string name) =>
        GoldenImageFiles.Damage(Goldens[name].File, 61, file => ParquetTables.Read(file));

    [Fact]
    public void AnotherCodecGetsASentence()
    {
        var error = Assert.Throws<LikenessException>(() => ParquetTables.Read(Goldens["lz4"].File));
        Assert.Equal(
            "memory.parquet, column 'int8': compressed by lz4, which Likeness does not read (write it with snappy or gzip)",
            error.Message
        );
    }

    [Fact]
    public void OnlyIntegersBeyondDoublesAreInexact()
    {
        var table = ParquetTables.Read(Goldens["encodings, version 1, snappy"].File);
        Assert.Equal(["uint64"], table.Columns.Where(column => !column.IsExact).Select(column => column.Name));
    }

    private static bool IsEqual(JsonElement expected, ParquetColumn column, int row) =>
        expected.ValueKind switch
        {
            JsonValueKind.Null => column.Type.Kind == ParquetKind.Text
                ? column.Codes[row] == -1
                : double.IsNaN(column.Values[row]),
            JsonValueKind.String => expected.GetString() == column.Dictionary[column.Codes[row]],
            _ => expected.GetDouble() == column.Values[row],
        };

    private sealed record Golden(string Name, byte[] File, Dictionary<string, JsonElement[]> Values);
}
