using Likeness.Data;
using Likeness.Data.Transforms;
using Likeness.Figures.Png;
using Likeness.Modalities;
using Likeness.Modalities.Images;
using Likeness.Modalities.Images.Data;
using Likeness.Models.Images;
using Likeness.Runs;
using Likeness.Testing;

namespace Likeness.Tests.Modalities.Images;

/// <summary>Images that are padded to the size of a model come back in the size of the data.</summary>
public sealed class PaddedImagesTests : IDisposable
{
    private static readonly ImageShape Own = new(1, 7, 6);
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void SamplesReconstructionsAndInpaintedImagesHaveTheSizeOfTheData()
    {
        string pictures = Pictures("real", 7, 6);
        using var run = Train(pictures);
        var images = run.As<ImageModel>();
        Assert.Equal(new ImageShape(1, 8, 8), images.Transform.Shape);
        Assert.Equal(Own, images.Transform.SampleShape);
        Assert.Equal(Own, images.Sample(3, seed: 1).Shape);
        var data = images.LoadData();
        Assert.Equal(ImageFiles.Load(pictures).Train[5].ToArray(), All(data)[5]);
        Assert.Equal(Own, images.Reconstruct(data.Test).Shape);
        bool[] known = ImageMask.Lower.Known(images.Transform);
        var inpainted = images.Inpaint(data.Test, known);
        Assert.Equal(Own, inpainted.Shape);
        Assert.Equal(data.Test[0][..18].ToArray(), inpainted[0][..18].ToArray()); // three rows of seven are known
        Assert.NotEqual(data.Test[0][18..].ToArray(), inpainted[0][18..].ToArray());
        Assert.Equal("images of 1×7×6", run.Evaluate(new EvaluationRequest { Threads = 1 }).Subject);
    }

    [Fact]
    public void ARunOfPaddedImagesStaysAsItWas()
    {
        var shape = new ImageShape(1, 8, 8);
        var transform = new ImageTransform(shape, PixelScale.Symmetric, []);
        Assert.DoesNotContain("unpadded", transform.ToJson().ToString(), StringComparison.OrdinalIgnoreCase);
        var padded = transform with { Unpadded = Own };
        Assert.Equal(Own, ImageTransform.FromJson(padded.ToJson()).SampleShape);
        Assert.Equal(shape, ImageTransform.FromJson(transform.ToJson()).SampleShape);
    }

    [Fact]
    public void APaddedImageIsTheSameRow()
    {
        var images = ImageFiles.Load(Pictures("real", 7, 6)).Train;
        var padded = new ImageResize(8, 8, ImageFit.Pad).Apply(images);
        Assert.Equal(Own, padded.Unpadded);
        var transform = new ImageTransform(padded.Shape, PixelScale.Logit, []) { Unpadded = padded.Unpadded };
        var (own, framed) = (new float[2 * 64], new float[2 * 64]);
        var noise = new DequantisationNoise(1, 2);
        transform.Forward(images, [3, 9], own, noise);
        transform.Forward(padded, [3, 9], framed, noise);
        Assert.Equal(framed, own);
        Assert.Equal(images.Take([3, 9]).Pixels, transform.Inverse(own).Pixels);
    }

    [Theory]
    [InlineData(7, "padded")]
    [InlineData(8, null)]
    [InlineData(16, "resized")]
    public void RealImagesOfOtherSizesAreComparedInTheSizeOfGeneratedOnes(int side, string? way)
    {
        var files = new EvaluatedFiles(
            DataSource.FromFiles(Pictures("real", side, side)),
            DataSource.FromFiles(Pictures("generated", 8, 8))
        );
        var outcome = files.Real.Modality.Evaluate(
            files,
            new EvaluationRequest { Threads = 1 },
            progress: null,
            CancellationToken.None
        );
        string? warning = outcome.Warnings.FirstOrDefault(text =>
            text.StartsWith("real: pictures of", StringComparison.Ordinal)
        );
        Assert.Equal(
            way is null ? null : $"real: pictures of {side}×{side}, {way} to 8×8, as the generated ones.",
            warning
        );
    }

    [Fact]
    public void GeneratedImagesOfSeveralSizesAreComparedInACommonOne()
    {
        Pictures("generated", 40, 40);
        foreach (string file in Directory.GetFiles(Pictures("wide", 36, 44)))
        {
            File.Copy(file, folder.At($"generated/wide-{Path.GetFileName(file)}"));
        }

        var files = new EvaluatedFiles(
            DataSource.FromFiles(Pictures("real", 48, 48)),
            DataSource.FromFiles(folder.At("generated"))
        );
        var outcome = files.Real.Modality.Evaluate(
            files,
            new EvaluationRequest { Threads = 1 },
            progress: null,
            CancellationToken.None
        );
        Assert.Contains("generated: pictures of several sizes, resized to 36×36, a common size.", outcome.Warnings);
        Assert.Contains("real: pictures of 48×48, resized to 36×36, a common size.", outcome.Warnings);
    }

    private static byte[][] All(DataSplit<ImageSet> data) =>
        [
            .. new[] { data.Train, data.Validation, data.Test }
                .SelectMany(set => Enumerable.Range(0, set.Count).Select(i => (set.Files[i], set[i].ToArray())))
                .OrderBy(image => image.Item1, StringComparer.Ordinal)
                .Select(image => image.Item2),
        ];

    private TrainedModel Train(string pictures) =>
        TrainedModel.Train(
            new RunSettings
            {
                Model = "vanilla-vae",
                Options = VanillaVaeOptions.Small with { Epochs = 1, Channels = [4, 8], Size = 8 },
                Data = DataSource.FromFiles(pictures) with { Fit = ImageFit.Crop },
                OutputFolder = folder.At("run"),
                Threads = 1,
            }
        );

    private string Pictures(string name, int height, int width) =>
        TinyPictures.Folder(
            folder.At(name),
            Enumerable.Range(0, 60).Select(i => ($"{i:00}.png", Png(width, height, i)))
        );

    private static byte[] Png(int width, int height, int number) =>
        PngEncoder.Encode(
            new PixelImage(
                width,
                height,
                1,
                [.. Enumerable.Range(0, width * height).Select(i => (byte)(1 + (((i * 13) + (number * 29)) % 250)))]
            )
        );
}
