using System.Text.Json;
using Likeness.Compute.Compilation;
using Likeness.Compute.Graph;
using Likeness.Modalities.Images.Data;
using Likeness.Models;
using Likeness.Models.Adversarial;
using Likeness.Models.Images.Adversarial;
using Likeness.Models.Images.Translation;
using Likeness.Nn;
using Likeness.Tests.House;

namespace Likeness.Tests.Models.Images;

/// <summary>
/// Adversarial models of images: losses and gradients compared with PyTorch's, spectral norms of convolutions, rejected options,
/// and training.
/// </summary>
public sealed class ImageGanTests
{
    private const int Latent = 3;
    private const int Width = 2;

    // Gradients of gradients are sums of rounded products.
    private const double SecondRelative = 2e-5;

    private static readonly Golden Expected = JsonSerializer.Deserialize<Golden>(
        Repository.Read("tests/golden/image_gans.json"),
        JsonSerializerOptions.Web
    )!;

    private static Tensor Codes => GoldenRows.Noise(GoldenRows.Count, Latent, 1001);

    private static Tensor Fraction =>
        (Tensor.Constant([GoldenRows.Count, 1], Deterministic.Numbers(GoldenRows.Count, 1002, 1)) + 1) * 0.5f;

    [Fact]
    public void DcganWithR1AgreesWithPyTorch() =>
        Check(
            () =>
                new DcGan(
                    new()
                    {
                        Width = Width,
                        Latent = Latent,
                        R1 = 1.5,
                    },
                    GoldenRows.Space()
                ),
            Expected.DcGan
        );

    [Fact]
    public void ConditionalGanAgreesWithPyTorch() =>
        Check(() => new CGan(new() { Width = Width, Latent = Latent }, GoldenRows.Space(3)), Expected.CGan, classes: 3);

    [Fact]
    public void GradientsOfGradientsThroughConvolutionsAgreeWithPyTorch() =>
        Check(
            () => new ImageWganGp(new() { Width = Width, Latent = Latent }, GoldenRows.Space()),
            Expected.WganGp,
            relative: SecondRelative
        );

    [Fact]
    public void CycleGanAgreesWithPyTorch()
    {
        var options = new CycleGanOptions { Width = Width, Blocks = 1 };
        using var model = new CycleGan(options, GoldenRows.Space(2));
        float[] rows = GoldenRows.Of(classes: 2);
        NamedAgreement.Check(model, (x, _) => model.DiscriminatorLoss(x), rows, Expected.CycleGan.Critic);
        NamedAgreement.Check(model, (x, _) => model.GeneratorLoss(x), rows, Expected.CycleGan.Generator);
    }

    /// <summary>A 1×1 kernel with the weights diag(3, 2) has the largest singular value 3.</summary>
    [Fact]
    public void SpectralNormalisationOfConvolutionsFollowsTheLargestSingularValue()
    {
        using var parameters = new ParameterSet();
        var scope = new ParameterScope(parameters, 0);
        var weight = scope.Uniform("weight", [1, 1, 2, 2], 1);
        var norm = new SpectralNorm(scope, weight, axis: 2);
        new float[] { 3, 0, 0, 2 }.CopyTo(weight.Values);
        var pass = ForwardPass.Training();
        var divided = norm.Divided(pass);
        using var graph = CompiledGraph.Compile([divided], pass.Updates);
        for (int i = 0; i < 40; i++)
        {
            graph.Run();
        }

        var found = new float[4];
        graph.Read(divided, found);
        Assert.Equal(1, found[0], 1e-5);
        Assert.Equal(2.0 / 3, found[3], 1e-5);
    }

    [Fact]
    public void ItLearnsUnderSpectralNormalisation()
    {
        var options = DcGanOptions.Small with { SpectralNorm = true, DiscriminatorBatchNorm = false };
        using var trained = new TrainedImages("dcgan", TinyImages.Squares(64), 1, options: options);
        Assert.All(trained.Sample(4), value => Assert.True(float.IsFinite(value)));
    }

    [Fact]
    public void TheNetworksOfTheDefaultsHaveTheirSizes()
    {
        var space = ModelSpace.Create(new ImageTransform(new(3, 64, 64), default, []), 100);
        using var model = new DcGan(new DcGanOptions(), space);

        // 100 × 512·16, then 512, 256, 128, 64, 3 channels by kernels of 4 × 4, with two parameters of the norm per channel.
        int generator = (100 * 8192) + (16 * ((512 * 256) + (256 * 128) + (128 * 64) + (64 * 3))) + 3 + (2 * 960);
        Assert.Equal(generator, model.Parameters.TrainedOf("generator.").Sum(parameter => parameter.Shape.Count));
    }

    [Fact]
    public void ImagesThatDoNotComeByDoublingAreRefused()
    {
        var space = ModelSpace.Create(new ImageTransform(new(1, 28, 28), default, []), 100);
        var error = Assert.Throws<LikenessException>(() => new DcGan(new DcGanOptions(), space));
        Assert.Equal("images of 28×28 pixels do not come of 4×4 by doubling (give Size 32)", error.Message);
    }

    [Theory]
    [InlineData("dcgan")]
    [InlineData("wgan-gp")]
    public void SampledSquaresAreAsBrightAsRealOnes(string name)
    {
        var images = TinyImages.Squares(256, side: 8);
        using var trained = new TrainedImages(name, images, 40);
        var sampled = trained.Transform.Inverse(trained.Sample(64));
        double real = images.Pixels.Average(value => value);
        Assert.InRange(sampled.Pixels.Average(value => value), 0.4 * real, 2.5 * real);
    }

    [Fact]
    public void ARequestedClassIsSampled()
    {
        using var trained = new TrainedImages("cgan", TinyImages.Squares(256, side: 8), 40);
        Assert.True(RightFraction(trained, 1) > 0.75);
        Assert.True(RightFraction(trained, 0) < 0.25);
    }

    /// <summary>The fraction of brightness in the right half, where class 1 has its squares.</summary>
    internal static double RightFraction(TrainedImages trained, int of)
    {
        const int Count = 64;
        var model = (IClassConditional)trained.Model;
        var classes = Tensor.Constant([Count], [.. Enumerable.Repeat((float)of, Count)]);
        var rows = model.SampleOf(classes);
        using var graph = CompiledGraph.Compile([rows]);
        graph.Run();
        var values = new float[rows.Shape.Count];
        graph.Read(rows, values);
        return LightAtRight(trained.Transform.Inverse(values));
    }

    internal static double LightAtRight(ImageSet images)
    {
        int side = images.Shape.Width;
        double right = images.Pixels.Where((_, i) => i % side >= side / 2).Sum(value => (double)value);
        return right / images.Pixels.Sum(value => (double)value);
    }

    private static void Check(
        Func<AdversarialModel> make,
        AdversarialLoss golden,
        int classes = 0,
        double relative = 1e-5
    )
    {
        float[] rows = GoldenRows.Of(classes);
        using var model = make();
        NamedAgreement.Check(
            model,
            (x, pass) => model.DiscriminatorLoss(x, Codes, Fraction, pass),
            rows,
            golden.Critic,
            relative
        );
        NamedAgreement.Check(model, (x, pass) => model.GeneratorLoss(x, Codes, pass), rows, golden.Generator, relative);
    }

    private sealed record AdversarialLoss(NamedStep Critic, NamedStep Generator);

    private sealed record Golden(
        AdversarialLoss DcGan,
        AdversarialLoss CGan,
        AdversarialLoss WganGp,
        AdversarialLoss CycleGan
    );
}
