using Likeness.Compute.Graph;
using Likeness.Modalities.Images.Data;
using Likeness.Models;
using Likeness.Models.Diffusion;
using Likeness.Models.Images;
using Likeness.Models.Images.Quantised;
using Likeness.Testing;
using Likeness.Tests.Models.Diffusion;

namespace Likeness.Tests.Models.Images;

/// <summary>Models of images that are conditioned on the class, and their guidance.</summary>
public sealed class ClassGuidanceTests
{
    private static readonly int[] Channels = [8, 8];

    public static TheoryData<string> Names => [.. Conditional.Keys];

    // Each model with its options for a quick trial: conditional, and guided by s.
    private static readonly Dictionary<string, Func<double, ModelOptions>> Conditional = new()
    {
        ["ddpm"] = s => ImageDdpmOptions.Small with { Conditional = true, Guidance = s, Channels = Channels },
        ["flow-matching"] = s =>
            ImageFlowMatchingOptions.Small with
            {
                Conditional = true,
                Guidance = s,
                Channels = Channels,
                Pairs = NoisePairs.OptimalTransport,
            },
        ["rectified-flow"] = s =>
            ImageRectifiedFlowOptions.Small with
            {
                Conditional = true,
                Guidance = s,
                Channels = Channels,
            },
        ["jit"] = s => JitOptions.Small with { Conditional = true, Guidance = s, Width = 32, Depth = 2 },
        ["score-sde"] = s => ScoreSdeOptions.Small with { Conditional = true, Guidance = s, Channels = Channels },
        ["ncsnv2"] = s =>
            NcsnV2Options.Small with
            {
                Conditional = true,
                Guidance = s,
                Channels = Channels,
                MaxNoise = 6,
                NoiseLevels = 60,
                LevelSteps = 8,
            },
        ["latent-flow-matching"] = s =>
            LatentFlowMatchingOptions.Small with
            {
                Channels = [8, 16],
                Latent = 6,
                Hidden = 64,
                Conditional = true,
                Guidance = s,
            },
        ["latent-ddpm"] = s =>
            LatentDdpmOptions.Small with
            {
                Channels = [8, 16],
                Latent = 6,
                Hidden = 64,
                Conditional = true,
                Guidance = s,
            },
        ["diffusion-ae"] = s =>
            DiffusionAeOptions.Small with
            {
                Channels = Channels,
                EncoderChannels = [8, 16],
                Latent = 6,
                LatentHidden = 64,
                DensitySteps = 5,
                Conditional = true,
                Guidance = s,
            },
        ["vq-gan"] = s => VqGanOptions.Small with { Channels = [8, 16], Conditional = true, Guidance = s },
        ["maskgit"] = s => MaskGitOptions.Small with { Channels = [8, 16], Conditional = true, Guidance = s },
    };

    [Theory]
    [MemberData(nameof(Names))]
    public void GuidanceIsTheSumOfBothFields(string name)
    {
        // A class must change the logits by more than the distance of a uniform number to the next index.
        using var trained = Train(name, epochs: name is "vq-gan" or "maskgit" ? 30 : 1);
        float[] free = Sampled(trained, name, 0);
        float[] given = Sampled(trained, name, 1);
        Assert.NotEqual(free, given);
        Assert.NotEqual(given, Sampled(trained, name, 3));
        // Without guidance the class changes nothing; the rows differ in their class alone.
        float[] other = Sampled(trained, name, 0, first: 1);
        int width = trained.Transform.Width;
        Assert.Equal(free.Where((_, i) => i % width < width - 1), other.Where((_, i) => i % width < width - 1));
        Assert.Equal([0, 1, 0, 1], free.Where((_, i) => i % width == width - 1));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void ClassesSurviveLatentsAndInpainting(string name)
    {
        using var trained = Train(name, epochs: 1);
        float[] rows = trained.Rows(TinyImages.Squares(6, side: 8));
        int width = trained.Transform.Width;
        var input = Tensor.Constant([6, width], rows);
        float[] back = Evaluated.Of(
            trained.Model is ILatentModel latent
                ? latent.Decode(latent.Encode(input))
                : ((IReconstructor)trained.Model).Reconstruct(input)
        )[0];
        Assert.Equal(rows.Where((_, i) => i % width == width - 1), back.Where((_, i) => i % width == width - 1));
        if (trained.Model is IImputer imputer)
        {
            var known = Tensor.Constant(
                [6, width],
                [.. Enumerable.Range(0, 6 * width).Select(i => i % width < 20 ? 1f : 0)]
            );
            float[] made = Evaluated.Of(imputer.Impute(input, known))[0];
            Assert.All(
                made.Where((_, i) => i % width == width - 1),
                value => Assert.Contains(value, new float[] { 0, 1 })
            );
            Assert.Equal(rows[..20], made[..20]);
        }
    }

    [Theory]
    [InlineData("ddpm")]
    [InlineData("rectified-flow")]
    public void InpaintingIsGuided(string name)
    {
        using var trained = Train(name, epochs: 1);
        var input = Tensor.Constant([6, trained.Transform.Width], trained.Rows(TinyImages.Squares(6, side: 8)));
        var known = Tensor.Constant([1, trained.Transform.Width], 0).BroadcastTo(input.Shape);
        known = Tensor.Concatenate(1, known.Slice(1, 1, trained.Transform.Width - 1), known.Slice(1, 0, 1) + 1);
        float[][] inpainted =
        [
            .. new double[] { 1, 3 }.Select(s =>
            {
                using var model = With(trained, name, s);
                return Evaluated.Of(((IImputer)model).Impute(input, known))[0];
            }),
        ];
        Assert.NotEqual(inpainted[0], inpainted[1]);
    }

    [SkippableTheory]
    [MemberData(nameof(Names))]
    public void ARequestedClassIsSampled(string name)
    {
        LongTest.Require();
        // A transformer whose gates start at 0, and a network that has to see the noise level in the image, learn more slowly.
        using var trained = Train(name, epochs: name is "jit" or "ncsnv2" ? 300 : 60);
        double right = ImageGanTests.RightFraction(trained, 1);
        double left = ImageGanTests.RightFraction(trained, 0);
        Assert.True(right > left + 0.3, $"{left}, {right}");
    }

    [Fact]
    public void TheGuidedFieldIsAffineInTheGuidance()
    {
        var space = ModelSpace.Create(new ImageTransform(new(1, 2, 2), PixelScale.Symmetric, ["a", "b"], true), 10);
        ConditionedNetwork network = (x, time, classes) => x * (classes! + 1).Reshape([classes!.Shape[0], 1]);
        var x = Tensor.Constant([2, 4], 1);
        var of = Tensor.Constant([2], 0, 1);
        // Classes 0 and 1 give 1 and 2, and no class, whose number is 2, gives 3.
        foreach (var (s, first, second) in new[] { (0, 3f, 3f), (1, 1f, 2f), (3, -3f, 0f) })
        {
            float[] found = Evaluated.Of(new ClassGuidance(space, network, 0.1, s).Guided(of)(x, x))[0];
            Assert.Equal([.. Enumerable.Repeat(first, 4), .. Enumerable.Repeat(second, 4)], found);
        }
    }

    private static TrainedImages Train(string name, int epochs) =>
        new(name, TinyImages.Squares(256, side: 8), epochs, options: Conditional[name](1) with { LearningRate = 3e-3 });

    // Four images of alternating classes, from the weights of a trained model.
    private static float[] Sampled(TrainedImages trained, string name, double guidance, int first = 0)
    {
        using var model = With(trained, name, guidance);
        var classes = Tensor.Constant([4], [.. Enumerable.Range(0, 4).Select(i => first == 0 ? i % 2f : 1f)]);
        return Evaluated.Of(((IClassConditional)model).SampleOf(classes))[0];
    }

    private static GenerativeModel With(TrainedImages trained, string name, double guidance)
    {
        var options = Conditional[name](guidance) with { Epochs = 1, BatchSize = 32, LearningRate = 3e-3 };
        var model = ModelRegistry
            .Find(name, typeof(ImageSet))
            .Create(options, ModelSpace.Create(trained.Transform, 256), seed: null);
        model.CopyFrom(trained.Model);
        return model;
    }
}
