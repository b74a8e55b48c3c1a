using Likeness.Data;
using Likeness.Modalities.Images;
using Likeness.Modalities.Images.Evaluation;
using Likeness.Models.Images;
using Likeness.Runs;
using Likeness.Testing;

namespace Likeness.Tests.Modalities.Images.Evaluation;

/// <summary>
/// The library's own classifiers are those that an evaluation of a run with seed 0 would train. If images, splits or the training change, train them
/// again: <c>likeness evaluate</c> on a run of each dataset without a budget leaves one in the folder of published datasets.
/// </summary>
public sealed class EnclosedClassifierTests
{
    [SkippableTheory]
    [InlineData("shapes", 0.98)]
    [InlineData("mnist", 0.99)]
    [InlineData("fashionmnist", 0.9)]
    public void ADefaultRunTrainsNoClassifier(string dataset, double accuracy)
    {
        string? folder = dataset == "shapes" ? null : Path.GetDirectoryName(SharedData.Require(dataset));
        var data = ImageReader.Read(
            DataSource.Embedded(dataset) with
            {
                DataFolder = folder,
            },
            new ImageAeOptions().Size,
            new SplitSettings(SplitSettings.DefaultTest, SplitSettings.DefaultValidation, Seed: 0)
        );
        var settings = new ImageEvaluationSettings { Seed = 0 };
        var images = ImageEvaluator.ForClassifier(data.Train, data.Test, settings.Seed);
        using var stored = new TemporaryFolder();
        Assert.True(ImageClassifier.IsStored(stored.Location, images, settings.Classifier));
        Assert.False(ImageClassifier.IsStored(stored.Location, images, settings.Classifier with { Seed = 2 }));
        using var stop = new CancellationTokenSource();
        stop.Cancel(); // a training would be cancelled
        using var classifier = ImageClassifier.LoadOrTrain(
            stored.Location,
            images,
            settings.Classifier,
            cancellationToken: stop.Token
        );
        Assert.Single(Directory.GetFiles(stored.Location));
        Assert.InRange(classifier.Accuracy(data.Test)!.Value, accuracy, 1);
    }
}
