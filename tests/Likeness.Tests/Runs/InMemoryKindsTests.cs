using Likeness.Modalities.Audio.Data;
using Likeness.Modalities.Images.Data;
using Likeness.Modalities.Text.Data;
using Likeness.Models;
using Likeness.Models.Images;
using Likeness.Models.Sequences;
using Likeness.Runs;
using Likeness.Testing;

namespace Likeness.Tests.Runs;

/// <summary>Images, texts and audio in memory are trained on, sampled as arrays and texts, and evaluated, without a file of data.</summary>
public sealed class InMemoryKindsTests : IDisposable
{
    private const int Side = 8;
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task ImagesAreSampledAsArrays()
    {
        var data = DataSource.FromImages(Squares(120));
        var settings = Settings(data) with
        {
            Model = "ae",
            Options = new ImageAeOptions
            {
                Channels = [4, 8],
                Latent = 4,
                Components = 4,
                Epochs = 1,
                Size = Side,
            },
        };
        using var model = await TrainedModel.TrainAsync(settings);
        Assert.Equal("ae-images", $"{model.Record.Model}-{model.Record.Data.Source.ShortName}");
        float[] sampled = model.Sample<ImageSet>(5, seed: 1).ToFloats();
        Assert.Equal(5 * Side * Side, sampled.Length);
        Assert.All(sampled, value => Assert.InRange(value, 0f, 1f));
        Assert.NotNull(model.Evaluate().Verdict);
        SavedWithoutData(model, data, DataSource.FromImages(Squares(121)), "images in memory");
    }

    [Fact]
    public async Task ATextIsSampledAsAString()
    {
        string[] lines = [.. Enumerable.Range(0, 400).Select(i => $"{i} and {i + 1} are {(2 * i) + 1}.")];
        var data = DataSource.FromText(lines);
        var settings = Settings(data) with
        {
            Model = "gpt2",
            Options = Gpt2TextOptions.Small with { Epochs = 1, Schedule = LearningRateSchedule.Constant },
        };
        using var model = await TrainedModel.TrainAsync(settings);
        Assert.Equal(string.Join('\n', lines).Length, model.Record.Data.Total);
        Assert.Equal(50, model.Sample<TextCorpus>(50, seed: 1).Length);
        Assert.NotEmpty(model.Sample<TextCorpus>(50, seed: 1).ToString());
        string refusal = Assert.Throws<LikenessException>(() => model.Sample<ImageSet>(2)).Message;
        Assert.Equal("a run of gpt2 on text gives TextCorpus, not ImageSet (ask for TextCorpus)", refusal);
        Assert.Equal("count", Assert.Throws<ArgumentOutOfRangeException>(() => model.Sample<TextCorpus>(-5)).ParamName);
        Assert.NotEmpty(model.Evaluate().Numbers);
        SavedWithoutData(model, data, DataSource.FromText("another text of some length"), "a text in memory");
    }

    [Fact]
    public async Task AudioIsSampledAsSamples()
    {
        var data = DataSource.FromAudio(Tones(8));
        var settings = Settings(data) with
        {
            Model = "wavenet",
            Options = WaveNetOptions.Small with { Epochs = 1, Schedule = LearningRateSchedule.Constant },
        };
        using var model = await TrainedModel.TrainAsync(settings);
        var sampled = model.Sample<ClipSet>(2, seed: 1);
        Assert.Equal(2000, sampled.Rate);
        Assert.All(sampled.Clips, clip => Assert.Equal(2000, clip.Length));
        Assert.NotEmpty(model.Evaluate().Numbers);
        SavedWithoutData(model, data, DataSource.FromAudio(Tones(9)), "audio in memory");
    }

    [Fact]
    public void WithoutAModelTheRecipeOfTheKindIsTaken()
    {
        Assert.Equal("images", DataSource.FromImages(Squares(4)).Modality.Name);
        Assert.Equal("text", DataSource.FromText("a").Modality.Name);
        Assert.Equal("audio", DataSource.FromAudio(Tones(1)).Modality.Name);
        Assert.Equal("ae", Likeness.Modalities.Recipe.For(DataSource.FromImages(Squares(4))).Model);
        var text = DataSource.FromText(new string('a', 400_000));
        Assert.Equal(512, Likeness.Modalities.Recipe.For(text).Options!.Vocabulary);
    }

    [Fact]
    public void WrongExamplesAreRefused()
    {
        Assert.Throws<ArgumentNullException>(() => DataSource.FromImages(null!));
        Assert.Throws<ArgumentException>(() => new DataSource { Examples = new int[3] }.Modality);
        Assert.Throws<LikenessException>(() => TrainedModel.Train(Settings(DataSource.FromText(""))));
        var error = Assert.Throws<LikenessException>(() =>
            TrainedModel.Train(Settings(DataSource.FromText("abc")) with { Model = "realnvp" })
        );
        Assert.Contains("realnvp learns", error.Message);
    }

    [Fact]
    public void NumbersBecomeBytesAndNamesClasses()
    {
        var images = ImageSet.FromFloats(
            new ImageShape(1, 1, 2),
            [0, 1, 0.5f, 0.2f],
            [ImageLabel.FromNames(["dog", "cat"])]
        );
        Assert.Equal([0, 255, 128, 51], images.Pixels);
        Assert.Equal([0, 1, 128 / 255f, 0.2f], images.ToFloats());
        Assert.Equal(["cat", "dog"], images.Labels[0].Classes);
        Assert.Equal([1, 0], images.Labels[0].Values);
        Assert.Throws<ArgumentException>(() => ImageSet.FromFloats(new ImageShape(1, 1, 1), [1.5f]));
        Assert.Throws<ArgumentException>(() => ImageSet.FromFloats(new ImageShape(1, 1, 1), [float.NaN]));
        Assert.Throws<ArgumentException>(() => ImageSet.FromFloats(new ImageShape(1, 1, 2), [1]));
    }

    // The folder has no data: it is needed again only to compare with it, and only the same is taken.
    private void SavedWithoutData(TrainedModel model, DataSource data, DataSource other, string named)
    {
        model.Save(folder.At("kept"));
        using var without = TrainedModel.Open(folder.At("kept"));
        Assert.Contains(named, Assert.Throws<LikenessException>(() => without.Evaluate()).Message);
        using var wrong = TrainedModel.Open(folder.At("kept"), data: other);
        Assert.Contains("differs", Assert.Throws<LikenessException>(() => wrong.Evaluate()).Message);
        using var again = TrainedModel.Open(folder.At("kept"), data: data);
        Assert.NotEmpty(again.Evaluate().Against);
    }

    // A bright square somewhere on a dark ground.
    private static ImageSet Squares(int count)
    {
        var values = new float[count * Side * Side];
        for (int i = 0; i < count; i++)
        {
            for (int k = 0; k < 9; k++)
            {
                values[(i * Side * Side) + (((i % 5) + (k / 3)) * Side) + (i % 4) + (k % 3)] = 0.5f + (i % 7 / 14f);
            }
        }

        return ImageSet.FromFloats(new ImageShape(1, Side, Side), values);
    }

    private static ClipSet Tones(int count) =>
        new(
            2000,
            [
                .. Enumerable
                    .Range(0, count)
                    .Select(i =>
                        Enumerable.Range(0, 4000).Select(t => 0.5f * MathF.Sin(t * (0.1f + (0.02f * i)))).ToArray()
                    ),
            ]
        );

    private static RunSettings Settings(DataSource data) => new() { Data = data, Threads = 1 };
}
