using System.Text.Json;
using Likeness.Compute.Compilation;
using Likeness.Compute.Graph;
using Likeness.Models.Autoencoders;
using Likeness.Nn;
using Likeness.Tests.House;

namespace Likeness.Tests.Models.Autoencoders;

public sealed class VaeTests
{
    private const int Width = 5;
    private const int Rows = 32;
    private const int Samples = 4;

    private static readonly Golden Expected = JsonSerializer.Deserialize<Golden>(
        Repository.Read("tests/golden/vae.json"),
        JsonSerializerOptions.Web
    )!;

    [Theory]
    [InlineData(Reconstruction.Gaussian, 1)]
    [InlineData(Reconstruction.Mse, 0.5)]
    [InlineData(Reconstruction.Fixed, 1, 0.3)]
    public void AgreesWithPyTorch(Reconstruction reconstruction, double beta, double freeBits = 0)
    {
        using var model = Small(reconstruction, beta, freeBits);
        var noise = Tensor.Constant([Rows, 3], Deterministic.Numbers(Rows * 3, 1002, 1));
        StepAgreement.Check(
            model,
            rows => model.Loss(rows, noise, ForwardPass.Inference),
            Deterministic.Numbers(Rows * Width, 1000, 2),
            reconstruction switch
            {
                Reconstruction.Gaussian => Expected.Gaussian,
                Reconstruction.Fixed => Expected.Fixed,
                _ => Expected.Mse,
            }
        );
    }

    [Fact]
    public void BoundsTheDensityAsPyTorchDoes()
    {
        using var model = Small(Reconstruction.Gaussian, 1);
        var input = Tensor.Input("rows", [Rows, Width]);
        var noise = Tensor.Constant([Samples * Rows, 3], Deterministic.Numbers(Samples * Rows * 3, 1001, 1));
        var bound = model.LogDensity(input, noise);
        using var graph = CompiledGraph.Compile([bound]);
        graph.Write(input, Deterministic.Numbers(Rows * Width, 1000, 2));
        graph.Run();
        var found = new float[Rows];
        graph.Read(bound, found);
        for (int i = 0; i < Rows; i++)
        {
            Assert.Equal(Expected.Gaussian.Bound![i], found[i], 1e-5 * Math.Abs(Expected.Gaussian.Bound[i]));
        }
    }

    [Fact]
    public void ImputedValuesFollowTheConditionalDistribution()
    {
        const int Count = 300;
        var options = new VaeOptions { BatchSize = 16, Hidden = 64 };
        using var trained = new Trained("vae", Toy.Arc(600), epochs: 60, options: options);
        var sampled = trained.Sample(20_000);
        var truth = sampled.TakeRows([.. Enumerable.Range(0, Count)]);
        var rows = new float[3 * Count];
        trained.Transform.Forward(truth, [.. Enumerable.Range(0, Count)], rows);
        var given = Tensor.Constant([3], 1, 0, 0).BroadcastTo([Count, 3]); // u
        var completed = ((Vae)trained.State.Chosen).Impute(Tensor.Constant([Count, 3], rows), given);
        using var graph = CompiledGraph.Compile([completed]);
        graph.Run();
        graph.Read(completed, rows);
        var found = trained.Transform.Inverse(rows);

        // v given u, from imputed rows and from samples with nearly the same u: the mean, and the standard deviation.
        double difference = 0;
        double spread = 0;
        double expectedSpread = 0;
        for (int i = 0; i < Count; i++)
        {
            double[] alike =
            [
                .. Enumerable
                    .Range(Count, sampled.RowCount - Count)
                    .Where(j => Math.Abs(sampled[j, 0] - truth[i, 0]) < 0.05)
                    .Select(j => sampled[j, 1]),
            ];
            double mean = alike.Average();
            difference += (found[i, 1] - mean) / Count;
            spread += Math.Abs(found[i, 1] - mean) / Count;
            expectedSpread += alike.Average(v => Math.Abs(v - mean)) / Count;
        }

        Assert.Equal(0, difference, 0.2 * expectedSpread);
        Assert.Equal(expectedSpread, spread, 0.2 * expectedSpread);
    }

    private static Vae Small(Reconstruction reconstruction, double beta, double freeBits = 0)
    {
        var options = new VaeOptions
        {
            Hidden = 16,
            Latent = 3,
            Reconstruction = reconstruction,
            Beta = beta,
            Deviation = 0.4,
            FreeBits = freeBits,
        };
        var model = new Vae(options, Width);
        Deterministic.Fill(model.Parameters);
        return model;
    }

    private sealed record Case(double Loss, string Gradient, string Stepped, double[]? Bound)
        : GoldenStep(Loss, Gradient, Stepped);

    private sealed record Golden(Case Gaussian, Case Mse, Case Fixed);
}
