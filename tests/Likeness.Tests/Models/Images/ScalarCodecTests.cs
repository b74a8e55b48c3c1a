using System.Text.Json;
using Likeness.Compute.Gradients;
using Likeness.Compute.Graph;
using Likeness.Modalities.Images.Data;
using Likeness.Models;
using Likeness.Models.Images.Quantised;
using Likeness.Tests.House;
using Likeness.Tests.Models.Diffusion;

namespace Likeness.Tests.Models.Images;

/// <summary>Scalars of images compared with PyTorch's (tests/golden/scalar_codes.py), there and back, and runs of the formats before.</summary>
public sealed class ScalarCodecTests
{
    private const int Side = 16;

    [Fact]
    public void LevelsAndTheirGradientsAgreeWithPyTorch()
    {
        var expected = JsonSerializer.Deserialize<Golden[]>(
            Repository.Read("tests/golden/scalar_codes.json"),
            JsonSerializerOptions.Web
        )!;
        Assert.NotEmpty(expected);
        foreach (var golden in expected)
        {
            int count = golden.Latents.Length;
            var latents = Tensor.Constant([count], golden.Latents);
            var values = ScalarCodec.Quantise(latents, golden.Levels);
            var weights = Tensor.Constant([count], [.. Enumerable.Range(1, count).Select(i => (float)i)]);
            var slopes = Gradient.Compute((values * weights).Sum(), latents)[0];
            float[][] found = Evaluated.Of(values, slopes);
            Assert.All(golden.Values.Zip(found[0]), pair => Assert.Equal(pair.First, pair.Second, 1e-6));
            Assert.All(golden.Slopes.Zip(found[1]), pair => Assert.Equal(pair.First, pair.Second, 1e-4));
        }
    }

    [Theory]
    [InlineData(2)]
    [InlineData(7)]
    [InlineData(16)]
    public void NumbersAreLevelsAndComeBack(int levels)
    {
        var options = VqGanOptions.Small with { Scalars = 5, Levels = levels, Channels = [4, 6], PriorLayers = 1 };
        var space = ModelSpace.Create(new ImageTransform(new(1, Side, Side), PixelScale.Symmetric, []), 100);
        using var model = new VqGan(options, space);
        Deterministic.Fill(model.Parameters);
        var rows = Tensor.Constant([12, Side * Side], Deterministic.Numbers(12 * Side * Side, 9, 1));
        var numbers = model.Numbers(rows);
        float[][] found = Evaluated.Of(numbers, model.Reconstruct(rows), model.Codec.Decode(numbers));
        Assert.Equal(12 * 5, found[0].Length);
        Assert.All(found[0], number => Assert.True(number == MathF.Floor(number) && number >= 0 && number < levels));
        Assert.True(found[0].Distinct().Count() > 1);
        Assert.Equal(found[1], found[2]);
    }

    [Fact]
    public void TheDecoderIsSharpenedWhileThePriorLearnsAndTheNumbersStay()
    {
        var space = ModelSpace.Create(new ImageTransform(new(1, Side, Side), PixelScale.Symmetric, []), 100);
        using var model = new MaskGit(MaskGitOptions.Small with { Channels = [4, 6], EncoderFraction = 0.25 }, space);
        var objectives = model.Objectives;
        Assert.Equal(4, objectives.Count);
        Assert.Equal((0, 0.25), (objectives[0].From, objectives[0].Until));
        Assert.All(objectives.Skip(1), objective => Assert.Equal((0.25, 1), (objective.From, objective.Until)));
        var moved = objectives.Skip(1).SelectMany(objective => objective.Parameters).ToHashSet();
        Assert.DoesNotContain(model.Parameters.TrainedOf("autoencoder.encoder."), moved.Contains);
        Assert.DoesNotContain(model.Parameters.TrainedOf("autoencoder.mean."), moved.Contains);
        Assert.Contains(model.Parameters.TrainedOf("autoencoder.decoder."), moved.Contains);
        Assert.Contains(model.Parameters.TrainedOf("prior."), moved.Contains);
        Assert.DoesNotContain(model.Parameters.TrainedOf("prior."), objectives[0].Parameters.Contains);
    }

    [Fact]
    public void RunsBeforeScalarsAreGrids()
    {
        Assert.Equal(0, ((VqGanOptions)new VqGanOptions().FromFormat(5)).Scalars);
        Assert.Equal(16, ((MaskGitOptions)new MaskGitOptions().FromFormat(6)).Scalars);
        Assert.Equal(0, MaskGitOptions.Grid.Scalars);
    }

    private sealed record Golden(int Levels, float[] Latents, float[] Numbers, float[] Values, float[] Slopes);
}
