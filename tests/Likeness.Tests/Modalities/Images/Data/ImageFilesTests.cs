using System.Buffers.Binary;
using Likeness.Data;
using Likeness.Figures.Png;
using Likeness.Modalities.Images.Data;
using Likeness.Testing;
using Likeness.Tests.Data.Jpeg;
using Likeness.Tests.Interop;

namespace Likeness.Tests.Modalities.Images.Data;

public sealed class ImageFilesTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void Each_folder_is_a_class_and_its_pictures_come_by_name()
    {
        Png("cats/b.png", 3, 2, 1, 20);
        Png("cats/a.png", 3, 2, 1, 10);
        Png("dogs/c.PNG", 3, 2, 1, 30);
        File.WriteAllText(folder.At("cats/notes.txt"), "passed over");
        File.WriteAllText(folder.At("cats/.hidden.gif"), "passed over");
        var images = ImageFiles.Load(folder.Location).Train;
        Assert.Equal(new ImageShape(1, 2, 3), images.Shape);
        Assert.Equal([10, 20, 30], Enumerable.Range(0, 3).Select(i => images[i][0]));
        var label = Assert.Single(images.Labels);
        Assert.Equal(["cats", "dogs"], label.Classes);
        Assert.Equal([0, 0, 1], label.Values);
    }

    [Fact]
    public void Pictures_without_classes_become_coloured_where_one_is()
    {
        Png("a.png", 2, 2, 1, 10);
        Png("b.png", 2, 2, 3, 20);
        Png("c.png", 2, 2, 4, 255);
        Png("d.png", 2, 2, 2, 255);
        var images = ImageFiles.Load(folder.Location).Train;
        Assert.Equal(new ImageShape(3, 2, 2), images.Shape);
        Assert.Empty(images.Labels);
        Assert.All(images[0].ToArray(), value => Assert.Equal(10, value));
        Assert.Equal([20, 20, 20, 20, 21, 21, 21, 21, 22, 22, 22, 22], images[1].ToArray());
        Assert.Equal(4, images.Count);
    }

    [Fact]
    public void Jpeg_pictures_are_read_and_brought_to_size()
    {
        var golden = GoldenJpeg.All["baseline 4:4:4"];
        folder.Bytes("a.jpg", golden.Jpeg);
        var whole = ImageFiles.Load(folder.Location).Train;
        Assert.Equal(golden.Pixels, whole.Picture(0).Pixels);
        Png("b.png", 5, 4, 3, 9);
        Assert.Contains("Size", Error(), StringComparison.Ordinal);
        var resized = ImageFiles.Load(folder.Location, new ImageResize(8, 8)).Train;
        Assert.Equal((2, new ImageShape(3, 8, 8)), (resized.Count, resized.Shape));
        Assert.Equal(new ImageResize(8, 8).Apply(whole).Pixels, resized[0].ToArray());
    }

    [Fact]
    public void An_empty_class_or_folder_is_named()
    {
        Directory.CreateDirectory(folder.At("empty"));
        Png("full/a.png", 1, 1, 1, 1);
        Assert.Equal(
            $"{folder.At("empty")}: the class has no PNG or JPEG pictures (add some, or remove the folder)",
            Error()
        );
        Assert.Contains("the folder has no PNG", Refusal(folder.At("empty")), StringComparison.Ordinal);
        string archive = TinyPictures.Zip(folder.At("none.zip"), [("notes.txt", [1])]);
        Assert.Contains("the archive has no PNG", Refusal(archive), StringComparison.Ordinal);
        File.Delete(archive);
        Directory.Delete(folder.At("empty"));
        Png("loose.png", 1, 1, 1, 1);
        Assert.Contains("lies beside the folders of the classes", Error(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("a.gif", "pictures of this kind are not read")]
    [InlineData("a.webp", "pictures of this kind are not read")]
    [InlineData("a.png", "this is a GIF picture, and pictures of this kind are not read")]
    [InlineData("a.jpg", "this is a GIF picture")]
    public void What_is_no_readable_picture_is_named(string name, string expected)
    {
        folder.Text(name, "GIF89a and so on");
        Assert.Contains(expected, Error(), StringComparison.Ordinal);
        Assert.StartsWith(folder.At(name), Error(), StringComparison.Ordinal);
    }

    [Fact]
    public void Truncated_deep_and_huge_pictures_are_named()
    {
        Png("a.png", 4, 4, 3, 5);
        byte[] whole = File.ReadAllBytes(folder.At("a.png"));
        folder.Bytes("a.png", whole.AsSpan(0, whole.Length - 20));
        Assert.Contains("cut short", Error(), StringComparison.Ordinal);
        folder.Bytes("a.png", Header(whole, 24, 16));
        Assert.Contains("16 bits per sample", Error(), StringComparison.Ordinal);
        folder.Bytes("a.png", Header(whole, 18, 60));
        Assert.Contains("more than its", Error(), StringComparison.Ordinal);
        folder.Bytes("a.png", Header(Header(whole, 18, 60), 22, 60));
        Assert.Contains("67 million", Error(), StringComparison.Ordinal);
        File.Delete(folder.At("a.png"));
        byte[] jpeg = GoldenJpeg.All["baseline 4:4:4"].Jpeg;
        folder.Bytes("a.jpg", jpeg.AsSpan(0, jpeg.Length / 2));
        Assert.Contains("a.jpg: the JPEG is damaged", Error(), StringComparison.Ordinal);
        folder.Bytes("a.jpg", Frame(jpeg, 0, 4));
        Assert.Contains("a.jpg: the JPEG is damaged", Error(), StringComparison.Ordinal);
        folder.Bytes("a.jpg", Frame(jpeg, 1, 0xFF));
        Assert.Contains("pixels", Error(), StringComparison.Ordinal);
    }

    [Fact]
    public void Arrays_are_read_with_channels_last_or_first()
    {
        byte[] values = [.. Enumerable.Range(0, 24).Select(value => (byte)value)];
        Assert.Equal(new ImageShape(1, 3, 4), Array(values, 2, 3, 4).Shape);
        Assert.Equal(new ImageShape(1, 3, 4), Array(values, 2, 3, 4, 1).Shape);
        Assert.Equal(values, Array(values, 2, 3, 2, 2).Pixels);
        var last = Array(values, 2, 2, 2, 3);
        Assert.Equal(new ImageShape(3, 2, 2), last.Shape);
        Assert.Equal([12, 15, 18, 21, 13, 16, 19, 22, 14, 17, 20, 23], last[1].ToArray());
    }

    [Fact]
    public void An_archive_gives_the_parts_and_labels_that_it_has()
    {
        string path = folder.At("digits.npz");
        NpzOfBytes.Write(
            path,
            new Dictionary<string, (int[], byte[])>(StringComparer.Ordinal)
            {
                ["x_train"] = ([2, 2, 2], [1, 2, 3, 4, 5, 6, 7, 8]),
                ["y_train"] = ([2], [1, 2]),
                ["x_test"] = ([1, 2, 2], [9, 9, 9, 9]),
            }
        );
        var images = ImageFiles.Load(path, new ImageResize(4, 4, ImageFit.Pad));
        Assert.Equal(["train", "test"], images.Parts().Select(part => part.Name));
        Assert.Equal(new ImageShape(1, 4, 4), images.Test!.Shape);
        Assert.Equal([1, 2], images.Train.Labels[0].Values);
        Assert.Equal(["0", "1", "2"], images.Train.Labels[0].Classes);
        Assert.Empty(images.Test.Labels);
    }

    [Fact]
    public void Files_of_other_kinds_and_shapes_are_named()
    {
        Assert.Contains("there is no such file", Refusal(folder.At("none.npz")), StringComparison.Ordinal);
        Assert.Contains("not a known kind of images", Refusal(folder.Text("a.csv", "1")), StringComparison.Ordinal);
        Assert.Contains(
            "none of the arrays",
            Refusal(folder.Bytes("a.npz", GoldenImageFiles.Npz["packed"])),
            StringComparison.Ordinal
        );
        string flat = folder.Bytes("a.npy", NpzOfBytes.Npy([2, 3], new byte[6]));
        Assert.Contains("(2, 3) is not a set of images", Refusal(flat), StringComparison.Ordinal);
        string empty = folder.Bytes("b.npy", NpzOfBytes.Npy([0, 3, 3], []));
        Assert.Contains("has no images of a usable size", Refusal(empty), StringComparison.Ordinal);
    }

    private ImageSet Array(byte[] values, params int[] shape) =>
        ImageFiles.Load(folder.Bytes("a.npy", NpzOfBytes.Npy(shape, values))).Train;

    /// <summary>An image whose channels have the given values, each increased by one.</summary>
    private void Png(string name, int width, int height, int channels, byte value)
    {
        bool alpha = channels is 2 or 4;
        byte[] pixels =
        [
            .. Enumerable
                .Range(0, width * height * channels)
                .Select(i => (byte)(alpha ? value : value + (i % channels))),
        ];
        Directory.CreateDirectory(Path.GetDirectoryName(folder.At(name))!);
        folder.Bytes(name, PngEncoder.Encode(new PixelImage(width, height, channels, pixels)));
    }

    /// <summary>A PNG with one byte of its header changed and the checksum updated.</summary>
    private static byte[] Header(byte[] png, int place, byte value)
    {
        byte[] changed = [.. png];
        changed[place] = value;
        uint check = Likeness.Interop.Crc32.Compute(changed.AsSpan(12, 4), changed.AsSpan(16, 13));
        BinaryPrimitives.WriteUInt32BigEndian(changed.AsSpan(29), check);
        return changed;
    }

    /// <summary>A JPEG whose frame has another number of components, or another height.</summary>
    private static byte[] Frame(byte[] jpeg, int field, byte value)
    {
        byte[] changed = [.. jpeg];
        int frame = Enumerable.Range(0, jpeg.Length).First(i => jpeg[i] == 0xFF && jpeg[i + 1] == 0xC0);
        if (field == 1)
        {
            changed[frame + 5] = value;
            return changed;
        }

        // An additional component needs three more bytes.
        changed[frame + 3] = (byte)(8 + (3 * value));
        changed[frame + 9] = value;
        return [.. changed[..(frame + 19)], 9, 0x11, 0, .. changed[(frame + 19)..]];
    }

    private string Error() => Refusal(folder.Location);

    private static string Refusal(string path) => Assert.Throws<LikenessException>(() => ImageFiles.Load(path)).Message;
}
