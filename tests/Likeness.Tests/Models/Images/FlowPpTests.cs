using System.Text.Json;
using Likeness.Compute.Graph;
using Likeness.Modalities.Images.Data;
using Likeness.Models;
using Likeness.Models.Flows.Layers;
using Likeness.Models.Images;
using Likeness.Nn;
using Likeness.Testing;
using Likeness.Tests.House;
using Likeness.Tests.Models.Diffusion;

namespace Likeness.Tests.Models.Images;

/// <summary>Flow++, its layers, and the vanilla flow: compared with tests/golden/flowpp.py.</summary>
public sealed class FlowPpTests
{
    private const int Rows = 6;

    // Noise is what remains of a pixel below its level: 32-bit numbers have few digits of it.
    private const double Dequantised = 1e-3;

    private static readonly ImageShape Shape = new(1, 4, 4);

    private static readonly Golden Expected = JsonSerializer.Deserialize<Golden>(
        Repository.Read("tests/golden/flowpp.json"),
        JsonSerializerOptions.Web
    )!;

    private static float[] Images => Deterministic.Numbers(Rows * Shape.Length, 1000, 2);

    [Fact]
    public void FlowPpAgreesWithPyTorch()
    {
        var options = new FlowPpOptions
        {
            Scales = 1,
            Steps = 2,
            Hidden = 4,
            Blocks = 1,
            Heads = 2,
            Components = 3,
            Dequantisation = 0,
        };
        using var model = new FlowPp(options, Space(options));
        foreach (var permutation in model.Parameters.Where(parameter => parameter.Name.EndsWith("permutation")))
        {
            int size = permutation.Shape[0];
            permutation.Values.Clear();
            for (int i = 0; i < size; i++)
            {
                permutation.Values[(i * size) + ((i + 1) % size)] = i % 2 == 0 ? 1 : -1;
            }
        }

        NamedAgreement.CheckResult(model, model.LogDensity, Images, Expected.FlowPp.Density!);
        NamedAgreement.Check(
            model,
            (x, _) => model.Objectives[0].Loss(x, ForwardPass.Inference),
            Images,
            Expected.FlowPp,
            relative: 2e-5
        );
    }

    [Fact]
    public void TheVanillaFlowWithVariationalDequantisationAgreesWithPyTorch()
    {
        var options = ImageRealNvpOptions.Vanilla with
        {
            Couplings = 2,
            Hidden = 4,
            Blocks = 1,
            Dequantisation = 2,
            DequantisationHidden = 3,
        };
        using var model = new ImageRealNvp(options, Space(options));
        NamedAgreement.Check(
            model,
            (x, _) => model.Objectives[0].Loss(x, ForwardPass.Inference),
            Deterministic.Unpack(Expected.Vanilla.Rows),
            Expected.Vanilla,
            Dequantised
        );
    }

    [Fact]
    public void ThePresetVanillaHasEightCheckerboards()
    {
        using var model = new ImageRealNvp(ImageRealNvpOptions.Vanilla, Space(ImageRealNvpOptions.Vanilla), seed: null);
        Assert.Equal(8, model.Parameters.Count(parameter => parameter.Name.EndsWith("log_bound")));
        Assert.DoesNotContain(model.Parameters, parameter => parameter.Name.Contains("norms"));
        Assert.All(
            model.Parameters.Where(parameter => parameter.Name.EndsWith("first.bias")),
            parameter => Assert.Equal(32, parameter.Shape[0])
        );
    }

    [Theory]
    [InlineData(0.3)]
    [InlineData(3)]
    [InlineData(30)]
    public void AMixtureCouplingIsInvertible(double size)
    {
        const int Components = 5;
        const int Half = 4;
        int outputs = MixtureCoupling.OutputsPerChannel(Components) * Half;
        float[] parameters = Deterministic.Numbers(outputs * 4, 3, 2);
        var coupling = new MixtureCoupling(
            Quarters.Checkerboards[0],
            x => Tensor.Constant([1, outputs, 2, 2], parameters).BroadcastTo([x.Shape[0], outputs, 2, 2]),
            Components,
            bound: 2
        );
        var x = Tensor.Constant([20, 2 * Half, 2, 2], Deterministic.Numbers(20 * 2 * Half * 4, 5, size));
        float[][] found = Evaluated.Of(x, coupling.Inverse(coupling.Forward(x, ForwardPass.Inference).Result));
        Assert.All(found[0].Zip(found[1]), pair => Assert.Equal(pair.First, pair.Second, 1e-5 * Math.Max(1, size)));
    }

    [Fact]
    public void VariationalDequantisationIsInvertible()
    {
        const int Side = 8;
        float[] rows = Deterministic.Numbers(20 * Side * Side, 5, 2);
        using var weights = new ParameterSet();
        var layer = Dequantisation(PixelScale.Logit, weights);
        var x = Tensor.Constant([20, 1, Side, Side], rows);
        var made = layer.Forward(x, ForwardPass.Inference).Result;
        var back = layer.Forward(layer.Inverse(x), ForwardPass.Inference).Result;
        float[][] found = Evaluated.Of(layer.Inverse(made), back, made);
        foreach (float[] undone in found[..2])
        {
            // A level is at most 0.034 wide here. Noise near a border of its level has few digits.
            double[] errors = [.. rows.Zip(undone, (one, other) => Math.Abs(one - other)).Order()];
            Assert.InRange(errors[(int)(0.99 * errors.Length)], 0, 5e-5);
            Assert.InRange(errors[^1], 0, 0.034);
        }

        Assert.NotEqual(rows, found[2]);
    }

    [Theory]
    [InlineData(PixelScale.Logit)]
    [InlineData(PixelScale.Dequantised)]
    [InlineData(PixelScale.DequantisedSymmetric)]
    public void VariationalDequantisationKeepsEachLevel(PixelScale scale)
    {
        var images = TinyImages.Squares(8, side: 8);
        var transform = new ImageTransform(images.Shape, scale, []);
        var rows = new float[images.Count * transform.Width];
        transform.Forward(images, [.. Enumerable.Range(0, images.Count)], rows);
        using var weights = new ParameterSet();
        var layer = Dequantisation(scale, weights);
        var input = Tensor.Constant([images.Count, 1, 8, 8], rows);
        float[] made = Evaluated.Of(layer.Forward(input, ForwardPass.Inference).Result)[0];
        Assert.NotEqual(rows, made);
        byte[] levels = transform.Inverse(made)[0].ToArray();
        Assert.Equal(images[0].ToArray(), levels);
    }

    [SkippableFact]
    public void VariationalDequantisationNeedsNoMoreBitsThanUniformNoise()
    {
        LongTest.Require();
        double Loss(int dequantisation)
        {
            var options = FlowPpOptions.Small with { Dequantisation = dequantisation, Heads = 0 };
            using var trained = new TrainedImages(
                "flowpp",
                TinyImages.Squares(256, side: 8),
                60,
                TinyImages.Squares(64, side: 8, seed: 2),
                options: options
            );
            return trained.State.History[^1].Validation / trained.Transform.Width;
        }

        var (variational, uniform) = (Loss(2), Loss(0));
        Assert.True(variational <= uniform + 0.01, $"{variational} nats per pixel, and {uniform} with uniform noise");
    }

    [Fact]
    public void PixelsThatAreNotDequantisedAreRefused()
    {
        var options = new FlowPpOptions { Pixels = PixelScale.Unit };
        var error = Assert.Throws<LikenessException>(() => new FlowPp(options, Space(options)));
        Assert.Contains("Dequantisation 0", error.Message);
    }

    /// <summary>One coupling with random weights.</summary>
    private static VariationalDequantisation Dequantisation(PixelScale scale, ParameterSet weights)
    {
        var network = new GatedConvolutions(new ParameterScope(weights, 1), 6, 8, 1, 4);
        Deterministic.Fill(weights);
        return new VariationalDequantisation(
            scale,
            [
                levels => new ChannelCoupling(
                    Quarters.Checkerboards[0],
                    seen => network.Apply(Tensor.Concatenate(1, seen, levels)),
                    bound: 2
                ),
            ]
        );
    }

    private static ModelSpace Space(ModelOptions options) =>
        ModelSpace.Create(
            new ImageTransform(options.Pixels == PixelScale.Unit ? new(1, 8, 8) : Shape, options.Pixels, []),
            100
        );

    private sealed record Case(double Loss, Dictionary<string, string> Gradients, string? Density, string Rows)
        : NamedStep(Loss, Gradients, Density);

    private sealed record Golden(Case FlowPp, Case Vanilla);
}
