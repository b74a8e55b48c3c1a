using System.Text.Json;
using Likeness.Compute.Compilation;
using Likeness.Compute.Graph;
using Likeness.Models;
using Likeness.Models.Images;
using Likeness.Models.Images.Adversarial;
using Likeness.Sampling;
using Likeness.Tests.House;

namespace Likeness.Tests.Models.Images;

/// <summary>Inpainting by the latent search of a GAN: weights and blending compared with SciPy's, and images of the generator found again.</summary>
public sealed class GanInpaintingTests
{
    private const int Side = GoldenRows.Side;
    private const int Latent = 4;

    private static readonly Golden Expected = JsonSerializer.Deserialize<Golden>(
        Repository.Read("tests/golden/inpainting.json"),
        JsonSerializerOptions.Web
    )!;

    [Fact]
    public void WeightsOfKnownPixelsAgreeWithTheDefinition()
    {
        float[] found = Run(LatentSearch.ContextWeights(Masks(), Expected.Window));
        Assert.All(found.Zip(Expected.Weights), pair => Assert.Equal(pair.Second, pair.First, 1e-6));
    }

    [Fact]
    public void BlendingSolvesPoissonsEquation()
    {
        float[] found = Run(PoissonBlending.Blend(Pixels(1), Pixels(2), Masks()));
        Assert.All(found.Zip(Expected.Blended), pair => Assert.Equal(pair.Second, pair.First, 2e-5));
    }

    /// <summary>The image is the generator's, so that some latent vector fits it; the mean of the known pixels is the simplest filling.</summary>
    [Theory]
    [InlineData("dcgan")]
    [InlineData("wgan-gp")]
    [InlineData("cgan")]
    public void AnImageOfTheGeneratorIsFoundAgain(string name)
    {
        const int Count = 6;
        using var model = Generator(name);
        float[] rows = Run(
            model.Generate(
                GoldenRows.Noise(Count, Latent, 50),
                Tensor.Constant([Count, model.Dimensions], [.. Likes(model, Count)]),
                Likeness.Nn.ForwardPass.Inference
            )
        );
        float[] known = [.. Enumerable.Range(0, rows.Length).Select(i => IsInHole(i % model.Dimensions) ? 0f : 1f)];
        using var imputer = new Imputer(model, null, Count);
        var found = new float[rows.Length];
        imputer.Impute([.. rows.Select((value, i) => known[i] == 1 ? value : 5)], known, found, 0, seed: 3);
        Assert.All(Enumerable.Range(0, rows.Length).Where(i => known[i] == 1), i => Assert.Equal(rows[i], found[i]));
        double error = 0;
        double errorOfMean = 0;
        for (int row = 0; row < Count; row++)
        {
            int[] pixels = [.. Enumerable.Range(row * model.Dimensions, Side * Side)];
            float mean = pixels.Where(i => known[i] == 1).Average(i => rows[i]);
            error += pixels.Where(i => known[i] == 0).Sum(i => Math.Pow(found[i] - rows[i], 2));
            errorOfMean += pixels.Where(i => known[i] == 0).Sum(i => Math.Pow(mean - rows[i], 2));
        }

        Assert.True(error < 0.05 * errorOfMean, $"{error} against {errorOfMean} of the mean");
    }

    private static bool IsInHole(int value)
    {
        var (row, column) = Math.DivRem(value, Side);
        return row is >= 5 and < 11 && column is >= 5 and < 11;
    }

    private static ImageGan Generator(string name)
    {
        var space = GoldenRows.Space(name == "cgan" ? 2 : 0);
        ImageGan model = name switch
        {
            "dcgan" => new DcGan(
                new()
                {
                    Width = 4,
                    Latent = Latent,
                    ImputationRestarts = 8,
                },
                space
            ),
            "cgan" => new CGan(
                new()
                {
                    Width = 4,
                    Latent = Latent,
                    ImputationRestarts = 8,
                },
                space
            ),
            _ => new ImageWganGp(
                new()
                {
                    Width = 4,
                    Latent = Latent,
                    ImputationRestarts = 8,
                },
                space
            ),
        };
        NamedAgreement.Fill(model.Parameters);
        return model;
    }

    private static IEnumerable<float> Likes(GenerativeModel model, int count) =>
        Enumerable.Range(0, count * model.Dimensions).Select(i => (float)(i / model.Dimensions % 2));

    private static Tensor Masks() => Tensor.Constant([3, 1, 9, 12], Expected.Known);

    private static Tensor Pixels(int index) =>
        Tensor.Constant([3, 1, 9, 12], Deterministic.Numbers(3 * 9 * 12, index, 1));

    private static float[] Run(Tensor tensor)
    {
        using var graph = CompiledGraph.Compile([tensor]);
        graph.Run();
        var values = new float[tensor.Shape.Count];
        graph.Read(tensor, values);
        return values;
    }

    private sealed record Golden(int Window, float[] Known, float[] Weights, float[] Blended);
}
