using System.IO.Compression;
using System.Security.Cryptography;
using Likeness.Interop;
using Likeness.Testing;

namespace Likeness.Tests.Interop;

public sealed class IdxReaderTests : IDisposable
{
    private static readonly byte[] Whole = [0, 0, 8, 2, 0, 0, 0, 2, 0, 0, 0, 3, 10, 11, 12, 13, 14, 15];

    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    /// <summary>The sums of the unpacked files are those of the original distribution, as noted in the shared data.</summary>
    [SkippableTheory]
    [InlineData("mnist/train-images-idx3-ubyte.gz", 60000, "6bbc9ace898e44ae57da46a324031adb")]
    [InlineData("mnist/t10k-images-idx3-ubyte.gz", 10000, "2646ac647ad5339dbf082846283269ea")]
    public void The_digits_are_those_that_were_published(string file, int count, string md5)
    {
        var array = IdxReader.Read(SharedData.Require(file));
        Assert.Equal([count, 28, 28], array.Shape);
        byte[] header = [0, 0, 8, 3, 0, 0, (byte)(count >> 8), (byte)count, 0, 0, 0, 28, 0, 0, 0, 28];
#pragma warning disable CA5351 // the publishers use MD5, and it is not used for security
        Assert.Equal(md5, Convert.ToHexStringLower(MD5.HashData([.. header, .. array.Values])));
#pragma warning restore CA5351
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Packed_or_not_the_values_are_the_same(bool packed)
    {
        var array = IdxReader.Read(folder.Bytes("a", packed ? Gzip(Whole) : Whole));
        Assert.Equal([2, 3], array.Shape);
        Assert.Equal("(2, 3)", array.ShapeText);
        Assert.Equal([10, 11, 12, 13, 14, 15], array.Values);
    }

    [Fact]
    public void A_file_cut_off_anywhere_is_refused()
    {
        byte[] packed = Gzip(Whole);
        for (int length = 0; length < Whole.Length; length++)
        {
            Refuse(Whole[..length], "");
        }

        // The last bytes of gzip only mark the end: without them no value is missing.
        for (int length = 0; length < packed.Length; length++)
        {
            string path = folder.Bytes("cut", packed.AsSpan(0, length));
            var error = Record.Exception(() => Assert.Equal([10, 11, 12, 13, 14, 15], IdxReader.Read(path).Values));
            Assert.True(error is LikenessException || length >= packed.Length - 9, $"{length} bytes: {error}");
        }
    }

    [Fact]
    public void A_changed_byte_of_a_packed_file_is_noticed()
    {
        byte[] packed = Gzip(Whole);
        for (int place = 10; place < packed.Length; place++)
        {
            byte[] damaged = [.. packed];
            damaged[place] ^= 0x55;
            Refuse(damaged, "");
        }
    }

    [Theory]
    [InlineData("0000080100000002010203", "goes on after its last value")]
    [InlineData("00000801000000030102", "ends after 2 of 3 bytes")]
    [InlineData("0000080340000000400000004000000001", "at most 1073741824 are read")]
    [InlineData("00000801FFFFFFFF01", "are read")]
    [InlineData("0000080140000000", "ends after 0 of 1073741824 bytes")]
    [InlineData("00000D0100000001", "type 0x0d")]
    [InlineData("00000800", "begins with 00000800")]
    [InlineData("89504E47", "begins with 89504E47")]
    [InlineData("1F8B0000", "compressed data is damaged")]
    public void What_is_wrong_is_named(string hex, string expected) => Refuse(Convert.FromHexString(hex), expected);

    [Fact]
    public void Many_bytes_out_of_few_are_refused()
    {
        byte[] bomb = Gzip([0, 0, 8, 1, 0, 0, 0, 1, .. new byte[100_000]]);
        Refuse(bomb, "goes on after its last value");
    }

    private void Refuse(byte[] file, string expected)
    {
        string path = folder.Bytes("bad", file);
        var error = Assert.Throws<LikenessException>(() => IdxReader.Read(path));
        Assert.StartsWith($"{path}: this is not a valid IDX file: ", error.Message, StringComparison.Ordinal);
        Assert.Contains(expected, error.Message, StringComparison.Ordinal);
    }

    private static byte[] Gzip(byte[] content)
    {
        using var packed = new MemoryStream();
        using (var gzip = new GZipStream(packed, CompressionLevel.Optimal))
        {
            gzip.Write(content);
        }

        return packed.ToArray();
    }
}
