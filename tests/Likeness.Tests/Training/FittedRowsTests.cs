using Likeness.Modalities.Images;
using Likeness.Modalities.Images.Data;
using Likeness.Models;
using Likeness.Training;

namespace Likeness.Tests.Training;

/// <summary>The rows that a model is fitted to at once.</summary>
public sealed class FittedRowsTests
{
    // 4,096 × 4,096 pixels are 16 M values, of which sixteen rows fit; only their number is asked for.
    [Fact]
    public void ManyImagesGiveEvenlySpacedRows()
    {
        var transform = new ImageTransform(new ImageShape(1, 4096, 4096), PixelScale.Symmetric, []);
        var space = ModelSpace.Create(transform, 20);
        Assert.Equal(16, new Counted(20, transform.Width).FittedRows(space));
        Assert.Equal(15, new Counted(15, transform.Width).FittedRows(space));
    }

    [Fact]
    public void FewImagesAreAllTaken()
    {
        byte[] pixels = [.. Enumerable.Range(0, 12).Select(i => (byte)(i * 20))];
        var images = new ImageSet(new ImageShape(1, 2, 2), pixels);
        var transform = new ImageTransform(images.Shape, PixelScale.Unit, []);
        var examples = new ImageExamples(images, transform);
        Assert.Equal(examples.All(null), examples.ForFit(ModelSpace.Create(transform, 3), null));
    }

    private sealed class Counted(int count, int width) : IExamples
    {
        public int Count => count;

        public int Width => width;

        public void Fill(
            ReadOnlySpan<int> which,
            Span<float> rows,
            Likeness.Data.Transforms.DequantisationNoise? noise
        ) => throw new NotSupportedException();

        public string NameOf(int index) => "x";
    }
}
