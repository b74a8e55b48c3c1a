using Likeness.Data;
using Likeness.Modalities.Images;
using Likeness.Models;
using Likeness.Models.Images;
using Likeness.Runs;
using Likeness.Tests.Modalities.Images.Evaluation;

namespace Likeness.Tests.Runs;

public sealed class TrainingMemoryTests
{
    [Fact]
    public void PicturesThatAreTooLargeAreRefusedWithASmallerSize()
    {
        var modality = new ImageModality();
        var entry = ModelRegistry.Find("ae", modality.ExampleType);
        var options = new ImageAeOptions { Size = 32, BatchSize = 8 };
        var data = modality.Prepare(
            DataSource.FromImages(ToyImages.Make(40, 1)),
            options,
            new SplitSettings(0.2, 0.1, 1),
            progress: null
        );
        var refused = new TrainingMemory(entry, options, data).TooLarge(new InsufficientMemoryException("floats"));
        Assert.StartsWith(
            "ae with 1024 dimensions and a batch of 8 is too large to be trained and sampled (lower --size or --batch-size",
            refused.CommandLineMessage,
            StringComparison.Ordinal
        );
        Assert.EndsWith(", or take --preset small)", refused.CommandLineMessage, StringComparison.Ordinal);
    }

    [Fact]
    public void TimeIsEstimatedWithAsManyPicturesAsAreSampledAtOnce()
    {
        Assert.Equal(ImageModel.Chunk, new ImageModality().SampledAtOnce);
    }
}
