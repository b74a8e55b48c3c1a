using Likeness.Compute.Compilation;
using Likeness.Compute.Cpu;
using Likeness.Compute.Graph;
using Likeness.Modalities.Images.Data;
using Likeness.Models;
using Likeness.Models.Images.Autoregressive;
using Likeness.Sampling;
using Likeness.Tests.Models.Densities;
using Likeness.Tests.Models.Diffusion;

namespace Likeness.Tests.Models.Images;

/// <summary>Property tests of autoregressive pixel models: the receptive field, sequential sampling, inpainting, classes.</summary>
public sealed class PixelModelTests
{
    private const int Batch = 8;

    // pixelrnn with Diagonal BiLSTM layers
    private const string Diagonal = "diagonal";

    /// <summary>The model, channels, whether classes are learned, and the head.</summary>
    public static TheoryData<string, int, bool, PixelHead> Cases =>
        new()
        {
            { "pixelcnn", 1, false, PixelHead.Softmax },
            { "pixelcnn", 3, true, PixelHead.Softmax },
            { "pixelcnn", 3, false, PixelHead.DiscretisedLogistic },
            { "pixelrnn", 1, false, PixelHead.Softmax },
            { "pixelrnn", 3, false, PixelHead.DiscretisedLogistic },
            { Diagonal, 1, false, PixelHead.Softmax },
            { Diagonal, 3, false, PixelHead.DiscretisedLogistic },
        };

    [Theory]
    [MemberData(nameof(Cases))]
    public void APixelSeesAllThatCameBeforeItAndNothingElse(string name, int channels, bool conditional, PixelHead head)
    {
        using var model = Make(name, channels, conditional, head, side: 5);
        var image = model.Space.Image!.Value;
        (int length, int area) = (image.Length, image.Height * image.Width);
        float top = channels == 1 ? 1 : 255;
        var input = Tensor.Input("pixels", [length + 1, channels, image.Height, image.Width]);
        var found = model.Outputs(input, conditional ? Tensor.Constant([length + 1], 1) : null);
        int perValue = found.Shape[1] / channels; // numbers for each value
        using var graph = CompiledGraph.Compile([found]);
        var outputs = new float[found.Shape.Count];
        var sees = new bool[length * length];
        for (ulong seed = 1; seed <= 4; seed++)
        {
            // An image, and one for each value in which that value differs.
            var random = new PhiloxRandom(seed, 1);
            float[] pixels = [.. Enumerable.Range(0, length).Select(_ => top * random.NextInt(2))];
            float[] changed = [.. Enumerable.Repeat(pixels, length + 1).SelectMany(row => row)];
            for (int i = 0; i < length; i++)
            {
                changed[((i + 1) * length) + i] = top - pixels[i];
            }

            graph.Write(input, changed);
            graph.Run();
            graph.Read(found, outputs);
            for (int k = 0; k < sees.Length * perValue; k++)
            {
                var (value, place) = Math.DivRem(k % (length * perValue), area);
                int to = (value / perValue * area) + place;
                sees[(k / (length * perValue) * length) + to] |=
                    outputs[(length * perValue) + k] != outputs[k % (length * perValue)];
            }
        }

        for (int k = 0; k < sees.Length; k++)
        {
            var ((seen, channel), (from, own)) = (Place(k / length), Place(k % length));
            bool isBefore = (seen * channels) + channel < (from * channels) + own;
            int rows = (from / image.Width) - (seen / image.Width);
            Assert.False(sees[k] && !isBefore, $"value {k % length} sees value {k / length}");

            // The effect of distant colours is lost in rounding; the Row LSTM sees a triangle.
            int columns = (seen % image.Width) - (from % image.Width);
            bool isNear = rows <= 1 && Math.Abs(columns) <= 1;
            bool isInSight = channels == 1 ? name != "pixelrnn" || columns <= 2 + rows : isNear;
            Assert.True(sees[k] || !isBefore || !isInSight, $"value {k % length} does not see value {k / length}");
        }

        (int Pixel, int Channel) Place(int value) => (value % area, value / area);
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void TheWalkSaysWhatOneLookAtTheWholeImageSays(string name, int channels, bool conditional, PixelHead head)
    {
        using var model = Make(name, channels, conditional, head, side: 6);
        var classes = conditional ? Tensor.Constant([Batch], 1) : null;
        var (images, walked) = model.Walk.Make(Batch, classes);
        using var graph = CompiledGraph.Compile([images, walked]);
        graph.Run();
        var sampled = new float[images.Shape.Count];
        var logWalked = new float[Batch];
        graph.Read(images, sampled);
        graph.Read(walked, logWalked);
        Assert.All(sampled, value => Assert.Contains(value, Enumerable.Range(0, 256).Select(level => (float)level)));

        var input = Tensor.Input("pixels", images.Shape);
        var whole = model.LogProbability(input, classes).Sum([1, 2, 3]);
        using var look = CompiledGraph.Compile([whole]);
        look.Write(input, sampled);
        look.Run();
        var logWhole = new float[Batch];
        look.Read(whole, logWhole);
        Assert.All(logWhole.Zip(logWalked), pair => Assert.Equal(pair.First, pair.Second, 1e-5 * -pair.First));
        Assert.True(logWhole.Distinct().Count() > 1);
    }

    /// <summary>All 512 images of 3 × 3 black or white pixels: probabilities, frequencies of samples, and of samples that continue three pixels.</summary>
    [Theory]
    [InlineData("pixelcnn")]
    [InlineData("pixelrnn")]
    [InlineData(Diagonal)]
    public void SamplesFollowTheProbabilitiesOfAllImages(string name)
    {
        const int Count = 4096;
        using var model = Make(name, 1, false, PixelHead.Softmax, side: 3);
        float[] Image(int number) => [.. Enumerable.Range(0, 9).Select(k => (float)((number >> k) & 1))];
        using var density = new BatchFunction("images", 9, model.LogDensity);
        var found = new float[512];
        density.Evaluate([.. Enumerable.Range(0, 512).SelectMany(Image)], found);
        double[] log = [.. found.Select(value => (double)value)];
        Property.Holds(DiscreteProperties.SumsToOne(log));
        Property.Holds(DiscreteProperties.FrequenciesAreProbabilities(log, Numbers(model.Sample(Count))));

        const int First = 0b101;
        var rows = Tensor.Constant([Count, 9], [.. Enumerable.Repeat(Image(First), Count).SelectMany(row => row)]);
        var known = Tensor.Constant([Count, 9], [.. Enumerable.Range(0, Count * 9).Select(i => i % 9 < 3 ? 1f : 0f)]);
        double given = Math.Log(Enumerable.Range(0, 64).Sum(rest => Math.Exp(log[First + (rest << 3)])));
        Property.Holds(
            DiscreteProperties.FrequenciesAreProbabilities(
                [.. log.Select((value, i) => (i & 7) == First ? value - given : double.NegativeInfinity)],
                Numbers(model.Impute(rows, known))
            )
        );

        static int[] Numbers(Tensor images) =>
            [.. Evaluated.Of(images)[0].Chunk(9).Select(row => row.Select((bit, k) => (int)bit << k).Sum())];
    }

    [Fact]
    public void GivenPixelsAreKeptAndTheClassIsDrawnByWhatIsGiven()
    {
        // Bright squares are left in class 0 and right in class 1: the left columns determine the class.
        var options = PixelCnnOptions.Small with
        {
            Conditional = true,
            LearningRate = 1e-2,
        };
        var images = TinyImages.Squares(512, side: 8);
        using var trained = new TrainedImages("pixelcnn", images, 16, options: options);
        var shown = TinyImages.Squares(16, side: 8, seed: 9);
        float[] rows = trained.Rows(shown);
        int width = trained.Transform.Width;
        var given = new float[rows.Length];
        for (int i = 0; i < given.Length; i++)
        {
            given[i] = i % width < width - 1 ? 1 : 0;
        }

        using var imputer = new Imputer(trained.Model, null, 16);
        var completed = new float[rows.Length];
        imputer.Impute(rows, given, completed, 0, seed: 3);
        int right = Enumerable
            .Range(0, 16)
            .Count(i => completed[(i * width) + width - 1] == rows[(i * width) + width - 1]);
        Assert.True(right >= 14, $"{right} of 16 classes");
        Assert.All(Enumerable.Range(0, rows.Length), i => Assert.True(given[i] == 0 || completed[i] == rows[i]));
    }

    [Theory]
    [InlineData("pixelcnn")]
    [InlineData("pixelrnn")]
    public void ItLearns(string name)
    {
        var images = TinyImages.Squares(256, side: 8);
        using var trained = new TrainedImages(name, images, 5, TinyImages.Squares(64, side: 8, seed: 2));
        Assert.True(trained.State.History[^1].Validation < 0.8 * trained.State.History[0].Validation);
    }

    [Fact]
    public void WhatCannotBeIsRefused()
    {
        static string Error(Func<object> make) => Assert.Throws<LikenessException>(make).Message;
        var space = ModelSpace.Create(new ImageTransform(new(1, 8, 8), PixelScale.Symmetric, []), 100);
        var binary = ModelSpace.Create(new ImageTransform(new(1, 8, 8), PixelScale.Binary, []), 100);
        Assert.Equal(
            "pixelcnn learns pixels that are one of some levels (give Pixels levels, binary or threshold)",
            Error(() => new PixelCnn(PixelCnnOptions.Small, space))
        );
        Assert.Equal(
            "a kernel of 4×4 pixels is even (give an odd Kernel)",
            Error(() => new PixelCnn(PixelCnnOptions.Small with { Kernel = 4 }, binary))
        );
        Assert.Equal(
            "pixelrnn has no classes (train pixelcnn with Conditional true)",
            Error(() => new PixelRnn(PixelRnnOptions.Small with { Conditional = true }, binary))
        );
    }

    private static PixelModel Make(string name, int channels, bool conditional, PixelHead head, int side)
    {
        var scale = channels == 1 ? PixelScale.Binary : PixelScale.Levels;
        var space = ModelSpace.Create(
            new ImageTransform(new(channels, side, side), scale, ["a", "b"], conditional),
            100
        );
        var cnn = PixelCnnOptions.Small with { Width = 24, Conditional = conditional, Head = head, Mixture = 3 };
        return name == "pixelcnn"
            ? new PixelCnn(cnn, space)
            : new PixelRnn(
                PixelRnnOptions.Small with
                {
                    Head = head,
                    Mixture = 3,
                    Layers = 2,
                    Recurrence = name == Diagonal ? PixelRecurrence.Diagonal : PixelRecurrence.Row,
                },
                space
            );
    }
}
