using FsCheck;
using FsCheck.Fluent;
using Likeness.Data.Parquet;
using Likeness.Testing;

namespace Likeness.Tests.Data.Parquet;

public sealed class ParquetWriterTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void EveryTableIsReadBack()
    {
        var tables =
            from rows in Gen.Frequency((1, Gen.Constant(0)), (6, Gen.Choose(1, 300)), (1, Gen.Choose(3000, 9000)))
            from seed in Gen.Choose(0, 1000)
            from missing in Gen.Elements(0, 10, 99, 100)
            select ParquetTables.Create(rows, seed, missing);
        Prop.ForAll(tables.ToArbitrary(), table => ParquetTables.AssertEqual(table, ParquetTables.Reread([table])))
            .Check(Config.QuickThrowOnFailure.WithMaxTest(40).WithReplay(3, 7));
    }

    [Fact]
    public void PartsDoNotChangeTheBytes()
    {
        var table = ParquetTables.Create(60_000, 1, 10); // more than a page
        byte[] whole = ParquetTables.Write([table]);
        int[] starts = [0, 1, 7, 20_000, 49_999, 50_001, 60_000];
        var parts = starts
            .Zip(starts.Skip(1))
            .Select(range => ParquetTables.Slice(table, range.First, range.Second - range.First));
        Assert.True(whole.AsSpan().SequenceEqual(ParquetTables.Write(parts)));
        ParquetTables.AssertEqual(table, ParquetTables.Read(whole));
    }

    [Fact]
    public void PartsMayHaveDictionariesOfTheirOwn()
    {
        var field = new ParquetField("x", new(ParquetKind.Text));
        var first = new ParquetTable([new ParquetColumn(field, [0, 1, -1], ["a", "b"])]);
        var second = new ParquetTable([new ParquetColumn(field, [0, 1, 2], ["c", "a", ""])]);
        var read = ParquetTables.Reread([first, second]).Columns[0];
        Assert.Equal(["a", "b", "c", ""], read.Dictionary);
        Assert.Equal([0, 1, -1, 2, 0, 3], read.Codes);
    }

    [Fact]
    public void AFileWithoutRowsHasItsColumns()
    {
        var read = ParquetTables.Read(ParquetTables.Write([], ParquetTables.Fields));
        Assert.Equal(0, read.RowCount);
        Assert.Equal(ParquetTables.Fields, read.Columns.Select(column => column.Field));
    }

    [SkippableFact]
    [Trait("Category", "Long")]
    public void ALongFileHasRowGroupsOfAMillionRows()
    {
        LongTest.Require();
        var part = new ParquetTable([new(new("x", new(ParquetKind.Integer) { Bits = 8 }), new double[70_000])]);
        byte[] file = ParquetTables.Write(Enumerable.Repeat(part, 30));
        using var reader = new ParquetReader(new MemoryStream(file), "long.parquet");
        Assert.Equal([1_000_000, 1_000_000, 100_000], reader.ReadRowGroups().Select(group => group.RowCount));
    }

    [Fact]
    public void AValueOutOfRangeLeavesNoFile()
    {
        string path = folder.At("small.parquet");
        var field = new ParquetField("x", new(ParquetKind.Integer) { Bits = 8 });
        var table = new ParquetTable([new ParquetColumn(field, [1, 300])]);
        var error = Assert.Throws<LikenessException>(() => ParquetWriter.Write(path, table));
        Assert.Equal(
            $"{path}, column 'x': 300 is out of the range of its type, signed integers of 8 bits (write the column with more bits)",
            error.Message
        );
        Assert.Empty(Directory.GetFileSystemEntries(folder.Location));
    }

    [Fact]
    public void AFileIsReplaced()
    {
        string path = folder.Text("table.parquet", "old");
        var table = ParquetTables.Create(100, 5, 20);
        ParquetWriter.Write(path, table);
        double progress = 0;
        ParquetTables.AssertEqual(table, ParquetReader.Read(path, fraction => progress = fraction));
        Assert.Equal(1, progress);
    }

    [Fact]
    public void OtherColumnsAreRefused()
    {
        using var stream = new MemoryStream();
        var writer = new ParquetWriter(stream, "x", [new("y", new(ParquetKind.Number))]);
        Assert.Throws<ArgumentException>(() => writer.Add(ParquetTables.Create(1, 1, 0)));
    }
}
