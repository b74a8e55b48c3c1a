using System.Text.Json;
using Likeness.Compute.Compilation;
using Likeness.Compute.Gradients;
using Likeness.Compute.Graph;
using Likeness.Models.Adversarial;
using Likeness.Nn;
using Likeness.Tests.House;

namespace Likeness.Tests.Models.Adversarial;

public sealed class AdversarialTests
{
    private const int Width = 5;
    private const int Latent = 3;
    private const int Hidden = 12;
    private const int Rows = 32;

    private static readonly Golden Expected = JsonSerializer.Deserialize<Golden>(
        Repository.Read("tests/golden/gan.json"),
        JsonSerializerOptions.Web
    )!;

    private static readonly Tensor Codes = Numbers(Latent, 1001, 1.5);
    private static readonly Tensor Fraction = (Numbers(1, 1002, 1) + 1) * 0.5f;

    [Fact]
    public void TheMinimaxGameWithSmoothedLabelsAndR1()
    {
        var options = new GanOptions
        {
            Latent = Latent,
            Hidden = Hidden,
            Layers = 2,
            GeneratorLoss = GeneratorLossKind.Minimax,
            LabelSmoothing = 0.1,
            R1 = 1.5,
        };
        Check(() => new Gan(options, Width), Expected.Minimax);
    }

    [Fact]
    public void TheNonSaturatingLoss()
    {
        using var model = new Gan(
            new GanOptions
            {
                Latent = Latent,
                Hidden = Hidden,
                Layers = 2,
            },
            Width
        );
        CheckGenerator(model, Expected.NonSaturating);
    }

    [Fact]
    public void TheWassersteinGameWithGradientPenalty()
    {
        var options = WganGpOptions.Paper with { Latent = Latent, Hidden = Hidden, Layers = 2, R1 = 0 };
        Check(() => new WganGp(options, Width), Expected.Wasserstein);
    }

    [Fact]
    public void TheGameOfLeastSquares()
    {
        var options = new LsGanOptions
        {
            Latent = Latent,
            Hidden = Hidden,
            Layers = 2,
            R1 = 0,
        };
        Check(() => new LsGan(options, Width), Expected.LeastSquares);
    }

    [Fact]
    public void SpectralNormalisation()
    {
        using var parameters = new ParameterSet();
        var layer = new SpectralLinear(new ParameterScope(parameters, 0), Width, 4, bias: true, normalised: true);
        Deterministic.Numbers(4 * Width, 0, 1).CopyTo(parameters["weight"].Values);
        Deterministic.Numbers(4, 1, 1).CopyTo(parameters["bias"].Values);
        var pass = ForwardPass.Training();
        var y = layer.In(pass)(Numbers(Width, 1000, 2));
        var gradient = Gradient.Compute(y.Square().Sum(), parameters["weight"].Tensor)[0];
        using (var graph = CompiledGraph.Compile([y, gradient], pass.Updates))
        {
            graph.Run();
            Agree(Expected.Spectral.Result, Read(graph, y));
            Agree(Expected.Spectral.Gradient, Read(graph, gradient));
        }

        Agree(Expected.Spectral.Vector, parameters["singular"].Values.ToArray());
    }

    /// <summary>Power iteration converges to the largest singular value: 3 for diag(3, 2).</summary>
    [Fact]
    public void SpectralNormalisationFollowsTheLargestSingularValue()
    {
        using var parameters = new ParameterSet();
        var layer = new SpectralLinear(new ParameterScope(parameters, 0), 2, 2, bias: false, normalised: true);
        new float[] { 3, 0, 0, 2 }.CopyTo(parameters["weight"].Values);
        var pass = ForwardPass.Training();
        var y = layer.In(pass)(Tensor.Constant([1, 2], 1, 1));
        using var graph = CompiledGraph.Compile([y], pass.Updates);
        for (int i = 0; i < 40; i++)
        {
            graph.Run();
        }

        float[] found = Read(graph, y);
        Assert.Equal(1, found[0], 1e-5);
        Assert.Equal(2.0 / 3, found[1], 1e-5);
    }

    private static void Check(Func<AdversarialModel> make, AdversarialLoss golden)
    {
        using var model = make();
        Deterministic.Fill(model.Parameters);
        float[] rows = Deterministic.Numbers(Rows * Width, 1000, 2);
        StepAgreement.Check(
            model,
            x => model.DiscriminatorLoss(x, Codes, Fraction, ForwardPass.Inference),
            rows,
            golden.Critic
        );
        using var other = make();
        CheckGenerator(other, golden.Generator);
    }

    private static void CheckGenerator(AdversarialModel model, GoldenStep golden)
    {
        Deterministic.Fill(model.Parameters);
        float[] rows = Deterministic.Numbers(Rows * Width, 1000, 2);
        StepAgreement.Check(model, x => model.GeneratorLoss(x, Codes, ForwardPass.Inference), rows, golden);
    }

    private static Tensor Numbers(int width, int index, double bound) =>
        Tensor.Constant([Rows, width], Deterministic.Numbers(Rows * width, index, bound));

    private static float[] Read(CompiledGraph graph, Tensor tensor)
    {
        var values = new float[tensor.Shape.Count];
        graph.Read(tensor, values);
        return values;
    }

    private static void Agree(string golden, float[] found)
    {
        float[] expected = Deterministic.Unpack(golden);
        double largest = expected.Max(Math.Abs);
        Assert.Equal(expected.Length, found.Length);
        for (int i = 0; i < found.Length; i++)
        {
            Assert.Equal(expected[i], found[i], 1e-5 * largest);
        }
    }

    private sealed record AdversarialLoss(GoldenStep Critic, GoldenStep Generator);

    private sealed record Spectrum(string Result, string Gradient, string Vector);

    private sealed record Golden(
        AdversarialLoss Minimax,
        GoldenStep NonSaturating,
        AdversarialLoss Wasserstein,
        AdversarialLoss LeastSquares,
        Spectrum Spectral
    );
}
