using System.Text.Json;
using Likeness.Modalities.Images.Data;
using Likeness.Tests.House;

namespace Likeness.Tests.Modalities.Images.Data;

public sealed class ImageResizeTests
{
    private static readonly Golden[] Goldens = JsonSerializer.Deserialize<Golden[]>(
        Repository.Read("tests/golden/resize.json"),
        JsonSerializerOptions.Web
    )!;

    public static TheoryData<int> Cases => [.. Enumerable.Range(0, Goldens.Length)];

    [Theory]
    [MemberData(nameof(Cases))]
    public void Bilinear_gives_the_bytes_that_Pillow_gives(int index)
    {
        var golden = Goldens[index];
        // Two images of three channels: the image and its negative, so that mixed channels would be visible.
        byte[] negative = [.. golden.Source.Select(value => (byte)(255 - value))];
        byte[] six = [.. golden.Source, .. negative, .. golden.Source, .. negative, .. negative, .. golden.Source];
        var images = new ImageSet(new ImageShape(3, golden.From[0], golden.From[1]), six);
        var resized = new ImageResize(golden.To[0], golden.To[1]).Apply(images);
        Assert.Equal(new ImageShape(3, golden.To[0], golden.To[1]), resized.Shape);
        Assert.Equal(2, resized.Count);
        int plane = golden.Result.Length;
        Assert.Equal(golden.Result, resized[0][..plane].ToArray());
        Assert.Equal(golden.Result, resized[0][(2 * plane)..].ToArray());
        Assert.Equal(golden.Result, resized[1][(2 * plane)..].ToArray());
    }

    [Fact]
    public void Padding_keeps_the_picture_in_the_middle_of_zeros()
    {
        byte[] pixels = [.. Enumerable.Range(1, 2 * 2 * 3).Select(value => (byte)value)];
        var padded = new ImageResize(5, 5, ImageFit.Pad).Apply(new ImageSet(new ImageShape(1, 2, 3), pixels));
        Assert.Equal(2, padded.Count);
        byte[] expected = [0, 0, 0, 0, 0, 0, 1, 2, 3, 0, 0, 4, 5, 6, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0];
        Assert.Equal(expected, padded[0].ToArray());
        Assert.Equal(12, padded[1][13]);
        Assert.Equal(78, padded.Pixels.Sum(value => value));
    }

    [Theory]
    [InlineData(4, 9, 4, 4)]
    [InlineData(9, 4, 2, 3)]
    [InlineData(7, 7, 3, 3)]
    [InlineData(5, 1, 8, 2)]
    public void A_crop_is_the_middle_that_is_then_averaged(int height, int width, int toHeight, int toWidth)
    {
        byte[] pixels = [.. Enumerable.Range(0, 2 * 3 * height * width).Select(i => (byte)(i * 37))];
        var images = new ImageSet(new ImageShape(3, height, width), pixels);
        var crop = new ImageResize(toHeight, toWidth, ImageFit.Crop);
        var kept = crop.Kept(images.Shape);
        Assert.True(kept.Height == height || kept.Width == width);
        Assert.InRange((double)kept.Width / kept.Height * toHeight / toWidth, 0.6, 1.7);
        var middle = new List<byte>();
        var (top, left) = ((height - kept.Height) / 2, (width - kept.Width) / 2);
        for (int plane = 0; plane < 6; plane++)
        {
            for (int row = top; row < top + kept.Height; row++)
            {
                middle.AddRange(pixels.AsSpan((((plane * height) + row) * width) + left, kept.Width));
            }
        }

        var expected = new ImageResize(toHeight, toWidth).Apply(new ImageSet(kept, [.. middle]));
        Assert.Equal(expected.Pixels, crop.Apply(images).Pixels);
    }

    [Fact]
    public void What_is_known_of_the_images_stays()
    {
        var label = new ImageLabel("class", ["a", "b"], [1, 0]);
        var images = new ImageSet(new ImageShape(1, 1, 1), [7, 9], [label]);
        Assert.Same(images, new ImageResize(1, 1).Apply(images));
        Assert.Same(label, Assert.Single(new ImageResize(2, 2).Apply(images).Labels));
    }

    [Theory]
    [InlineData(0, 32, ImageFit.Bilinear, "sides from 1 to 4096")]
    [InlineData(32, 5000, ImageFit.Bilinear, "sides from 1 to 4096")]
    [InlineData(32, 3, ImageFit.Pad, "do not fit into 32×3 by padding")]
    public void Sizes_that_cannot_be_are_refused(int height, int width, ImageFit fit, string expected)
    {
        var images = new ImageSet(new ImageShape(1, 4, 4), new byte[16]);
        var error = Assert.Throws<LikenessException>(() => new ImageResize(height, width, fit).Apply(images));
        Assert.Contains(expected, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Too_much_memory_is_refused_before_it_is_taken()
    {
        var images = new ImageSet(new ImageShape(1, 1, 1), new byte[200]);
        var error = Assert.Throws<LikenessException>(() => new ImageResize(4096, 4096).Apply(images));
        Assert.Contains("more than 2 GiB", error.Message, StringComparison.Ordinal);
    }

    private sealed record Golden(int[] From, int[] To, byte[] Source, byte[] Result);
}
