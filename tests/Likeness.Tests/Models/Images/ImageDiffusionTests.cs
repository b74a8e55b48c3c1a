using System.Text.Json;
using Likeness.Compute.Graph;
using Likeness.Modalities.Images.Data;
using Likeness.Models;
using Likeness.Models.Diffusion;
using Likeness.Models.Images;
using Likeness.Testing;
using Likeness.Tests.House;
using Likeness.Tests.Models.Diffusion;

namespace Likeness.Tests.Models.Images;

/// <summary>The diffusion family on images: compared with tests/golden/image_diffusion.py, and its samples.</summary>
public sealed class ImageDiffusionTests
{
    private const int Rows = 8;
    private static readonly ImageShape Shape = new(2, 8, 8);

    private static readonly Golden Expected = JsonSerializer.Deserialize<Golden>(
        Repository.Read("tests/golden/image_diffusion.json"),
        JsonSerializerOptions.Web
    )!;

    private static readonly Tensor Noise = Numbers(Shape.Length, 1001, 1.5);
    private static readonly Tensor Unit = (Numbers(1, 1002, 1) + 1) * 0.5f;
    private static readonly Tensor Time = (Unit * 0.8f) + 0.1f;

    [Fact]
    public void FlowMatchingAgreesWithPyTorch()
    {
        using var model = new ImageFlowMatching(new ImageFlowMatchingOptions { Channels = [4, 6] }, Space());
        Deterministic.Fill(model.Parameters);
        StepAgreement.Check(
            model,
            rows => FlowMatching.Loss(model.Network, rows, Noise, (Unit * 0.8f) + 0.1f),
            Deterministic.Numbers(Rows * Shape.Length, 1000, 1),
            Expected.FlowMatching
        );
    }

    [Fact]
    public void ANetworkOfClassesAgreesWithPyTorch()
    {
        var options = new ImageFlowMatchingOptions { Channels = [4, 6], Conditional = true };
        using var model = new ImageFlowMatching(options, WithClasses());
        CheckConditional(model, (network, x) => FlowMatching.Loss(network, x, Noise, Time), Expected.Conditional);
    }

    [Fact]
    public void JitAgreesWithPyTorch()
    {
        var options = new JitOptions
        {
            Bottleneck = 5,
            Width = 16,
            Depth = 2,
            Heads = 2,
            Conditional = true,
        };
        using var model = new Jit(options, WithClasses());
        CheckConditional(model, (network, x) => Jit.ImageLoss(network, x, Noise, Time), Expected.Jit);
    }

    /// <summary>Where σ is 157, the error of a network that has hardly learned would else be 157 times as large.</summary>
    [Theory]
    [InlineData("ddpm")]
    [InlineData("score-sde")]
    public void InpaintedPixelsStayInTheRangeOfPixels(string name)
    {
        using GenerativeModel model =
            name == "ddpm"
                ? new ImageDdpm(ImageDdpmOptions.Small with { Channels = [4, 6] }, Space())
                : new ScoreSde(ScoreSdeOptions.Small with { Channels = [4, 6] }, Space());
        var rows = Tensor.Constant([Rows, Shape.Length], 0);
        float[] found = Evaluated.Of(((IImputer)model).Impute(rows, rows))[0];
        Assert.All(found, value => Assert.InRange(value, -1, 1));
    }

    /// <summary>At t = 0.99, 1 − t counts as 0.05: a network without output has the error ‖x − z‖²/0.05² = ‖0.01 (x − ε)‖²/0.05².</summary>
    [Fact]
    public void JitsWeightOfLateTimesIsBounded()
    {
        var (rows, noise) = (Tensor.Constant([2, 3], 1, 2, 3, 4, 5, 6), Tensor.Constant([2, 3], 0.5f));
        var late = Tensor.Constant([2, 1], 0.99f);
        float[] found = Evaluated.Of(Jit.ImageLoss((x, _) => x * 0, rows, noise, late))[0];
        double squares = new[] { 1, 2, 3, 4, 5, 6 }.Sum(x => (x - 0.5) * (x - 0.5)) / 2;
        Assert.Equal(squares * 0.01 * 0.01 / (0.05 * 0.05), found[0], 1e-3);
    }

    [Theory]
    [InlineData(NoiseProcess.VarianceExploding)]
    [InlineData(NoiseProcess.VariancePreserving)]
    public void TheScoreOfAnSdeAgreesWithPyTorch(NoiseProcess process)
    {
        using var model = new ScoreSde(new ScoreSdeOptions { Channels = [4, 6], Process = process }, Space());
        Check(
            model,
            rows => model.Loss(model.Network, rows, Noise, Time),
            process == NoiseProcess.VarianceExploding ? Expected.Exploding : Expected.Preserving
        );
    }

    [Fact]
    public void TheScoreOfNcsnV2AgreesWithPyTorch()
    {
        using var model = new NcsnV2(new NcsnV2Options { Channels = [4, 6] }, Space());
        Check(model, rows => NcsnV2.ScoreLoss(model.Network, rows, Noise, (Unit * 3) + 0.1f), Expected.NcsnV2);
    }

    [Fact]
    public void DdpmWithAttentionAgreesWithPyTorch()
    {
        using var model = new ImageDdpm(new ImageDdpmOptions { Channels = [4, 6], Attention = true }, Space());
        Deterministic.Fill(model.Parameters);
        StepAgreement.Check(
            model,
            rows => model.Loss(rows, Noise, (Unit * 999).Floor()),
            Deterministic.Numbers(Rows * Shape.Length, 1000, 1),
            Expected.Ddpm
        );
    }

    [SkippableTheory]
    [InlineData("ddpm")]
    [InlineData("flow-matching")]
    [InlineData("jit")]
    [InlineData("score-sde")]
    [InlineData("ncsnv2")]
    public void ItLearns(string name)
    {
        LongTest.Require();
        using var trained = new TrainedImages(name, TinyImages.Squares(256), 6, TinyImages.Squares(64, seed: 2));
        Assert.True(trained.State.History[^1].Validation < 0.7 * trained.State.History[0].Validation);
    }

    /// <summary>The optimal denoiser of identical images, for every target; each sample is that image.</summary>
    [Theory]
    [InlineData(DiffusionTarget.Noise, NoiseScheduleKind.Linear, 0)]
    [InlineData(DiffusionTarget.Row, NoiseScheduleKind.Cosine, 1)]
    [InlineData(DiffusionTarget.Velocity, NoiseScheduleKind.Cosine, 0)]
    public void APerfectNetworkDrawsTheImage(DiffusionTarget target, NoiseScheduleKind noise, double eta)
    {
        float[] image = Deterministic.Numbers(Shape.Length, 3, 1);
        var mean = Tensor.Constant([1, Shape.Length], image);
        var options = new ImageDdpmOptions
        {
            Target = target,
            Noise = noise,
            Eta = eta,
            Steps = 20,
        };
        var schedule = new NoiseSchedule(noise, options.NoiseSteps);
        var kept = Tensor.Constant([options.NoiseSteps], [.. schedule.Kept.Select(fraction => (float)fraction)]);
        using var model = new ImageDdpm(options, Space())
        {
            Network = (x, time) =>
            {
                var fraction = kept.Gather((time * options.NoiseSteps) - 0.5f);
                var (signal, level) = (fraction.Sqrt(), (1 - fraction).Sqrt());
                var dirt = (x - (signal * mean)) / level;
                return target switch
                {
                    DiffusionTarget.Noise => dirt,
                    DiffusionTarget.Row => mean.BroadcastTo(x.Shape),
                    _ => (signal * dirt) - (level * mean),
                };
            },
        };
        float[] sampled = Evaluated.Of(model.Sample(3))[0];
        for (int i = 0; i < sampled.Length; i++)
        {
            Assert.Equal(image[i % Shape.Length], sampled[i], 2e-3);
        }
    }

    [Theory]
    [InlineData(9, true)]
    [InlineData(10, false)]
    public void FewStepsOfAScoreSdeAreHeuns(int steps, bool expected)
    {
        Assert.Equal(expected, Sampled(DenoisingSampler.Default).SequenceEqual(Sampled(DenoisingSampler.Heun)));

        float[] Sampled(DenoisingSampler sampler)
        {
            var options = new ScoreSdeOptions
            {
                Channels = [4, 6],
                Steps = steps,
                Sampler = sampler,
            };
            using var model = new ScoreSde(options, Space());
            Deterministic.Fill(model.Parameters);
            return Evaluated.Of(model.Sample(3))[0];
        }
    }

    [Fact]
    public void AnImageComesBackFromItsCode()
    {
        var options = ImageFlowMatchingOptions.Small with { Steps = 40, DensitySteps = 20 };
        using var trained = new TrainedImages("flow-matching", TinyImages.Squares(64), 2, options: options);
        float[] rows = trained.Rows(TinyImages.Squares(4, seed: 9));
        var model = (ILatentModel)trained.Model;
        var codes = model.Encode(Tensor.Constant([4, trained.Transform.Width], rows));
        float[] back = Evaluated.Of(model.Decode(codes))[0];
        Assert.InRange(rows.Zip(back, (a, b) => Math.Abs(a - b)).Max(), 0, 0.05);
    }

    [Fact]
    public void PixelsThatAreNotSpreadGiveNoBound()
    {
        using var spread = new ImageDdpm(new ImageDdpmOptions(), Space());
        Assert.DoesNotContain("no bound", spread.DensityKind);
        using var whole = new ImageDdpm(new ImageDdpmOptions { Pixels = PixelScale.Symmetric }, Space());
        Assert.Contains("no bound", whole.DensityKind);
    }

    [Fact]
    public void ImagesThatCannotBeHalvedAreRefused()
    {
        var space = ModelSpace.Create(new ImageTransform(new(1, 30, 30), PixelScale.DequantisedSymmetric, []), 100);
        var error = Assert.Throws<LikenessException>(() => new ImageDdpm(new ImageDdpmOptions(), space));
        Assert.Equal(
            "images of 30×30 pixels cannot be downsampled 2 times by 2 (give Size 28, or fewer Channels)",
            error.Message
        );
    }

    [Theory]
    [InlineData(1, 2, "images of 1×1 pixels cannot be halved (give Size 4)")]
    [InlineData(15, 2, "images of 15×15 pixels cannot be halved (give Size 12)")]
    [InlineData(15, 1, "images of 15×15 pixels cannot be halved (give Size 14)")]
    public void TheSizeThatIsNamedFits(int side, int times, string expected)
    {
        var space = ModelSpace.Create(new ImageTransform(new(1, side, side), PixelScale.Symmetric, []), 100);
        Assert.Equal(
            expected,
            Assert.Throws<LikenessException>(() => space.RequireDownsamplings(times, "--channels")).Message
        );
    }

    private static void Check(ProbabilityFlow model, Func<Tensor, Tensor> loss, GoldenStep golden)
    {
        Deterministic.Fill(model.Parameters);
        StepAgreement.Check(model, loss, Deterministic.Numbers(Rows * model.Dimensions, 1000, 1), golden);
    }

    // Of three classes; class 3 is none.
    private static void CheckConditional(
        ProbabilityFlow model,
        Func<Func<Tensor, Tensor, Tensor>, Tensor, Tensor> loss,
        GoldenStep golden
    )
    {
        var network = model.Condition.Of(Tensor.Constant([Rows], 0, 1, 2, 3, 1, 3, 0, 2));
        Check(model, rows => loss(network, model.Condition.Values(rows)), golden);
    }

    private static ModelSpace WithClasses() =>
        ModelSpace.Create(
            new ImageTransform(Shape, PixelScale.DequantisedSymmetric, ["a", "b", "c"], LearnsClass: true),
            100
        );

    private static ModelSpace Space() =>
        ModelSpace.Create(new ImageTransform(Shape, PixelScale.DequantisedSymmetric, []), 100);

    private static Tensor Numbers(int width, int index, double bound) =>
        Tensor.Constant([Rows, width], Deterministic.Numbers(Rows * width, index, bound));

    private sealed record Golden(
        GoldenStep FlowMatching,
        GoldenStep Ddpm,
        GoldenStep Conditional,
        GoldenStep Jit,
        GoldenStep Exploding,
        GoldenStep Preserving,
        GoldenStep NcsnV2
    );
}
