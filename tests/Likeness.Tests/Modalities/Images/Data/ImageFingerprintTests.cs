using System.Security.Cryptography;
using Likeness.Modalities.Images.Data;

namespace Likeness.Tests.Modalities.Images.Data;

public sealed class ImageFingerprintTests
{
    private static readonly ImageShape Shape = new(1, 1, 2);

    private static readonly ImageLabel Label = new("class", ["a", "bc"], [0, 1]);

    private static readonly ImageSet Images = new(Shape, [1, 2, 3, 4], [Label], [new ImageFactor("x", [0.5, 1])]);

    [Fact]
    public void It_is_the_sum_of_the_bytes_in_this_order()
    {
        using var bytes = new MemoryStream();
        using var writer = new BinaryWriter(bytes);
        foreach (int number in new[] { 1, 1, 2, 2 })
        {
            writer.Write(number);
        }

        writer.Write([1, 2, 3, 4]);
        writer.Write(0);
        writer.Write(0);
        string plain = $"sha256:{Convert.ToHexStringLower(SHA256.HashData(bytes.ToArray()))}";
        Assert.Equal(plain, ImageFingerprint.Compute(new ImageSet(Shape, [1, 2, 3, 4])));
    }

    [Fact]
    public void All_that_is_known_counts()
    {
        ImageSet[] others =
        [
            new(Shape, [1, 2, 3, 5], Images.Labels, Images.Factors),
            new(new ImageShape(1, 2, 1), Images.Pixels, Images.Labels, Images.Factors),
            new(Shape, Images.Pixels, [Label with { Name = "kind" }], Images.Factors),
            new(Shape, Images.Pixels, [Label with { Classes = ["ab", "c"] }], Images.Factors),
            new(Shape, Images.Pixels, [Label with { Values = [1, 1] }], Images.Factors),
            new(Shape, Images.Pixels, Images.Labels, [new ImageFactor("x", [0.5, 1.5])]),
            new(Shape, Images.Pixels, [], Images.Factors),
        ];
        string[] all = [ImageFingerprint.Compute(Images), .. others.Select(ImageFingerprint.Compute)];
        Assert.Equal(all.Length, all.Distinct(StringComparer.Ordinal).Count());
        Assert.Equal(all[0], ImageFingerprint.Compute(Images.Take([0, 1])));
        Assert.NotEqual(
            ImageFingerprint.Compute(new ImageSplits(Images, Images)),
            ImageFingerprint.Compute(new ImageSplits(Images, null, Images))
        );
    }
}
