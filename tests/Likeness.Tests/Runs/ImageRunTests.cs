using Likeness.Data;
using Likeness.Data.Images;
using Likeness.Models.Images;
using Likeness.Runs;
using Likeness.Testing;

namespace Likeness.Tests.Runs;

/// <summary>A run of images, from its data to what can be done with it.</summary>
public sealed class ImageRunTests : IDisposable
{
    private static readonly VanillaVaeOptions Options = VanillaVaeOptions.Small with { Epochs = 1, Channels = [4, 8] };
    private readonly TemporaryFolder folder = new();

    [Fact]
    public void ARunOfImagesCanBeResumedToTheSameBytes()
    {
        using var straight = Start("a", 2);
        using var broken = Start("b", 1);
        using var resumed = TrainingRun.Resume(folder.At("b"), epochs: 2);
        Assert.Equal(
            File.ReadAllBytes(straight.Folder.CheckpointFile),
            File.ReadAllBytes(resumed.Folder.CheckpointFile)
        );
    }

    [Fact]
    public void ImagesAreDrawnScoredAndSentThroughCodes()
    {
        using var run = Start("run", 1);
        var images = new ImageRun(run);
        var data = images.LoadData();
        Assert.Equal((100, 8, 92), (data.Test.Count, data.Validation.Count, data.Train.Count));
        var some = data.Test.Take([0, 1, 2]);
        Assert.Equal(3, images.Reconstruct(some).Count);
        Assert.Equal(3 * images.LatentWidth, images.Encode(some).Length);
        Assert.Equal(2, images.Decode(images.SampleLatents(2)).Count);
        Assert.All(images.Score(some).LogDensity, value => Assert.True(double.IsFinite(value)));
        Assert.Equal(images.Sample(3, seed: 2).Pixels, images.Sample(70, seed: 2).Take([0, 1, 2]).Pixels);
        bool[] given = [.. Enumerable.Range(0, images.Transform.Width).Select(i => i % 32 < 16)];
        var completed = images.Inpaint(some, given);
        Assert.Equal(some[1][..16], completed[1][..16]);
        var report = images.Evaluate(
            20,
            new()
            {
                Classifier = new() { Images = 200 },
                BaselineRepeats = 2,
                Resamples = 5,
                Threads = 1,
            }
        );
        Assert.NotNull(report.Reconstruction);
        Assert.NotNull(report.Likelihood);
        Assert.Equal(20, report.Evaluation!.GeneratedImages);
        Assert.True(File.Exists(run.Folder.SamplePicture) && File.Exists(run.Folder.ReconstructionPicture));
    }

    [Fact]
    public void WhatIsForTablesIsRefusedInOneSentence()
    {
        using var run = Start("run", 1);
        var error = Assert.Throws<LikenessException>(() => run.Sample(3));
        Assert.EndsWith(
            "the run is of images, and this is for tables only (give a run of tables)",
            error.Message,
            StringComparison.Ordinal
        );
    }

    public void Dispose() => folder.Dispose();

    private Run Start(string name, int epochs) =>
        TrainingRun.Start(
            new RunSettings
            {
                Model = "vanilla-vae",
                Options = Options with { Epochs = epochs },
                Data = DataSource.Embedded("shapes") with { DatasetRows = 100 },
                OutputFolder = folder.At(name),
                Threads = 1,
            }
        );
}
