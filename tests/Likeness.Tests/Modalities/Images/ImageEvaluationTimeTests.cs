using Likeness.Modalities.Images;
using Likeness.Modalities.Images.Data;
using Likeness.Modalities.Images.Evaluation;
using Likeness.Runs;
using Likeness.Testing;

namespace Likeness.Tests.Modalities.Images;

/// <summary>The classifier of an evaluation is trained for as long as a budget allows, and costs nothing where it is stored.</summary>
public sealed class ImageEvaluationTimeTests : IDisposable
{
    private static readonly ImageSet Train = new(new ImageShape(1, 8, 8), new byte[30_000 * 64]);
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void AShortBudgetHalvesTheClassifiersTraining()
    {
        Assert.Equal(200_000, Within(seconds: 60).Classifier.Images);
        int shorter = Within(seconds: 1).Classifier.Images;
        Assert.Contains(shorter, Enumerable.Range(1, 6).Select(halvings => 200_000 >> halvings));
        Assert.True(Within(seconds: 1, slowness: 2).Classifier.Images < shorter);
    }

    [Fact]
    public void AShortBudgetComparesAndSearchesFewerImages()
    {
        var usual = new ImageEvaluationSettings();
        var (minute, longer) = (Within(seconds: 40), Within(seconds: 600));
        Assert.InRange(minute.MaxImages, usual.MaxImages / 5, usual.MaxImages / 2);
        Assert.Equal(usual.MaxImages, longer.MaxImages);
        Assert.Equal(usual.NoveltyImages, longer.NoveltyImages);
        Assert.InRange(Within(seconds: 1).NoveltyImages, 1, usual.NoveltyImages / 2);
        Assert.True(Within(seconds: 40, slowness: 2).MaxImages < minute.MaxImages);
    }

    [Fact]
    public void AStoredClassifierIsUsedAndNoTimeIsKeptForIt()
    {
        var costs = new EvaluationCosts(
            0,
            0,
            HasDensity: false,
            Integrates: false,
            new Slowness(1, 1),
            TimeSpan.FromSeconds(60)
        );
        double before = ImageEvaluationTime.SecondsOf(Train, test: 100, Settings, costs);
        var images = ImageEvaluator.ForClassifier(Train, Train, Settings.Seed);
        File.WriteAllText(ImageClassifier.PathOf(folder.Location, images, Settings.Classifier), "");
        double after = ImageEvaluationTime.SecondsOf(Train, test: 100, Settings, costs);
        Assert.InRange(before - after, 0.7, 1.0); // 200,000 images of 64 pixels
        Assert.Equal(200_000, Within(seconds: 1).Classifier.Images);
    }

    private ImageEvaluationSettings Settings => new() { ClassifierFolder = folder.Location };

    private ImageEvaluationSettings Within(double seconds, double slowness = 1) =>
        ImageEvaluationTime.Within(
            Settings,
            TimeSpan.FromSeconds(seconds),
            Train,
            hasTest: true,
            new Slowness(slowness, slowness)
        );
}
