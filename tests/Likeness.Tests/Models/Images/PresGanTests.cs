using System.Text.Json;
using Likeness.Compute.Compilation;
using Likeness.Compute.Gradients;
using Likeness.Compute.Graph;
using Likeness.Models.Adversarial;
using Likeness.Models.Images.Adversarial;
using Likeness.Tests.House;

namespace Likeness.Tests.Models.Images;

/// <summary>PresGAN: its Markov chain and the gradient of the entropy of a linear generator compared with NumPy's, and the range of σ.</summary>
public sealed class PresGanTests
{
    private const int Rows = 12;
    private const int Latent = 3;
    private const int Width = 5;

    private static readonly Golden Expected = JsonSerializer.Deserialize<Golden>(
        Repository.Read("tests/golden/presgan.json"),
        JsonSerializerOptions.Web
    )!;

    private static Tensor Weights => Numbers(Width, Latent, 1, 1);

    private static Tensor Deviations => 0.6f + (Numbers(1, Width, 2, 1) * 0.3f);

    [Fact]
    public void TheMarkovChainAgreesWithNumPy()
    {
        var x = Numbers(Rows, Width, 3, 1.2);
        var chain = new HamiltonianMonteCarlo(
            z =>
                (
                    z.Square().Sum([1], keepDimensions: true)
                    + ((x - z.MatMul(Weights.Transpose()).Tanh()) / Deviations).Square().Sum([1], keepDimensions: true)
                ) * 0.5f,
            leapfrogSteps: 4
        );
        var z = Numbers(Rows, Latent, 4, 1);
        var accepted = new List<Tensor>();
        for (int i = 0; i < 3; i++)
        {
            var uniform = (Numbers(Rows, 1, 20 + i, 1) + 1) * 0.5f;
            (z, var isAccepted) = chain.Next(z, Numbers(Rows, Latent, 10 + i, 1.5), uniform, 0.35f);
            accepted.Add(isAccepted);
        }

        float[][] found = Run(z, Tensor.Concatenate(0, [.. accepted]));
        Assert.Equal(Expected.Accepted, found[1]);
        Assert.Contains(0f, found[1]);
        Assert.All(found[0].Zip(Expected.State), pair => Assert.Equal(pair.Second, pair.First, 1e-5));
    }

    /// <summary>For μ(z) = W z the entropy is ½ log det(W Wᵀ + diag σ²) and a constant. States that depend on the first z would shrink the gradient.</summary>
    [Fact]
    public void TheGradientOfTheEntropyIsThatOfALinearGenerator()
    {
        const int Samples = 60_000;
        var (weights, deviations) = (Weights, Deviations);
        var z = Tensor.RandomNormal([Samples, Latent], stream: 0);
        Tensor Mean(Tensor codes) => codes.MatMul(weights.Transpose());
        var x = Mean(z) + (deviations * Tensor.RandomNormal([Samples, Width], stream: 1));
        var (mean, accepted) = PresGan.PosteriorMean(
            Mean,
            x,
            z,
            deviations,
            0.3f,
            new() { BurnIn = 6, PosteriorSamples = 4 }
        );
        var term = PresGan.EntropyTerm(x, mean, deviations);
        Tensor[] slopes = Gradient.Compute(term, weights, deviations);
        float[][] found = Run([.. slopes, accepted]);
        Assert.All(found[0].Zip(Expected.EntropyByWeights), pair => Assert.Equal(pair.Second, pair.First, 0.05));
        Assert.All(found[1].Zip(Expected.EntropyByDeviations), pair => Assert.Equal(pair.Second, pair.First, 0.05));
        Assert.InRange(found[2][0], 0.7f, 0.999f);
    }

    [Fact]
    public void DeviationsStayInTheirRange()
    {
        using var model = new PresGan(PresGanOptions.Small, GoldenRows.Space());
        Assert.All(Run(model.Deviation)[0], value => Assert.Equal(0.155f, value, 1e-4f));
        var spread = model.Parameters.TrainedOf("generator.").Single(one => one.Name == "generator.spread");
        spread.Values.Fill(-100);
        spread.Values[0] = 100;
        float[] found = Run(model.Deviation)[0];
        Assert.Equal(0.3f, found[0], 1e-5f);
        Assert.All(found[1..], value => Assert.Equal(0.01f, value, 1e-5f));
    }

    [Fact]
    public void ALeastDeviationAboveTheLargestIsRefused()
    {
        var error = Assert.Throws<LikenessException>(() =>
            new PresGan(PresGanOptions.Small with { MinDeviation = 0.5 }, GoldenRows.Space())
        );
        Assert.Equal(
            "the least deviation of presgan, 0.5, is above the largest, 0.3 (lower MinDeviation)",
            error.Message
        );
    }

    /// <summary>Without the entropy, the Markov chain is not a part of the step.</summary>
    [Fact]
    public void ItLearnsWithAndWithoutTheEntropy()
    {
        var images = TinyImages.Squares(64);
        using var plain = new TrainedImages("presgan", images, 1, options: PresGanOptions.Small with { Entropy = 0 });
        using var trained = new TrainedImages("presgan", images, 1);
        Assert.NotEqual(plain.Sample(4), trained.Sample(4));
        Assert.All(trained.Sample(4), value => Assert.InRange(value, -1, 1));
        Assert.Equal(1f / 32, Step(plain), 1e-6f);
        Assert.NotEqual(1f / 32, Step(trained));
    }

    private static float Step(TrainedImages trained) =>
        trained.State.Model.Parameters.Single(one => one.Name == "posterior.leapfrog_step").Values[0];

    private static Tensor Numbers(int rows, int width, int index, double bound) =>
        Tensor.Constant([rows, width], Deterministic.Numbers(rows * width, index, bound));

    private static float[][] Run(params Tensor[] tensors)
    {
        using var graph = CompiledGraph.Compile(tensors);
        graph.Run();
        return
        [
            .. tensors.Select(tensor =>
            {
                var values = new float[tensor.Shape.Count];
                graph.Read(tensor, values);
                return values;
            }),
        ];
    }

    private sealed record Golden(
        float[] State,
        float[] Accepted,
        float[] EntropyByWeights,
        float[] EntropyByDeviations
    );
}
