using System.IO.Compression;
using Likeness.Interop;
using Likeness.Testing;

namespace Likeness.Tests.Interop;

public sealed class CifarTests : IDisposable
{
    private static readonly byte[] Pixels = GoldenImageFiles.Cifar["pixels"];
    private static readonly byte[] Labels = GoldenImageFiles.Cifar["labels"];

    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Theory]
    [InlineData("python.tar.gz")]
    [InlineData("binary.tar.gz")]
    public void Both_archives_hold_the_same_images(string name)
    {
        var batches = CifarArchive.Read(folder.Bytes(name, GoldenImageFiles.Cifar[name]));
        string[] order = [.. CifarArchive.TrainFiles, CifarArchive.TestFile];
        Assert.Equal(Pixels, order.SelectMany(batch => batches[batch].Pixels).ToArray());
        Assert.Equal(Labels, order.SelectMany(batch => batches[batch].Labels).ToArray());
    }

    [Theory]
    [InlineData("python")]
    [InlineData("columns")]
    public void A_pickled_batch_is_read_in_either_order_of_axes(string name)
    {
        var batch = CifarBatch.Read(folder.Bytes(name, GoldenImageFiles.Cifar[name]));
        Assert.Equal(Pixels[..(2 * CifarBatch.ImageLength)], batch.Pixels);
        Assert.Equal(Labels[..2], batch.Labels);
    }

    /// <summary>Sums from NumPy: a = fromfile(…).reshape(-1, 3073); a[:, 0].sum(), a[:, 1:].sum(dtype='u8').</summary>
    [SkippableTheory]
    [InlineData("data_batch_1", 4198, 344604214)]
    [InlineData("test_batch", 4297, 350516334)]
    public void The_official_records_are_read(string name, int labels, long pixels)
    {
        var batch = CifarBatch.Read(SharedData.Require($"cifar10/{name}.bin"));
        Assert.Equal(932, batch.Labels.Length);
        Assert.Equal(labels, batch.Labels.Sum(label => label));
        Assert.Equal(pixels, batch.Pixels.Sum(value => (long)value));
    }

    [Theory]
    [InlineData("lacking.tar.gz", "holds no test_batch")]
    [InlineData("twice.tar.gz", "in 'data_batch_1': it is there twice")]
    public void An_archive_without_its_batches_is_refused(string name, string expected)
    {
        string path = folder.Bytes(name, GoldenImageFiles.Cifar[name]);
        var error = Assert.Throws<LikenessException>(() => CifarArchive.Read(path));
        Assert.Contains($"{path}: this is not a valid CIFAR-10 archive: ", error.Message, StringComparison.Ordinal);
        Assert.Contains(expected, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_batch_that_is_none_is_refused()
    {
        Refuse(GoldenImageFiles.Cifar["floats"], "an array of 'f4'");
        Refuse(GoldenImageFiles.Cifar["modern"], "not of protocol 2");
        Refuse([], "no whole number of records");
        Refuse(new byte[3072], "no whole number of records");
        Refuse([10, .. new byte[3072]], "label 10");
        Refuse([0x80, 2, .. "cos\nsystem\n(U\u0004exittR."u8], "'os.system', which this reader refuses");
        Refuse([0x80, 2, .. "cnumpy\nload\n."u8], "'numpy.load', which this reader refuses");
        Refuse([0x80, 2, .. "cnumpy\nndarray\n)R."u8], "in a way that NumPy does not");
        Refuse([0x80, 2, .. "}."u8], "no array 'data'");
        Refuse([0x80, 2, .. "]."u8], "no dictionary");
    }

    [Fact]
    public void Damage_is_refused_or_changes_no_more_than_the_byte_itself()
    {
        byte[] python = GoldenImageFiles.Cifar["python"];
        GoldenImageFiles.Damage(
            python,
            53,
            file => Assert.Equal(2, CifarBatch.Read(folder.Bytes("batch", file)).Labels.Length)
        );
        foreach (string name in new[] { "python.tar.gz", "binary.tar.gz" })
        {
            byte[] archive = GoldenImageFiles.Cifar[name];
            GoldenImageFiles.Damage(
                archive,
                41,
                file => Assert.Equal(6, CifarArchive.Read(folder.Bytes(name, file)).Count)
            );
        }
    }

    [Fact]
    public void A_tar_whose_headers_are_damaged_is_refused_or_read()
    {
        byte[] tar = Unpacked(GoldenImageFiles.Cifar["binary.tar.gz"]);
        for (int block = 0; block < tar.Length; block += 512)
        {
            // Headers are the blocks that begin with the archive's folder.
            for (int place = block; place < block + 512 && tar.AsSpan(block).StartsWith("cifar-10-"u8); place += 11)
            {
                byte[] damaged = [.. tar];
                damaged[place] ^= 0x13;
                string path = folder.Bytes("a.tar.gz", Packed(damaged));
                var error = Record.Exception(() => Assert.Equal(6, CifarArchive.Read(path).Count));
                Assert.True(error is null or LikenessException, $"byte {place}: {error}");
            }
        }
    }

    private static byte[] Unpacked(byte[] gzip)
    {
        using var stream = new GZipStream(new MemoryStream(gzip), CompressionMode.Decompress);
        using var content = new MemoryStream();
        stream.CopyTo(content);
        return content.ToArray();
    }

    private static byte[] Packed(byte[] content)
    {
        using var packed = new MemoryStream();
        using (var gzip = new GZipStream(packed, CompressionLevel.Fastest))
        {
            gzip.Write(content);
        }

        return packed.ToArray();
    }

    private void Refuse(byte[] file, string expected)
    {
        string path = folder.Bytes("batch", file);
        var error = Assert.Throws<LikenessException>(() => CifarBatch.Read(path));
        Assert.StartsWith($"{path}: this is not a valid CIFAR-10 batch: ", error.Message, StringComparison.Ordinal);
        Assert.Contains(expected, error.Message, StringComparison.Ordinal);
    }
}
