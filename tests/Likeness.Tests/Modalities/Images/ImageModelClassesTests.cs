using Likeness.Modalities.Images;
using Likeness.Modalities.Images.Data;
using Likeness.Models;
using Likeness.Models.Images;
using Likeness.Models.Images.Adversarial;
using Likeness.Models.Images.Translation;
using Likeness.Runs;
using Likeness.Testing;

namespace Likeness.Tests.Modalities.Images;

/// <summary>Sampling conditioned on a class, and translation from one class to another.</summary>
public sealed class ImageModelClassesTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    [Fact]
    public void ImagesAreSampledConditionedOnAClass()
    {
        using var run = Train("cgan", CGanOptions.Small with { Width = 4, Epochs = 1 });
        var images = run.As<ImageModel>();
        Assert.True(images.CanSampleClass);
        string name = images.Transform.Classes[1];
        var sampled = images.SampleClass(name, 3, seed: 2);
        Assert.All(sampled.Labels[0].Values, value => Assert.Equal(1, value));
        Assert.Equal(sampled.Pixels, images.SampleClass(name, 70, seed: 2).Take([0, 1, 2]).Pixels);
        Assert.NotEqual(sampled.Pixels, images.SampleClass(images.Transform.Classes[0], 3, seed: 2).Pixels);
        var error = Assert.Throws<LikenessException>(() => images.SampleClass("cube", 3));
        Assert.StartsWith("'cube' is not a class of the images (choose from ", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void AModelWithoutClassesSamplesNone()
    {
        using var run = Train("vanilla-vae", VanillaVaeOptions.Small with { Epochs = 1, Channels = [4, 8] });
        var images = run.As<ImageModel>();
        Assert.False(images.CanSampleClass || images.CanTranslate);
        Assert.Equal(
            "the run's model learned no classes, so 'a' cannot be sampled (train one that does, such as cgan or cvae)",
            Assert.Throws<LikenessException>(() => images.SampleClass("a", 1)).Message
        );
        Assert.StartsWith(
            "the run's model cannot translate images between classes",
            Assert.Throws<LikenessException>(() => images.Translate(images.LoadData().Test, "a")).Message,
            StringComparison.Ordinal
        );
    }

    [SkippableFact]
    public void ImagesAreTranslatedToTheClassThatIsAskedFor()
    {
        LongTest.Require();
        string[] classes = [.. DataSource.Embedded("shapes").LoadImages().Train.Labels[0].Classes.Take(2)];
        var options = CycleGanOptions.Small with { Width = 4, Epochs = 1 };
        using var run = Train("cyclegan", options, [classes[1], classes[0]]);
        var images = run.As<ImageModel>();
        Assert.Equal([classes[1], classes[0]], images.Transform.Classes);
        var test = images.LoadData().Test;
        var there = images.Translate(test, classes[0]);
        Assert.All(there.Labels[0].Values, value => Assert.Equal(1, value));
        for (int i = 0; i < test.Count; i++)
        {
            Assert.Equal(test.Labels[0].Values[i] == 1, test[i].SequenceEqual(there[i]));
        }

        // Without classes, all images are treated as the other class.
        var unknown = images.Translate(new ImageSet(test.Shape, test.Pixels), classes[0]);
        int away = Array.IndexOf(test.Labels[0].Values, 0);
        Assert.Equal(there[away], unknown[away]);
        Assert.Equal(3, images.Sample(3).Count);
    }

    [Fact]
    public void CycleGanWantsTwoClasses()
    {
        var space = ModelSpace.Create(
            new ImageTransform(new(1, 32, 32), default, ["a", "b", "c"], LearnsClass: true),
            trainRows: 10
        );
        var error = Assert.Throws<LikenessException>(() => new CycleGan(new CycleGanOptions(), space));
        Assert.Equal(
            "cyclegan translates between two classes, and the images have 3 (choose two with Classes, or give a folder of two folders)",
            error.Message
        );
    }

    public void Dispose() => folder.Dispose();

    private TrainedModel Train(string model, ModelOptions options, params string[] classes) =>
        TrainedModel.Train(
            new RunSettings
            {
                Model = model,
                Options = options with { BatchSize = 32 },
                Data = DataSource.Embedded("shapes") with { DatasetRows = 100, Classes = classes },
                OutputFolder = folder.At(model),
                Threads = 1,
            }
        );
}
