using System.IO.Compression;
using Likeness.Interop;
using Likeness.Testing;

namespace Likeness.Tests.Interop;

public sealed class NpzFileTests : IDisposable
{
    private static readonly byte[] Counted = [.. Enumerable.Range(0, 24).Select(value => (byte)value)];

    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Theory]
    [InlineData("packed", "a")]
    [InlineData("packed", "wide")]
    [InlineData("packed", "float")]
    [InlineData("packed", "turned")]
    [InlineData("stored", "a")]
    public void Whole_numbers_are_read_whichever_their_type_and_order(string file, string name)
    {
        var array = Read(GoldenImageFiles.Npz[file], name);
        Assert.Equal([2, 3, 4], array.Shape);
        Assert.Equal(Counted, array.Values);
    }

    [Fact]
    public void Single_numbers_and_truth_values_are_read()
    {
        var one = Read(GoldenImageFiles.Npz["stored"], "one");
        Assert.Empty(one.Shape);
        Assert.Equal([7], one.Values);
        Assert.Equal(18, Read(GoldenImageFiles.Npz["stored"], "flags").Values.Sum(value => value));
    }

    [Theory]
    [InlineData("range", "element 3 is 300, and only whole numbers from 0 to 255 are read")]
    [InlineData("negative", "element 1 is -1")]
    [InlineData("fraction", "element 1 is 0.5")]
    [InlineData("objects", "its elements are Python objects")]
    [InlineData("texts", "its elements are text")]
    public void OtherNumbersAreNoDamage(string name, string expected)
    {
        string path = folder.Bytes("a.npz", GoldenImageFiles.Npz[name]);
        string message = Assert
            .Throws<LikenessException>(() =>
                ArrayFile.Read(
                    path,
                    ".npz file",
                    stream =>
                    {
                        using var npz = new NpzFile(stream);
                        return npz.Read("a");
                    }
                )
            )
            .Message;
        Assert.StartsWith($"{path}: in 'a': this is an array (", message, StringComparison.Ordinal);
        Assert.Contains(expected, message, StringComparison.Ordinal);
        Assert.DoesNotContain("new copy", message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("bomb", "in 'a': it claims 1073741825 bytes, and at most 1073741824 are read")]
    public void What_is_wrong_is_named(string name, string expected) =>
        Refuse(GoldenImageFiles.Npz[name], "a", expected);

    [Fact]
    public void An_array_that_is_not_there_is_named_beside_those_that_are() =>
        Refuse(GoldenImageFiles.Npz["stored"], "b", "it holds no array 'b', but a, one, flags");

    [Fact]
    public void A_file_that_is_no_zip_is_refused() =>
        Refuse([1, 2, 3], "a", "its compressed data is damaged or cut off");

    [Fact]
    public void A_claim_of_room_costs_none_until_its_bytes_come()
    {
        byte[] file = Archive("a.npy", [.. Header("(1000000000,)"), .. new byte[10]]);
        long before = GC.GetAllocatedBytesForCurrentThread();
        Refuse(file, "a", "in 'a': it ends after 10 of 1000000000 bytes");
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 8 << 20);
    }

    [Fact]
    public void All_arrays_of_a_file_share_one_limit()
    {
        using var stream = new ChecksummedStream(new MemoryStream(new byte[100]), 64);
        var error = Assert.Throws<FormatException>(() => BoundedRead.Exactly(stream, 100));
        Assert.Contains("take more than 64 bytes", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("packed")]
    [InlineData("stored")]
    public void A_changed_byte_is_refused_or_changes_nothing(string name) =>
        GoldenImageFiles.Damage(GoldenImageFiles.Npz[name], 3, file => Assert.Equal(Counted, Read(file, "a").Values));

    private ByteArray Read(byte[] file, string name) =>
        ArrayFile.Read(
            folder.Bytes("a.npz", file),
            ".npz file",
            stream =>
            {
                using var npz = new NpzFile(stream);
                return npz.Read(name);
            }
        );

    private void Refuse(byte[] file, string name, string expected)
    {
        var error = Assert.Throws<LikenessException>(() => Read(file, name));
        Assert.Contains("a.npz: this is not a valid .npz file: ", error.Message, StringComparison.Ordinal);
        Assert.Contains(expected, error.Message, StringComparison.Ordinal);
    }

    private static byte[] Header(string shape)
    {
        string text = $"{{'descr': '|u1', 'fortran_order': False, 'shape': {shape}, }}".PadRight(117) + "\n";
        return [.. NpyHeader.Magic, 1, 0, (byte)text.Length, 0, .. System.Text.Encoding.ASCII.GetBytes(text)];
    }

    private static byte[] Archive(string name, byte[] content)
    {
        using var stream = new MemoryStream();
        using (var archive = new ZipArchive(stream, ZipArchiveMode.Create))
        {
            using var entry = archive.CreateEntry(name).Open();
            entry.Write(content);
        }

        return stream.ToArray();
    }
}
