using Likeness.Data;
using Likeness.Modalities.Images;
using Likeness.Modalities.Images.Data;
using Likeness.Runs;
using Likeness.Testing;

namespace Likeness.Tests.Modalities.Images;

/// <summary>The split of images into training, validation and test images.</summary>
public sealed class ImageReaderTests : IDisposable
{
    private static readonly DataSource Shapes = DataSource.Embedded("shapes") with { DatasetRows = 60 };
    private readonly TemporaryFolder folder = new();

    [Fact]
    public void TestImagesOfTheMakersStayTestImages()
    {
        var test = Shapes.LoadImages().Test!;
        var data = ImageReader.Read(Shapes with { DatasetRows = null }, size: 0, new SplitSettings(0.2, 0.1, Seed: 1));
        Assert.Equal(test.Pixels, data.Test.Pixels);
        Assert.Equal(Shapes.LoadImages().Train.Count, data.Train.Count + data.Validation.Count);
    }

    [Fact]
    public void AtMost5000ImagesAreTakenForValidation()
    {
        var images = new ImageSet(new(1, 1, 1), new byte[60_000]);
        ImageSampleFile.Write(folder.At("points.npy"), images);
        var data = ImageReader.Read(
            DataSource.FromFiles(folder.At("points.npy")),
            size: 0,
            new SplitSettings(0.2, 0.1, Seed: 1)
        );
        Assert.Equal((43_000, 5_000, 12_000), (data.Train.Count, data.Validation.Count, data.Test.Count));
    }

    [Fact]
    public void TheTestImagesDependOnSeedAndHoldoutAlone()
    {
        var source = Pictures();
        var split = new SplitSettings(0.2, 0.1, Seed: 7);
        var data = ImageReader.Read(source, size: 0, split);
        Assert.Equal((28, 4, 8), (data.Train.Count, data.Validation.Count, data.Test.Count));
        var others = ImageReader.Read(source, size: 0, split with { Validation = 0.3 });
        Assert.Equal(data.Test.Pixels, others.Test.Pixels);
        var former = ImageReader.Read(source, size: 0, split with { Validation = null });
        Assert.Equal(data.Test.Pixels, former.Test.Pixels);
        Assert.Same(former.Test, former.Validation);
    }

    // The fingerprint in the run.json that the previous release wrote for these settings.
    [Fact]
    public void RunsOfFormat1FindTheirTrainingImages()
    {
        var data = ImageReader.Read(Shapes, size: 32, new SplitSettings(0.2, Validation: null, Seed: 3));
        Assert.Equal(Former, ImageFingerprint.Compute(data.Train));
    }

    [Fact]
    public void AResizeIsAFactOfTheData()
    {
        var data = ImageReader.Read(Shapes, size: 16, new SplitSettings(0.2, 0.1, Seed: 3));
        Assert.Equal(["resized from 3×32×32 to 3×16×16"], data.Facts);
    }

    public void Dispose() => folder.Dispose();

    private DataSource Pictures()
    {
        ImageSampleFile.Write(folder.At("pictures.npy"), Shapes.LoadImages().Train.Take([.. Enumerable.Range(0, 40)]));
        return DataSource.FromFiles(folder.At("pictures.npy"));
    }

    private const string Former = "sha256:6c352d7d04d22bb4580c1f9c9fa889917169d9633f6419d0bd118c6bd4414dbd";
}
