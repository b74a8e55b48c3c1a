using System.Text.Json;
using Likeness.Compute.Graph;
using Likeness.Data.Transforms;
using Likeness.Models;
using Likeness.Models.Autoencoders;
using Likeness.Models.Tokens;
using Likeness.Nn;
using Likeness.Tests.House;

namespace Likeness.Tests.Models.Autoencoders;

/// <summary>The presets <c>pi-generator</c> of models of five-dimensional points, compared with tests/golden/reference_recipes.py.</summary>
public sealed class ReferenceRecipeTests
{
    private const int Columns = 5;
    private const int Rows = 32;

    private static readonly Golden Expected = JsonSerializer.Deserialize<Golden>(
        Repository.Read("tests/golden/reference_recipes.json"),
        JsonSerializerOptions.Web
    )!;

    private static float[] Points =>
        Array.ConvertAll(Deterministic.Numbers(Rows * Columns, 1000, 0.5), value => (float)(value + 0.5));

    [Fact]
    public void TheAutoencoderIsTheReferences()
    {
        using var model = new Ae(AeOptions.PiGenerator, Columns);
        Assert.Equal(Expected.Ae.Parameters, model.Parameters.Elements);
        Deterministic.Fill(model.Parameters);
        StepAgreement.Check(model, rows => model.Objectives[0].Loss(rows, ForwardPass.Inference), Points, Expected.Ae);
    }

    [Fact]
    public void TheVaeIsTheReferences()
    {
        using var model = new Vae(VaeOptions.PiGenerator, Columns);
        Assert.Equal(Expected.Vae.Parameters, model.Parameters.Elements);
        Deterministic.Fill(model.Parameters);
        var noise = Tensor.Constant([Rows, 64], Deterministic.Numbers(Rows * 64, 1003, 1));
        StepAgreement.Check(model, rows => model.Loss(rows, noise, ForwardPass.Inference), Points, Expected.Vae);
    }

    [Fact]
    public void TheyAreTrainedAsTheReference()
    {
        ModelOptions[] presets = [AeOptions.PiGenerator, VaeOptions.PiGenerator, TrmVaeOptions.PiGenerator];
        Assert.All(
            presets,
            options =>
            {
                Assert.Equal((100, 32, 1e-3), (options.Epochs, options.BatchSize, options.LearningRate));
                Assert.Equal((LearningRateSchedule.Constant, 0.0), (options.Schedule, options.Averaging));
                Assert.Equal((TransformKind.None, false), (options.Transform, options.Dequantise));
            }
        );
        Assert.All(presets[..2], options => Assert.Equal(OptimiserKind.Adam, options.Optimiser));
        Assert.All(
            (ModelOptions[])[TrmVaeOptions.PiGenerator, Gpt2Options.PiGenerator],
            options => Assert.Equal(OptimiserKind.Adamw, options.Optimiser)
        );
        Assert.Equal(0.01, TrmVaeOptions.PiGenerator.WeightDecay);
        var gpt = Gpt2Options.PiGenerator;
        Assert.Equal((12, 768, 12, 3072, 1), (gpt.Layers, gpt.Width, gpt.Heads, gpt.Hidden, gpt.BatchSize));
    }

    [Fact]
    public void ItsSamplesAreDecodedFromANormalDistribution()
    {
        using var model = new Ae(AeOptions.PiGenerator, Columns, seed: 1);
        var noise = Tensor.RandomNormal([8, 10], stream: 0);
        float[][] found = Diffusion.Evaluated.Of(model.Sample(8), model.Decode(noise));
        Assert.Equal(found[1], found[0]);
    }

    private sealed record Recipe(int Parameters, double Loss, string Gradient, string Stepped)
        : GoldenStep(Loss, Gradient, Stepped);

    private sealed record Golden(Recipe Ae, Recipe Vae);
}
