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
    private const int Draws = 4;

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
        var noise = Tensor.Constant([Draws * Rows, 3], Deterministic.Numbers(Draws * Rows * 3, 1001, 1));
        var bound = model.LogDensity(input, noise);
        using var program = Program.Compile([bound]);
        program.Write(input, Deterministic.Numbers(Rows * Width, 1000, 2));
        program.Run();
        var found = new float[Rows];
        program.Read(bound, found);
        for (int i = 0; i < Rows; i++)
        {
            Assert.Equal(Expected.Gaussian.Bound![i], found[i], 1e-5 * Math.Abs(Expected.Gaussian.Bound[i]));
        }
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
