using System.Text.Json;
using Likeness.Compute.Compilation;
using Likeness.Compute.Graph;
using Likeness.Models;
using Likeness.Models.Tables;
using Likeness.Nn;
using Likeness.Tests.House;

namespace Likeness.Tests.Models.Tables;

/// <summary>The losses of TabSyn compared with PyTorch: tests/golden/tabsyn.py.</summary>
public sealed class TabSynGoldenTests : IDisposable
{
    private const int Rows = 24;
    private const int Latent = 3;

    private static readonly Golden Expected = JsonSerializer.Deserialize<Golden>(
        Repository.Read("tests/golden/tabsyn.json"),
        JsonSerializerOptions.Web
    )!;

    private readonly TabSyn model = new(
        new TabSynOptions
        {
            Hidden = 4,
            Blocks = 2,
            Beta = 0.05,
            LastBeta = 0.0005,
            AutoencoderFraction = 0.25,
        },
        new ModelSpace([new("number"), new("level", 3) { IsCategory = true }, new("other")])
    );

    public TabSynGoldenTests() => Deterministic.Fill(model.Parameters);

    public void Dispose() => model.Dispose();

    [Fact]
    public void GradientsAndAStepOfBothLossesAgreeWithPyTorch() =>
        StepAgreement.Check(
            model,
            rows => model.AutoencoderLoss(rows, Noise(1001), ForwardPass.Inference) + Diffusion(),
            Mixed(),
            Expected.Step
        );

    [Fact]
    public void TheLossOfTheDiffusionAgreesWithPyTorch()
    {
        var loss = Diffusion();
        using var graph = CompiledGraph.Compile([loss]);
        graph.Run();
        Assert.Equal(Expected.Diffusion, graph.ReadScalar(loss), 1e-5 * Expected.Diffusion);
    }

    [Fact]
    public void BetaFallsInTheAutoencodersPartOfTheTraining()
    {
        var pass = ForwardPass.Training();
        var rows = Tensor.Constant([Rows, 3], Mixed());
        var loss = model.AutoencoderLoss(rows, Noise(1001), pass);
        using var graph = CompiledGraph.Compile([loss]);
        foreach (var (progress, expected) in Expected.Autoencoder)
        {
            graph.Write(pass.Progress, [(float)progress]);
            graph.Run();
            Assert.Equal(expected, graph.ReadScalar(loss), 1e-5 * expected);
        }
    }

    private Tensor Diffusion() =>
        model.DiffusionLoss(
            Tensor.Constant([Rows, Latent], Deterministic.Numbers(Rows * Latent, 1002, 1.5)),
            Noise(1003),
            Tensor.Constant([Rows, 1], Deterministic.Numbers(Rows, 1004, 1.5))
        );

    private static Tensor Noise(int index) =>
        Tensor.Constant([Rows, Latent], Deterministic.Numbers(Rows * Latent, index, 1));

    private static float[] Mixed()
    {
        float[] rows = Deterministic.Numbers(Rows * 3, 1000, 1);
        for (int i = 1; i < rows.Length; i += 3)
        {
            rows[i] = (float)Math.Clamp(Math.Floor((rows[i] + 1.0) / 2 * 3), 0, 2);
        }

        return rows;
    }

    private sealed record Golden(Part[] Autoencoder, double Diffusion, GoldenStep Step);

    private sealed record Part(double Progress, double Loss);
}
