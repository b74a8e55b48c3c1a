using Likeness.Compute.Cpu;
using Likeness.Modalities.Images.Data;
using Likeness.Modalities.Images.Evaluation;

namespace Likeness.Tests.Modalities.Images.Evaluation;

public sealed class NearestImagesTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(15)]
    [InlineData(64)]
    [InlineData(100)]
    [InlineData(784)]
    [InlineData(1100)]
    public void AreThoseOfADirectSearch(int length)
    {
        var shape = new ImageShape(1, 1, length);
        var among = Random(shape, 190, 1);
        var images = Random(shape, 19, 2);
        var found = NearestImages.Find(images, among, neighbours: 3, threads: 2);
        Assert.Equal((19, 3), (found.Count, found.Neighbours));
        for (int i = 0; i < images.Count; i++)
        {
            var (distances, order) = Direct(images, i, among);
            for (int rank = 0; rank < 3; rank++)
            {
                Assert.Equal(order[rank], found.Index(i, rank));
                Assert.Equal(Math.Sqrt(distances[order[rank]]) / 255, found.Distance(i, rank), 1e-12);
            }
        }
    }

    // The bound by strips is the distance itself where they are of one value, and rules out most images where they nearly are.
    [Theory]
    [InlineData(0)]
    [InlineData(3)]
    public void AreThoseOfADirectSearchAmongSmoothImages(int noise)
    {
        var shape = new ImageShape(1, 20, 32);
        var among = Smooth(shape, 400, 4, noise);
        var images = Smooth(shape, 20, 5, noise);
        var found = NearestImages.Find(images, among, neighbours: 6);
        for (int i = 0; i < images.Count; i++)
        {
            var (_, order) = Direct(images, i, among);
            Assert.Equal(order[..6], Enumerable.Range(0, 6).Select(rank => found.Index(i, rank)));
        }
    }

    [Fact]
    public void AnImageIsNotItsOwnNeighbour()
    {
        var images = Random(new ImageShape(1, 2, 3), 20, 3);
        var found = NearestImages.Find(images, images, itself: [.. Enumerable.Range(0, 20)]);
        for (int i = 0; i < 20; i++)
        {
            Assert.Equal(Direct(images, i, images).Order.First(j => j != i), found.Index(i));
        }
    }

    [Fact]
    public void TheLargestDifferencesDoNotOverflow()
    {
        var shape = new ImageShape(3, 256, 256);
        var white = new byte[shape.Length];
        Array.Fill(white, byte.MaxValue);
        var found = NearestImages.Find(new ImageSet(shape, white), new ImageSet(shape, new byte[shape.Length]));
        Assert.Equal(Math.Sqrt(shape.Length), found.Distance(0), 1e-12);
    }

    [Fact]
    public void ASearchThatCannotSucceedIsRefused()
    {
        var images = Random(new ImageShape(1, 1, 4), 3, 1);
        Assert.Throws<ArgumentException>(() => NearestImages.Find(images, images, neighbours: 4));
        Assert.Throws<ArgumentException>(() => NearestImages.Find(images, images, neighbours: 3, itself: [0, 1, 2]));
        Assert.Throws<ArgumentException>(() => NearestImages.Find(images, Random(new ImageShape(1, 2, 2), 3, 1)));
    }

    private static (long[] Distances, int[] Order) Direct(ImageSet images, int image, ImageSet among)
    {
        var distances = new long[among.Count];
        for (int j = 0; j < among.Count; j++)
        {
            for (int i = 0; i < images.Shape.Length; i++)
            {
                long difference = images[image][i] - among[j][i];
                distances[j] += difference * difference;
            }
        }

        return (distances, [.. Enumerable.Range(0, among.Count).OrderBy(j => distances[j]).ThenBy(j => j)]);
    }

    private static ImageSet Smooth(ImageShape shape, int count, ulong seed, int noise)
    {
        var random = new PhiloxRandom(seed, stream: 0);
        var pixels = new byte[count * shape.Length];
        for (int i = 0; i < pixels.Length; i += 4)
        {
            int level = random.NextInt(250);
            for (int j = i; j < i + 4; j++)
            {
                pixels[j] = (byte)(level + random.NextInt(noise + 1));
            }
        }

        return new ImageSet(shape, pixels);
    }

    private static ImageSet Random(ImageShape shape, int count, ulong seed)
    {
        var random = new PhiloxRandom(seed, 5);
        return new ImageSet(
            shape,
            [.. Enumerable.Range(0, count * shape.Length).Select(_ => (byte)random.NextInt(256))]
        );
    }
}
