using Likeness.Data.Transforms;
using Likeness.Modalities.Images.Data;
using Likeness.Tests.Models.Images;

namespace Likeness.Tests.Modalities.Images.Data;

/// <summary>Pixels are transformed to model space and back.</summary>
public sealed class ImageTransformTests
{
    private static readonly ImageSet Images = TinyImages.Squares(12, channels: 3, side: 8);
    private static readonly int[] All = [.. Enumerable.Range(0, 12)];

    [Theory]
    [InlineData(PixelScale.Symmetric)]
    [InlineData(PixelScale.Unit)]
    [InlineData(PixelScale.Logit)]
    [InlineData(PixelScale.Dequantised)]
    [InlineData(PixelScale.DequantisedSymmetric)]
    [InlineData(PixelScale.Levels)]
    public void EveryLevelComesBack(PixelScale scale)
    {
        var ramp = new ImageSet(new ImageShape(1, 16, 16), [.. Enumerable.Range(0, 256).Select(v => (byte)v)]);
        var transform = new ImageTransform(ramp.Shape, scale, []);
        var rows = new float[256];
        foreach (var noise in new[] { null, new DequantisationNoise(1, 2) })
        {
            transform.Forward(ramp, [0], rows, noise);
            Assert.Equal(ramp.Pixels, transform.Inverse(rows).Pixels);
        }
    }

    [Theory]
    [InlineData(PixelScale.Symmetric)]
    [InlineData(PixelScale.Unit)]
    [InlineData(PixelScale.Logit)]
    [InlineData(PixelScale.Dequantised)]
    [InlineData(PixelScale.DequantisedSymmetric)]
    public void TheJacobianIsThatOfTheNumbers(PixelScale scale)
    {
        // log |dz/dv| from neighbouring levels, with z at the centres of their bins.
        var shape = new ImageShape(1, 1, 3);
        var transform = new ImageTransform(shape, scale, []);
        var rows = new float[9];
        transform.Forward(new ImageSet(shape, [99, 127, 199, 100, 128, 200, 101, 129, 201]), [0, 1, 2], rows);
        double expected = Enumerable.Range(0, 3).Sum(k => Math.Log((rows[6 + k] - rows[k]) / 2));
        Assert.Equal(expected, transform.LogJacobian(rows.AsSpan(3, 3)), 1e-3);
    }

    [Fact]
    public void BinaryPixelsAreSampledWithTheirFractionOfWhite()
    {
        var grey = new ImageSet(new ImageShape(1, 100, 100), [.. Enumerable.Repeat((byte)64, 10_000)]);
        var transform = new ImageTransform(grey.Shape, PixelScale.Binary, []);
        var rows = new float[10_000];
        transform.Forward(grey, [0], rows, new DequantisationNoise(3, 4));
        Assert.All(rows, value => Assert.True(value is 0 or 1));
        Assert.Equal(64 / 255.0, rows.Average(), 0.02);
        var again = new float[10_000];
        transform.Forward(grey, [0], again, new DequantisationNoise(3, 5));
        Assert.NotEqual(rows, again);
    }

    [Fact]
    public void AFlipMirrorsHalfOfTheImages()
    {
        var transform = new ImageTransform(Images.Shape, PixelScale.Levels, []);
        var (plain, flipped) = (new float[12 * transform.Width], new float[12 * transform.Width]);
        transform.Forward(Images, All, plain);
        transform.Forward(Images, All, flipped, new DequantisationNoise(1, 1), flip: true);
        int same = All.Count(i =>
            plain
                .AsSpan(i * transform.Width, transform.Width)
                .SequenceEqual(flipped.AsSpan(i * transform.Width, transform.Width))
        );
        Assert.InRange(same, 2, 10);
        Assert.Equal(plain.Sum(), flipped.Sum());
    }

    [Fact]
    public void AClassIsTheLastValueOfARow()
    {
        var transform = new ImageTransform(Images.Shape, PixelScale.Unit, Images.Labels[0].Classes, LearnsClass: true);
        var rows = new float[12 * transform.Width];
        transform.Forward(Images, All, rows);
        Assert.Equal(Images.Labels[0].Values, transform.Inverse(rows).Labels[0].Values);
    }

    [Fact]
    public void ItIsStoredAsJson()
    {
        var transform = new ImageTransform(Images.Shape, PixelScale.Logit, ["a", "b"], LearnsClass: true);
        Assert.Equivalent(transform, ImageTransform.FromJson(transform.ToJson()));
        Assert.Throws<LikenessException>(() =>
            ImageTransform.FromJson(System.Text.Json.JsonDocument.Parse("{}").RootElement)
        );
    }

    [Fact]
    public void WhatIsNotANumberIsRefused() =>
        Assert.Throws<LikenessException>(() =>
            new ImageTransform(new(1, 1, 1), PixelScale.Unit, []).Inverse([float.NaN])
        );

    [Theory]
    [InlineData(1, 8, "the images are of 1×8×8, but the run was trained on 3×8×8 (give Colour rgb)")]
    [InlineData(1, 9, "the images are of 1×9×9, but the run was trained on 3×8×8 (give images of those sizes)")]
    [InlineData(2, 8, "the images are of 2×8×8, but the run was trained on 3×8×8 (give images of those sizes)")]
    public void ImagesOfOtherSizesAreRefused(int channels, int side, string expected)
    {
        var transform = new ImageTransform(Images.Shape, PixelScale.Symmetric, []);
        transform.RequireShape(Images.Shape);
        Assert.Equal(
            expected,
            Assert.Throws<LikenessException>(() => transform.RequireShape(new ImageShape(channels, side, side))).Message
        );
    }
}
