using System.Text.Json;
using Likeness.Compute.Compilation;
using Likeness.Compute.Graph;
using Likeness.Modalities.Images.Data;
using Likeness.Models;
using Likeness.Models.Images.Quantised;
using Likeness.Models.Tokens;
using Likeness.Nn;
using Likeness.Tests.House;

namespace Likeness.Tests.Models.Images;

/// <summary>The VQ-VAE compared with PyTorch's (tests/golden/vq_vae.py), its codebook, its prior, and training.</summary>
public sealed class VqVaeTests
{
    private const int Rows = 16;
    private const int Side = 8;
    private const float Variance = 0.5f;

    private static readonly Golden Expected = JsonSerializer.Deserialize<Golden>(
        Repository.Read("tests/golden/vq_vae.json"),
        JsonSerializerOptions.Web
    )!;

    private static readonly VqVaeOptions Options = new()
    {
        Width = 6,
        Blocks = 1,
        ResidualWidth = 5,
        CodebookSize = 7,
        CodebookWidth = 4,
        PriorWidth = 8,
        PriorHeads = 2,
        PriorHidden = 12,
        PriorLayers = 2,
        Dropout = 0,
    };

    [Fact]
    public void ItAgreesWithPyTorch()
    {
        using var model = Filled();
        float[] rows = Deterministic.Numbers(Rows * Side * Side, 1000, 1);
        using var codes = new BatchFunction("images", Side * Side, model.Numbers);
        var found = new float[Expected.Codes.Length];
        codes.Evaluate(rows, found);
        Assert.Equal(Expected.Codes.Select(code => (float)code), found);

        using var density = new BatchFunction("images", Side * Side, model.LogDensity);
        var bound = new float[Rows];
        density.Evaluate(rows, bound);
        Assert.All(
            Deterministic.Unpack(Expected.Bound).Zip(bound),
            pair => Assert.Equal(pair.First, pair.Second, 1e-5 * Math.Abs(pair.First))
        );

        var pass = ForwardPass.Inference;
        StepAgreement.Check(model, x => model.Loss(x, pass) + model.PriorLoss(x, pass), rows, Expected.Step);
    }

    [Fact]
    public void TheBookFollowsWhatIsNearAndLeftVectorsBeginAnew()
    {
        using var parameters = new ParameterSet();
        var book = new VectorQuantiser(new ParameterScope(parameters, 0), 3, 1, decay: 0.75);
        new float[] { 0, 10, 99 }.CopyTo(parameters["codes"].Values);
        new float[] { 4, 4, 0 }.CopyTo(parameters["counts"].Values);
        new float[] { 0, 40, 0 }.CopyTo(parameters["sums"].Values);
        float[] given = [1, 1, 2, 1, 11, 12, 9, 10];
        var z = Tensor.Constant([4, 1, 1, 2], given);
        var pass = ForwardPass.Training();
        book.Note(z, book.Nearest(z), pass);
        using var graph = CompiledGraph.Compile([], pass.Updates);
        graph.Run();
        float[] codes = parameters["codes"].Values.ToArray();
        Assert.Equal(0.25 * 5 / 4, codes[0], 1e-6); // 4 were near it before, and 4 are now
        Assert.Equal(((0.75 * 40) + (0.25 * 42)) / 4, codes[1], 1e-5);
        Assert.Contains(codes[2], given);
        Assert.Equal(0.03 * 8 / 3, parameters["counts"].Values[2], 1e-6);
    }

    [Fact]
    public void SampledCodesHaveTheProbabilityOfTheirSampling()
    {
        using var model = Filled();
        var (numbers, sampled) = model.Prior.Sample(Rows, new TokenSampling(Temperature: 1, TopK: 0, TopP: 1));
        var again = model.Prior.LogProbability(numbers, ForwardPass.Inference);
        sampled = sampled.Sum([1]);
        using var graph = CompiledGraph.Compile([numbers, sampled, again]);
        graph.Run();
        var (codes, walked, whole) = (new float[Rows * 4], new float[Rows], new float[Rows]);
        graph.Read(numbers, codes);
        graph.Read(sampled, walked);
        graph.Read(again, whole);
        Assert.All(codes, code => Assert.InRange(code, 0, 6));
        Assert.True(codes.Distinct().Count() > 3);
        Assert.All(whole.Zip(walked), pair => Assert.Equal(pair.First, pair.Second, 1e-4));
    }

    [Fact]
    public void ItLearnsWithManyCodes()
    {
        var images = TinyImages.Squares(256);
        using var trained = new TrainedImages("vq-vae", images, 24, TinyImages.Squares(64, seed: 2));
        var history = trained.State.History; // of the autoencoder in the first half, of the prior in the second
        Assert.True(history[11].Train < 0.4 * history[0].Train);
        Assert.True(history[^1].Train < 0.9 * history[12].Train);
        using var codes = new BatchFunction("images", trained.Transform.Width, ((VqVae)trained.Model).Numbers);
        var found = new float[64 * 16];
        codes.Evaluate(trained.Rows(TinyImages.Squares(64, seed: 2)), found);
        Assert.True(found.Distinct().Count() >= 8, $"{found.Distinct().Count()} codes are used");
    }

    [Fact]
    public void ImagesThatCannotBeHalvedAreRefused()
    {
        var space = ModelSpace.Create(new ImageTransform(new(1, 30, 30), default, []), 100);
        var error = Assert.Throws<LikenessException>(() => new VqVae(new VqVaeOptions(), space));
        Assert.Equal(
            "images of 30×30 pixels cannot be downsampled 2 times by 2 (give Size 28, or fewer Downsamplings)",
            error.Message
        );
    }

    private static VqVae Filled()
    {
        var space = ModelSpace.Create(new ImageTransform(new(1, Side, Side), PixelScale.Symmetric, []), 100);
        var model = new VqVae(Options, space);
        Deterministic.Fill(model.Parameters);
        Deterministic.Numbers(7 * 4, 500, 0.5).CopyTo(model.Codes.Values);
        model.Variance.Values.Fill(Variance);
        return model;
    }

    private sealed record Golden(int[] Codes, string Bound, GoldenStep Step);
}
