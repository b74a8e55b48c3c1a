using Likeness.Modalities.Images.Data;
using Likeness.Modalities.Images.Datasets;
using Likeness.Modalities.Images.Evaluation;
using Likeness.Testing;

namespace Likeness.Tests.Modalities.Images.Evaluation;

public sealed class ImageClassifierTests
{
    private static readonly ImageClassifierSettings Short = new()
    {
        Images = 4_800,
        Batch = 32,
        Threads = 1,
    };

    [Fact]
    public void LearnsToTellClassesApart()
    {
        var reports = new List<ImageClassifierProgress>();
        using var classifier = ImageClassifier.Train(ToyImages.Make(600, 1), Short, new Recorded(reports));
        var unseen = ToyImages.Make(300, 2);
        Assert.InRange(classifier.Accuracy(unseen)!.Value, 0.97, 1);
        Assert.Null(classifier.Accuracy(ToyImages.Make(30, 2, labelled: false)));
        Assert.Equal([50, 100, 150], reports.Select(report => report.Step));
        Assert.True(reports[^1].Loss < 0.5 * reports[0].Loss);

        var found = classifier.Describe(unseen);
        Assert.Equal((300, FeatureNetwork.Features), (found.Features.RowCount, found.Features.Width));
        Assert.All(found.Features.ToRowMajor(), value => Assert.InRange(value, 0, 1e6));
        var probabilities = Assert.Single(found.Probabilities);
        Assert.All(probabilities.Chunk(3), row => Assert.Equal(1, row.Sum(), 1e-5));
    }

    [Fact]
    public void TheSameSeedGivesTheSameWeightsWhateverTheThreads()
    {
        var images = ToyImages.Make(100, 1);
        var few = Short with { Images = 640 };
        using var one = ImageClassifier.Train(images, few);
        using var two = ImageClassifier.Train(images, few with { Threads = 2 });
        using var other = ImageClassifier.Train(images, few with { Seed = 2 });
        double[] features = one.Describe(images).Features.ToRowMajor();
        Assert.Equal(features, two.Describe(images, threads: 2).Features.ToRowMajor());
        Assert.NotEqual(features, other.Describe(images).Features.ToRowMajor());
    }

    [Fact]
    public void WithoutLabelsItLearnsTurns()
    {
        // A line of light along the upper edge says which way is up.
        static ImageSet Make(int count, ulong seed)
        {
            var toy = ToyImages.Make(count, seed, labelled: false);
            byte[] pixels = toy.Pixels.ToArray();
            for (int i = 0; i < count; i++)
            {
                pixels.AsSpan(i * toy.Shape.Length, toy.Shape.Width).Fill(255);
            }

            return new ImageSet(toy.Shape, pixels, null);
        }

        using var classifier = ImageClassifier.Train(Make(200, 1), Short with { Images = 1_920 });
        var question = Assert.Single(classifier.Questions);
        Assert.True(question.IsRotation);
        Assert.Equal(["0°", "90°", "180°", "270°"], question.Classes);
        Assert.InRange(classifier.Accuracy(Make(100, 2))!.Value, 0.9, 1);
    }

    [Fact]
    public void ATurnedImageIsTurned()
    {
        var shape = new ImageShape(1, 2, 2);
        byte[] image = [0, 255, 0, 0];
        Assert.Equal([-1, 1, -1, -1], Row(0));
        Assert.Equal([1, -1, -1, -1], Row(1));
        Assert.Equal([-1, -1, 1, -1], Row(2));
        Assert.Equal([-1, -1, -1, 1], Row(3));
        var moved = new float[4];
        ImageRow.Write(image, shape, moved, down: 1);
        Assert.Equal([-1, 1, -1, 1], moved);

        float[] Row(int turns)
        {
            var row = new float[4];
            ImageRow.Write(image, shape, row, turns: turns);
            return row;
        }
    }

    [Fact]
    public void SeveralLabelsAreAllLearnt()
    {
        var images = ToyImages.Make(60, 1);
        int[] bright = [.. images.Labels[0].Values.Select(value => value == 2 ? 1 : 0)];
        var both = new ImageSet(
            images.Shape,
            images.Pixels,
            [
                images.Labels[0],
                new ImageLabel("square", ["no", "yes"], bright),
                new ImageLabel("same", ["a", "b"], new int[60]),
            ]
        );
        using var classifier = ImageClassifier.Train(both, Short with { Images = 320 });
        Assert.Equal(["class", "square"], classifier.Questions.Select(question => question.Name));
        Assert.Equal([180, 120], classifier.Describe(both).Probabilities.Select(row => row.Length));
    }

    [Fact]
    public void IsKeptAndFoundAgain()
    {
        using var folder = new TemporaryFolder();
        var images = ToyImages.Make(60, 1);
        var few = Short with { Images = 320 };
        var reports = new List<ImageClassifierProgress>();
        using var first = ImageClassifier.LoadOrTrain(folder.Location, images, few, new Recorded(reports));
        Assert.NotEmpty(reports);
        reports.Clear();
        using var again = ImageClassifier.LoadOrTrain(folder.Location, images, few, new Recorded(reports));
        Assert.Empty(reports);
        Assert.Equal(first.Questions[0].Classes, again.Questions[0].Classes);
        Assert.Equal(first.Describe(images).Features.ToRowMajor(), again.Describe(images).Features.ToRowMajor());
        using var other = ImageClassifier.LoadOrTrain(
            folder.Location,
            images,
            few with
            {
                Seed = 3,
            },
            new Recorded(reports)
        );
        Assert.NotEmpty(reports);
        Assert.Equal(2, Directory.GetFiles(folder.Location, "classifier-*.safetensors").Length);
    }

    [Fact]
    public void ADamagedFileIsWrittenAnew()
    {
        using var folder = new TemporaryFolder();
        var images = ToyImages.Make(60, 1);
        var few = Short with { Images = 64 };
        ImageClassifier.LoadOrTrain(folder.Location, images, few).Dispose();
        string path = Assert.Single(Directory.GetFiles(folder.Location));
        byte[] whole = File.ReadAllBytes(path);
        File.WriteAllBytes(path, whole[..(whole.Length / 2)]);
        Assert.Throws<LikenessException>(() => ImageClassifier.Load(path));
        ImageClassifier.LoadOrTrain(folder.Location, images, few).Dispose();
        Assert.Equal(whole, File.ReadAllBytes(path));
    }

    [Fact]
    public void ATrainingIsStopped()
    {
        using var stop = new CancellationTokenSource();
        stop.Cancel();
        Assert.Throws<OperationCanceledException>(() =>
            ImageClassifier.Train(ToyImages.Make(60, 1), Short, cancellationToken: stop.Token)
        );
    }

    [Fact]
    public void ImagesThatDoNotFitAreRefused()
    {
        var images = ToyImages.Make(60, 1);
        Assert.Throws<LikenessException>(() => ImageClassifier.Train(images.Take([0])));
        using var classifier = ImageClassifier.Train(images, Short with { Images = 32 });
        var other = new ImageSet(new ImageShape(1, 3, 3), new byte[18]);
        Assert.Contains(
            "cannot evaluate images of 1×3×3",
            Assert.Throws<LikenessException>(() => classifier.Describe(other)).Message
        );
    }

    [SkippableFact]
    [Trait("Category", "Long")]
    public void TellsNinetyNineOfAHundredDigits()
    {
        LongTest.Require();
        string data = Path.GetDirectoryName(SharedData.Require("mnist"))!;
        var digits = ImageDatasetRegistry.Find("mnist").Load(new ImageSource { DataFolder = data, Download = null });
        // Half of the usual number of images: enough for this.
        using var classifier = ImageClassifier.Train(digits.Train, new ImageClassifierSettings { Images = 100_000 });
        Assert.InRange(classifier.Accuracy(digits.Test!)!.Value, 0.99, 1);
    }

    private sealed class Recorded(List<ImageClassifierProgress> reports) : IProgress<ImageClassifierProgress>
    {
        public void Report(ImageClassifierProgress value) => reports.Add(value);
    }
}
