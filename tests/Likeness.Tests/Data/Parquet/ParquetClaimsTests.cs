using System.Buffers.Binary;
using Likeness.Data.Parquet.Metadata;

namespace Likeness.Tests.Data.Parquet;

/// <summary>Files whose metadata claim what is not there, or name what is not read.</summary>
public sealed class ParquetClaimsTests
{
    private const int Rows = 100;

    private static readonly byte[] Whole = ParquetTables.Write([ParquetTables.Create(Rows, 2, 0)]);

    [Fact]
    public void RowsThatTheFileCannotHoldAreRefused()
    {
        int claimed = 2_000_000_000;
        Refuse(Claim(claimed), "memory.parquet: the file is damaged: it claims 2000000000 rows in ");
    }

    [Fact]
    public void AClaimOfRowsCostsLittleMemory()
    {
        byte[] file = Rewrite(Claim(1_000_000));
        long before = GC.GetAllocatedBytesForCurrentThread();
        Assert.Throws<LikenessException>(() => ParquetTables.Read(file));
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 64 << 20);
    }

    [Fact]
    public void RowsThatDoNotAddUpAreRefused() =>
        Refuse(metadata => metadata with { Rows = 99 }, "it claims 99 rows, and its row groups 100");

    [Theory]
    [InlineData(-5, 10)]
    [InlineData(3, 10)]
    [InlineData(4, 1_000_000)]
    [InlineData(4, -1)]
    [InlineData(long.MaxValue, 10)]
    public void PagesBeyondTheFileAreRefused(long start, long bytes) =>
        Refuse(
            Chunk(chunk => chunk with { DataPage = start, DictionaryPage = 0, Bytes = bytes }),
            $"column 'flag': the file is damaged: it claims {bytes} bytes at {start}"
        );

    [Fact]
    public void ColumnsThatOverlapAreRefused() =>
        Refuse(
            Chunk(chunk => chunk with { DataPage = 4, DictionaryPage = 0, Bytes = Whole.Length / 2 }),
            "the file is damaged: its columns claim "
        );

    [Fact]
    public void AnotherPhysicalTypeIsRefused() =>
        Refuse(
            Chunk(chunk => chunk with { Type = PhysicalType.Int96 }),
            "has 100 values of the type Int96 in 100 rows"
        );

    [Fact]
    public void RepeatedColumnsGetASentence() =>
        Refuse(
            metadata =>
                metadata with
                {
                    Schema =
                    [
                        .. metadata.Schema.Select((element, i) => i == 3 ? element with { Repetition = 2 } : element),
                    ],
                },
            "memory.parquet, column 'u16': the column is nested"
        );

    [Fact]
    public void AFileWithoutColumnsGetsASentence() =>
        Refuse(
            metadata => metadata with { Rows = 0, Schema = [new SchemaElement { Name = "schema" }], RowGroups = [] },
            "memory.parquet: the file has no columns"
        );

    private static Func<FileMetadata, FileMetadata> Claim(int rows) =>
        metadata =>
            metadata with
            {
                Rows = rows,
                RowGroups =
                [
                    new RowGroup(rows, [.. metadata.RowGroups[0].Chunks.Select(chunk => chunk with { Values = rows })]),
                ],
            };

    private static Func<FileMetadata, FileMetadata> Chunk(Func<ColumnChunk, ColumnChunk> change) =>
        metadata =>
            metadata with
            {
                RowGroups =
                [
                    new RowGroup(
                        Rows,
                        [.. metadata.RowGroups[0].Chunks.Select((chunk, i) => i == 0 ? change(chunk) : chunk)]
                    ),
                ],
            };

    private static void Refuse(Func<FileMetadata, FileMetadata> change, string expected)
    {
        byte[] file = Rewrite(change);
        var error = Assert.Throws<LikenessException>(() => ParquetTables.Read(file));
        Assert.Contains(expected, error.Message, StringComparison.Ordinal);
    }

    private static byte[] Rewrite(Func<FileMetadata, FileMetadata> change)
    {
        int length = BinaryPrimitives.ReadInt32LittleEndian(Whole.AsSpan(Whole.Length - 8));
        int start = Whole.Length - 8 - length;
        using var stream = new MemoryStream();
        stream.Write(Whole, 0, start);
        change(FileMetadata.Read(Whole.AsSpan(start, length))).Write(stream);
        var end = new byte[4];
        BinaryPrimitives.WriteInt32LittleEndian(end, (int)stream.Length - start);
        stream.Write(end);
        stream.Write("PAR1"u8);
        return stream.ToArray();
    }
}
