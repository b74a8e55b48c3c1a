using FsCheck;
using FsCheck.Fluent;
using Likeness.Data;
using Likeness.Data.Png;
using Likeness.Figures.Png;

namespace Likeness.Tests.Figures.Png;

public sealed class PngEncoderTests
{
    [Fact]
    public void WhatIsWrittenIsReadBack()
    {
        var images =
            from width in Gen.Choose(1, 40)
            from height in Gen.Choose(1, 12)
            from channels in Gen.Choose(1, 4)
            from smooth in Gen.Elements(true, false)
            from seed in Gen.Choose(0, 10_000)
            select Picture(width, height, channels, smooth, seed);
        Prop.ForAll(
                images.ToArbitrary(),
                image =>
                {
                    var read = PngDecoder.Decode(PngEncoder.Encode(image), "written.png");
                    return (read.Width, read.Height, read.Channels) == (image.Width, image.Height, image.Channels)
                        && read.Pixels.AsSpan().SequenceEqual(image.Pixels);
                }
            )
            .Check(Config.QuickThrowOnFailure.WithMaxTest(200).WithReplay(7, 1));
    }

    [Fact]
    public void FiltersMakeASmoothPictureMuchSmaller()
    {
        var smooth = Picture(200, 100, 3, smooth: true, seed: 1);
        Assert.InRange(PngEncoder.Encode(smooth).Length, 1, 200 * 100 * 3 / 10);
    }

    [Fact]
    public void TheSamePictureGivesTheSameBytes()
    {
        var image = Picture(50, 40, 4, smooth: false, seed: 3);
        Assert.Equal(PngEncoder.Encode(image), PngEncoder.Encode(image with { Pixels = [.. image.Pixels] }));
    }

    [Theory]
    [InlineData(0, 1, 3, 0)]
    [InlineData(2, 2, 5, 20)]
    [InlineData(2, 2, 3, 11)]
    public void WhatIsNoPictureIsRefused(int width, int height, int channels, int bytes) =>
        Assert.Throws<ArgumentException>(() =>
            PngEncoder.Encode(new PixelImage(width, height, channels, new byte[bytes]))
        );

    private static PixelImage Picture(int width, int height, int channels, bool smooth, int seed)
    {
        var pixels = new byte[width * height * channels];
        var random = new Random(seed);
        for (int i = 0; i < pixels.Length; i++)
        {
            int x = i / channels % width;
            int y = i / channels / width;
            pixels[i] = smooth ? (byte)((2 * x) + (3 * y) + seed) : (byte)random.Next(256);
        }

        return new PixelImage(width, height, channels, pixels);
    }
}
