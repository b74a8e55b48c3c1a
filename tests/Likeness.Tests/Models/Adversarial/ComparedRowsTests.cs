using Likeness.Compute.Compilation;
using Likeness.Compute.Gradients;
using Likeness.Compute.Graph;
using Likeness.Models.Adversarial;
using Likeness.Models.Images.Adversarial;
using Likeness.Nn;
using Likeness.Tests.Models.Images;

namespace Likeness.Tests.Models.Adversarial;

/// <summary>Properties of discriminators of several rows, and of unrolled ones.</summary>
public sealed class ComparedRowsTests
{
    private const int Width = 3;

    private static readonly GanOptions Small = new()
    {
        Latent = 2,
        Hidden = 8,
        Layers = 2,
    };

    [Fact]
    public void EqualRowsAreAsCloseAsPossibleAndFarOnesNotAtAll()
    {
        using var parameters = new ParameterSet();
        var layer = new MinibatchDiscrimination(new ParameterScope(parameters, seed: 1), Width, outputs: 4);
        float[] equal = Evaluate(layer.Apply(Tensor.Constant([2, Width], 1, 2, 3, 1, 2, 3)));
        Assert.All(equal.AsSpan(Width, 4).ToArray(), value => Assert.Equal(1, value, 1e-6));
        float[] far = Evaluate(layer.Apply(Tensor.Constant([2, Width], 1e3f, 2e3f, -3e3f, -1e3f, 3e3f, 1e3f)));
        Assert.All(far.AsSpan(Width, 4).ToArray(), value => Assert.Equal(0, value, 1e-6));
        float[] single = Evaluate(layer.Apply(Tensor.Constant([1, Width], 1, 2, 3)));
        Assert.All(single.AsSpan(Width, 4).ToArray(), value => Assert.Equal(0, value, 1e-6));
    }

    [Fact]
    public void PermutedRowsHaveThePermutedFeatures()
    {
        using var parameters = new ParameterSet();
        var layer = new MinibatchDiscrimination(new ParameterScope(parameters, seed: 1), Width, outputs: 4);
        var x = Tensor.Constant([5, Width], Deterministic.Numbers(5 * Width, 3, 1));
        var order = Tensor.Constant([5], 3, 0, 4, 1, 2);
        float[] expected = Evaluate(layer.Apply(x).Gather(order));
        float[] found = Evaluate(layer.Apply(x.Gather(order)));
        Assert.All(expected.Zip(found), pair => Assert.Equal(pair.First, pair.Second, 1e-6));
    }

    /// <summary>The order in a pack, and the batches that no number of packs fills.</summary>
    [Theory]
    [InlineData(6, 3, "0 2 4 1 3 5")]
    [InlineData(7, 3, "0 2 4 1 3 5")]
    [InlineData(2, 3, "0 1 0")]
    [InlineData(1, 3, "0 0 0")]
    [InlineData(3, 1, "0 1 2")]
    public void PacksAreOfDistantRows(int batch, int size, string expected)
    {
        var rows = Tensor.Constant([batch, 1], [.. Enumerable.Range(0, batch).Select(i => (float)i)]);
        Assert.Equal(expected, string.Join(' ', Evaluate(new RowPacks(size).Of(rows))));
    }

    public static TheoryData<string> Comparing => ["pack", "minibatch", "both", "images", "classes"];

    [Theory]
    [MemberData(nameof(Comparing))]
    public void TheScoreOfARowDoesNotDependOnTheOthers(string kind)
    {
        var images = new DcGanOptions
        {
            Width = 2,
            Latent = 2,
            Pack = 2,
            MinibatchFeatures = 3,
        };
        using AdversarialModel model = kind switch
        {
            "pack" => new Gan(Small with { Pack = 4 }, Width),
            "minibatch" => new Gan(Small with { MinibatchFeatures = 5 }, Width),
            "both" => new Gan(Small with { Pack = 2, MinibatchFeatures = 5 }, Width),
            "images" => new DcGan(images, GoldenRows.Space()),
            _ => new CGan(
                new()
                {
                    Width = 2,
                    Latent = 2,
                    MinibatchFeatures = 3,
                },
                GoldenRows.Space(3)
            ),
        };
        int classes = kind == "classes" ? 3 : 0;
        float[] values = model is Gan ? Deterministic.Numbers(6 * Width, 3, 1) : GoldenRows.Of(classes);
        var rows = Tensor.Constant([values.Length / model.Dimensions, model.Dimensions], values);
        float[] together = Evaluate(model.Score(rows));
        float[] alone = Evaluate(model.Score(rows.Slice(0, 1, 1)));
        Assert.Equal(together[1], alone[0], 1e-5 * together.Max(Math.Abs));
        Assert.NotEqual(together[0], together[1]);
        Assert.EndsWith("; it scores each row together with the same generated rows", model.ScoreKind);
    }

    [Fact]
    public void AChainOfASingleRowsRatioIsRefused()
    {
        foreach (var options in new[] { Small with { Pack = 2 }, Small with { MinibatchFeatures = 4 } })
        {
            var error = Assert.Throws<LikenessException>(() => new Gan(options with { Chain = 5 }, Width));
            Assert.Equal(
                "a chain of 5 proposals needs the density ratio of single rows, and this discriminator scores rows together (give Chain 1, or train with Pack 1 and MinibatchFeatures 0)",
                error.Message
            );
        }
    }

    [Fact]
    public void OptionsThatDoNotApplyAreNotOffered()
    {
        Assert.False(Offers<WganGpOptions>(nameof(AdversarialOptions.MinibatchFeatures)));
        Assert.False(Offers<ImageWganGpOptions>(nameof(AdversarialOptions.MinibatchFeatures)));
        Assert.False(Offers<CGanOptions>(nameof(AdversarialOptions.Pack)));
        Assert.True(Offers<DcGanOptions>(nameof(AdversarialOptions.Pack)));
        Assert.True(Offers<LsGanOptions>(nameof(AdversarialOptions.MinibatchFeatures)));
    }

    /// <summary>Half the square is descended: θ ← (1 − η) θ, K times.</summary>
    [Fact]
    public void UnrolledStepsAreThoseOfGradientDescent()
    {
        using var weight = new Parameter("w", [1]);
        weight.Values[0] = 2;
        var w = weight.Tensor;
        var loss = Unrolling.After(w.Square().Sum(), w.Square().Sum() * 0.5f, [weight], steps: 3, rate: 0.1);
        double shrunk = Math.Pow(0.9, 3);
        Assert.Equal(4 * shrunk * shrunk, Evaluate(loss)[0], 1e-5);
        Assert.Equal(4 * shrunk * shrunk, Evaluate(Gradient.Compute(loss, w)[0])[0], 1e-5);
    }

    /// <summary>In double precision, by the definitions of the ops.</summary>
    [Fact]
    public void TheGradientThroughUnrolledStepsIsThatOfDifferences()
    {
        const float Step = 1f / 1024;
        using var model = new Gan(Small with { UnrolledSteps = 2, UnrolledRate = 0.5, Hidden = 4, R1 = 0.5 }, Width);
        Deterministic.Fill(model.Parameters);
        var rows = Tensor.Constant([4, Width], Deterministic.Numbers(4 * Width, 3, 1));
        var latents = Tensor.Constant([4, 2], Deterministic.Numbers(8, 4, 1));
        var loss = model.GeneratorLoss(rows, latents, ForwardPass.Training());
        foreach (string name in new[] { "generator.net.0.weight", "generator.net.4.bias", "critic.0.weight" })
        {
            var parameter = model.Parameters[name];
            double gradient = Reference.Evaluate(Gradient.Compute(loss, parameter.Tensor)[0])[0];
            float value = parameter.Values[0];
            parameter.Values[0] = value + Step;
            double difference = Reference.Evaluate(loss)[0];
            parameter.Values[0] = value - Step;
            difference = (difference - Reference.Evaluate(loss)[0]) / (2 * Step);
            parameter.Values[0] = value;
            Assert.Equal(difference, gradient, 1e-3 * Math.Abs(difference));
        }
    }

    private static bool Offers<TOptions>(string option)
        where TOptions : AdversarialOptions, new() => new TOptions().IsUsed(typeof(TOptions).GetProperty(option)!);

    private static float[] Evaluate(Tensor tensor)
    {
        using var graph = CompiledGraph.Compile([tensor]);
        graph.Run();
        var values = new float[tensor.Shape.Count];
        graph.Read(tensor, values);
        return values;
    }
}
