using Likeness.Bench.Modes;
using Likeness.Modalities.Images.Evaluation;
using Likeness.Testing;

namespace Likeness.Bench.Tests;

/// <summary>The count of modes of images.</summary>
public sealed class ImageModesTests
{
    [Fact]
    public void TrainingImagesHaveAllTheirModesAndOneImageHasOne()
    {
        using var folder = new TemporaryFolder();
        using var modes = ImageModes.Shapes(
            folder.Location,
            new ImageClassifierSettings { Images = 1280, Threads = 2 }
        );
        Assert.Equal(72, modes.Count);
        var (found, divergence) = modes.Compare(modes.Train);
        Assert.InRange(found, 12, 72);
        Assert.Equal(0, divergence, 1e-9);
        (found, divergence) = modes.Compare(modes.Train.Take([.. Enumerable.Repeat(7, 30)]));
        Assert.Equal(1, found);
        Assert.True(divergence > 1);
    }
}
