using Likeness.Data;
using Likeness.Modalities;
using Likeness.Modalities.Images;
using Likeness.Modalities.Images.Data;
using Likeness.Modalities.Images.Evaluation;
using Likeness.Modalities.Images.Tasks;
using Likeness.Models;
using Likeness.Models.Diffusion;
using Likeness.Models.Images;
using Likeness.Runs;
using Likeness.Testing;

namespace Likeness.Tests.Modalities.Images;

/// <summary>A trained model of images, from the data to its tasks.</summary>
public sealed class ImageModelTests : IDisposable
{
    private static readonly VanillaVaeOptions Options = VanillaVaeOptions.Small with { Epochs = 1, Channels = [4, 8] };
    private readonly TemporaryFolder folder = new();

    [Fact]
    public void ARunOfImagesCanBeResumedToTheSameBytes()
    {
        using var straight = Train("a", 2);
        using var broken = Train("b", 1);
        using var resumed = TrainedModel.Resume(folder.At("b"), epochs: 2);
        Assert.Equal(
            File.ReadAllBytes(straight.Folder.CheckpointFile),
            File.ReadAllBytes(resumed.Folder.CheckpointFile)
        );
    }

    [Fact]
    public void ImagesAreSampledScoredAndEncoded()
    {
        using var run = Train("run", 1);
        var images = run.As<ImageModel>();
        var data = images.LoadData();
        Assert.Equal((100, 10, 90), (data.Test.Count, data.Validation.Count, data.Train.Count));
        var some = data.Test.Take([0, 1, 2]);
        Assert.Equal(3, run.As<IReconstructor<ImageSet>>().Reconstruct(some).Count);
        var latents = run.As<ILatentSpace<ImageSet>>();
        Assert.Equal(3 * latents.LatentWidth, latents.Encode(some).Length);
        Assert.Equal(2, latents.Decode(latents.SampleLatents(2)).Count);
        Assert.All(run.As<IScorer<ImageSet>>().Score(some).LogDensity, value => Assert.True(double.IsFinite(value)));
        Assert.Equal(run.Sample<ImageSet>(3, seed: 2).Pixels, run.Sample<ImageSet>(70, seed: 2).Take([0, 1, 2]).Pixels);
        bool[] known = [.. Enumerable.Range(0, images.Transform.Width).Select(i => i % 32 < 16)];
        var inpainted = images.Inpaint(some, known);
        Assert.Equal(some[1][..16], inpainted[1][..16]);
        Assert.Equal(latents.SampleLatents(3, seed: 4)[^latents.LatentWidth..], images.SampleLatent(3, seed: 4));
        Assert.Equal(
            "image 150 does not exist; there are 100 test images of the run (count from 1)",
            Assert
                .Throws<LikenessException>(() =>
                    ImageChoice.LatentOf(run, new InterpolateSettings(), "150", () => data.Test)
                )
                .Message
        );
    }

    [Fact]
    public void MoreThanAnyMemoryHoldsIsRefused()
    {
        using var run = Train("run", 1);
        var images = run.As<ImageModel>();
        Assert.StartsWith(
            "2000000000 images of 3×32×32 take more than 2 GiB of memory (",
            Assert.Throws<LikenessException>(() => images.Sample(2_000_000_000)).Message,
            StringComparison.Ordinal
        );
        Assert.StartsWith(
            "sample:2000000000 is out of range (give sample:1 to sample:100000, ",
            Assert.Throws<LikenessException>(() => images.SampleLatent(2_000_000_000, seed: 1)).Message,
            StringComparison.Ordinal
        );
    }

    [Fact]
    public void ImagesAreFlaggedByTheScoresOfValidationImages()
    {
        using var run = Train("run", 1);
        var images = run.As<ImageModel>();
        var validation = images.LoadData().Validation;
        var ranking = images.Rank(validation, falseAlarm: 0.3);
        Assert.Equal(2, Enumerable.Range(0, validation.Count).Count(ranking.IsFlagged)); // ⌊0.3 · 11⌋ − 1 of them lie below the threshold
        Assert.Contains(
            "cannot be set with 10 validation examples",
            Assert.Throws<LikenessException>(() => images.Rank(validation, falseAlarm: 0.05)).Message,
            StringComparison.Ordinal
        );
    }

    [Fact]
    public void AnEvaluationMeasuresSamplesReconstructionsAndLikelihood()
    {
        using var run = Train("run", 1);
        var settings = new ImageEvaluationSettings
        {
            Classifier = new() { Images = 200 },
            BaselineRepeats = 2,
            Resamples = 5,
            Threads = 1,
        };
        var outcome = ImageModelEvaluation.Evaluate(run, 20, settings, progress: null, CancellationToken.None);
        var results = Assert.IsType<ImageResults>(outcome.Details);
        Assert.NotNull(results.Reconstruction);
        Assert.NotNull(results.Likelihood);
        Assert.Equal((20, 100, 90), Counts(results.Evaluation!));
        // The metric that decided stands beside the five that always do.
        Assert.Equal(outcome.Verdict!.Evidence[0].Metric, outcome.Numbers[0].Name);
        Assert.Equal(6, outcome.Numbers.Count);
        Assert.Equal("images of 3×32×32", outcome.Subject);
        Assert.All(outcome.Files, file => Assert.True(File.Exists(run.Folder.PathOf(file.Path)), file.Path));
    }

    [Theory]
    [InlineData("ddpm", true)]
    [InlineData("ncsnv2", false)] // untrained, it needs far more steps than these
    public void ADensityIsReportedOnlyIfItsStepsAreEnough(string model, bool isReported)
    {
        DiffusionOptions options =
            model == "ddpm" ? new ImageDdpmOptions() : new NcsnV2Options { NoiseLevels = 2, LevelSteps = 1 };
        options = options with { Channels = [4], Epochs = 1, Steps = 2, DensitySteps = 8 };
        using var run = Train("run", model, options);
        var outcome = ImageModelEvaluation.Evaluate(run, 20, Quick, progress: null, CancellationToken.None);
        var likelihood = Assert.IsType<ImageResults>(outcome.Details).Likelihood;
        if (isReported)
        {
            Assert.InRange(likelihood!.SolverError!.Value, 0, 0.05);
        }

        Assert.Equal(isReported, likelihood is not null);
        var images = run.As<ImageModel>();
        Assert.Equal(isReported, images.Rank(images.LoadData().Test.Take([0, 1, 2])).SolverError!.IsSmall);
        Assert.Equal(
            isReported,
            !outcome.Warnings.Any(text => text.Contains("--density-steps", StringComparison.Ordinal))
        );
    }

    [Fact]
    public void EquationsAreSolvedForAsManyImagesAsFitIntoTheTime()
    {
        var options = new ImageDdpmOptions
        {
            Channels = [4],
            Epochs = 1,
            Steps = 2,
            DensitySteps = 8,
        };
        using var run = Train("run", "ddpm", options);
        var outcome = ImageModelEvaluation.Evaluate(
            run,
            20,
            Quick,
            progress: null,
            CancellationToken.None,
            TimeSpan.FromMilliseconds(1)
        );
        var results = Assert.IsType<ImageResults>(outcome.Details);
        Assert.Null(results.Likelihood);
        Assert.Contains(outcome.Warnings, text => text.Contains("longer than is left", StringComparison.Ordinal));
        Assert.Equal(32, results.Reconstruction!.Images);
        // A millisecond for each code: 0.24 s are for codes, 0.4 s for 133 densities, of which the check takes 48.
        Assert.Equal(new Integrations(240, 85), Integrations.Within(TimeSpan.FromSeconds(2), 1e-3));
    }

    [Fact]
    public void WhatIsForTablesIsRefusedInOneSentence()
    {
        using var run = Train("run", 1);
        Assert.False(run.Can<ISampler<Table>>());
        var error = Assert.Throws<LikenessException>(() => run.Sample<Table>(3));
        Assert.Contains(
            "a run of vanilla-vae on images gives ImageSet, not Table",
            error.Message,
            StringComparison.Ordinal
        );
    }

    public void Dispose() => folder.Dispose();

    private static ImageEvaluationSettings Quick =>
        new()
        {
            Classifier = new() { Images = 100 },
            BaselineRepeats = 2,
            Resamples = 2,
            Threads = 1,
        };

    private static (int Generated, int Test, int Train) Counts(ImageEvaluationReport report) =>
        (report.GeneratedImages, report.TestImages, report.TrainImages);

    private TrainedModel Train(string name, int epochs) => Train(name, "vanilla-vae", Options with { Epochs = epochs });

    private TrainedModel Train(string name, string model, ModelOptions options) =>
        TrainedModel.Train(
            new RunSettings
            {
                Model = model,
                Options = options,
                Data = DataSource.Embedded("shapes") with { DatasetRows = 100 },
                OutputFolder = folder.At(name),
                Threads = 1,
            }
        );
}
