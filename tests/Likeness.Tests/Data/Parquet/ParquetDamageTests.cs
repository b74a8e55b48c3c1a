using FsCheck;
using FsCheck.Fluent;
using Likeness.Data.Parquet;
using Likeness.Data.Parquet.Metadata;
using Likeness.Data.Parquet.Thrift;
using Likeness.Testing;
using Likeness.Tests.Interop;

namespace Likeness.Tests.Data.Parquet;

public sealed class ParquetDamageTests : IDisposable
{
    private static readonly byte[] Whole = ParquetTables.Write([ParquetTables.Create(20, 1, 20)]);

    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void AChangedByteIsRefusedOrReadsSomething() =>
        GoldenImageFiles.Damage(Whole, 11, file => ParquetTables.Read(file));

    [Fact]
    public void AFileCutShortAnywhereIsOneClearSentence() =>
        Assert.All(
            Enumerable.Range(0, Whole.Length),
            length =>
            {
                var error = Assert.Throws<LikenessException>(() => ParquetTables.Read(Whole[..length]));
                Assert.StartsWith("memory.parquet", error.Message, StringComparison.Ordinal);
            }
        );

    [Fact]
    public void SeveralChangedBytesAreRefusedOrReadSomething() => Fuzz(Whole, 1000);

    [SkippableTheory]
    [InlineData("taxis-snappy")]
    [InlineData("taxis-gzip-v2")]
    [InlineData("titanic-none")]
    [InlineData("titanic-delta")]
    [InlineData("titanic-zstd")]
    [InlineData("kinds")]
    [InlineData("nested")]
    public void ChangedBytesOfOtherWritersAreRefusedOrReadSomething(string name) =>
        Fuzz(File.ReadAllBytes(SharedData.Require($"mixed/parquet/{name}.parquet")), 150);

    [Theory]
    [InlineData("", "there is no such file")]
    [InlineData("PAR1", "this is not a Parquet file (it has only 4 bytes)")]
    [InlineData(
        "a,b,c\n1,2,3\n4,5,6\n",
        "this is not a Parquet file, or it is cut off (it must begin and end with PAR1)"
    )]
    [InlineData("PAR1aaaa____PARE", "the file is encrypted (write it without encryption)")]
    [InlineData("PAR1aaaa____PAR1", "the file is damaged: its footer claims ")]
    [InlineData("PAR1\0\0\0\0\0PAR1", "the file is damaged: ")]
    public void AnotherFileGetsASentence(string content, string expected)
    {
        string path = content.Length == 0 ? folder.At("a.parquet") : folder.Text("a.parquet", content);
        var error = Assert.Throws<LikenessException>(() => ParquetReader.Read(path));
        Assert.StartsWith($"{path}: {expected}", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void AFileClosedByItsOwnErrorCanBeDeleted()
    {
        string path = folder.Bytes("cut.parquet", Whole.AsSpan(0, Whole.Length / 2));
        Assert.Throws<LikenessException>(() => ParquetReader.Open(path));
        using var exclusive = new FileStream(path, FileMode.Open, FileAccess.ReadWrite, FileShare.None);
    }

    [Fact]
    public void AChangedPageIsNoticedByItsChecksum()
    {
        var reader = new ThriftReader(Whole.AsSpan(4));
        PageHeader.Read(ref reader);
        byte[] changed = [.. Whole];
        changed[4 + reader.Position] ^= 1; // the first byte of the first page
        var error = Assert.Throws<LikenessException>(() => ParquetTables.Read(changed));
        Assert.Equal(
            "memory.parquet, column 'flag': the file is damaged: the checksum of a page differs (copy or write it again)",
            error.Message
        );
    }

    // Bytes are set to values that lengths, types and bit widths react to.
    private static void Fuzz(byte[] whole, int times)
    {
        var changes = Gen.ListOf(
            from place in Gen.Frequency(
                (1, Gen.Choose(0, whole.Length - 1)),
                (1, Gen.Choose(whole.Length * 3 / 4, whole.Length - 1))
            )
            from value in Gen.Frequency((2, Gen.Choose(0, 255)), (1, Gen.Elements(0, 1, 127, 128, 255)))
            select (place, value),
            4
        );
        Prop.ForAll(
                changes.ToArbitrary(),
                list =>
                {
                    byte[] damaged = [.. whole];
                    foreach (var (place, value) in list)
                    {
                        damaged[place] = (byte)value;
                    }

                    var error = Record.Exception(() => ParquetTables.Read(damaged));
                    Assert.True(error is null or LikenessException, error?.ToString());
                }
            )
            .Check(Config.QuickThrowOnFailure.WithMaxTest(times).WithReplay(17, 21));
    }
}
