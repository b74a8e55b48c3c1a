using System.Text.Json;
using Likeness.Compute.Gradients;
using Likeness.Compute.Graph;
using Likeness.Modalities.Images.Data;
using Likeness.Models;
using Likeness.Models.Flows;
using Likeness.Models.Images;
using Likeness.Nn;
using Likeness.Tests.House;
using Likeness.Tests.Models.Diffusion;
using MathNet.Numerics.LinearAlgebra;

namespace Likeness.Tests.Models.Images;

/// <summary>The image flows: compared with tests/golden/image_flows.py, and property tests of every flow.</summary>
public sealed class ImageFlowTests
{
    private const int Rows = 6;
    private static readonly ImageShape GoldenShape = new(2, 8, 8);

    private static readonly Golden Expected = JsonSerializer.Deserialize<Golden>(
        Repository.Read("tests/golden/image_flows.json"),
        JsonSerializerOptions.Web
    )!;

    public static TheoryData<string> Names =>
        [
            .. ModelRegistry
                .Learning(typeof(ImageSet))
                .Where(entry => entry.ModelType.IsAssignableTo(typeof(IFlow)))
                .Select(entry => entry.Name),
        ];

    [Theory]
    [InlineData("realnvp")]
    [InlineData("glow")]
    public void AgreesWithPyTorch(string name)
    {
        var golden = name == "realnvp" ? Expected.RealNvp : Expected.Glow;
        using var model = Filled(name);
        int width = GoldenShape.Length;
        float[] rows = Deterministic.Numbers(Rows * width, 1000, 2);
        float[][] found = Evaluated.Of(
            model.LogDensity(Tensor.Constant([Rows, width], rows)),
            model.Inverse(Tensor.Constant([Rows, width], Deterministic.Numbers(Rows * width, 1001, 1.5)))
        );
        Compare(golden.LogDensity, found[0]);
        Compare(golden.Drawn, found[1]);
        StepAgreement.Check(model, x => model.Objectives[0].Loss(x, ForwardPass.Inference), rows, golden);
    }

    [Fact]
    public void TheFirstStepOfGlowBeginsFromItsBatch()
    {
        using var model = Filled("glow");
        float[] rows = Deterministic.Numbers(Rows * GoldenShape.Length, 1000, 2);
        StepAgreement.Check(model, x => model.Objectives[0].Loss(x, ForwardPass.Training()), rows, Expected.Begun);
    }

    [Fact]
    public void WhatGlowBeginsFromIsKept()
    {
        using var once = new TrainedImages("glow", TinyImages.Squares(32), 1);
        using var often = new TrainedImages("glow", TinyImages.Squares(32), 5);
        const string First = "scales.0.steps.0.actnorm.";
        Assert.Equal(1, often.State.Model.Parameters[First + "begun"].Values[0]);
        foreach (string buffer in new[] { "mean", "log_deviation" })
        {
            // The first epoch has one batch, of the same images in either case.
            float[] kept = often.State.Model.Parameters[First + buffer].Values.ToArray();
            Assert.Contains(kept, value => value != 0);
            Assert.Equal(once.State.Model.Parameters[First + buffer].Values.ToArray(), kept);
        }
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void TheLogDeterminantIsThatOfTheJacobian(string name)
    {
        using var model = Learned(name, new ImageShape(1, 8, 8));
        int width = model.Dimensions;
        foreach (int index in new[] { 7, 8 })
        {
            // As many copies of one row as there are dimensions: the gradient of copy i is that of noise dimension i.
            var row = Tensor.Constant([1, width], Deterministic.Numbers(width, index, 1));
            var copies = row.BroadcastTo([width, width]) + Tensor.Constant([width, width], new float[width * width]);
            var (noise, logDeterminant) = ((IFlow)model).Forward(copies);
            var one = new float[width * width];
            for (int i = 0; i < width; i++)
            {
                one[(i * width) + i] = 1;
            }

            var slopes = Gradient.Compute((noise * Tensor.Constant([width, width], one)).Sum(), copies)[0];
            float[][] found = Evaluated.Of(logDeterminant, slopes);
            var jacobian = Matrix<double>.Build.Dense(width, width, (i, j) => found[1][(i * width) + j]);
            Assert.Equal(LogDeterminant(jacobian), found[0][0], 1e-3);
        }
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void TheInverseUndoesTheForwardPass(string name)
    {
        using var model = Learned(name, new ImageShape(3, 16, 16));
        var flow = (IFlow)model;
        var noise = Tensor.RandomNormal([20, model.Dimensions], stream: 3);
        float[][] found = Evaluated.Of(noise, flow.Forward(flow.Inverse(noise)).Noise);
        for (int i = 0; i < found[0].Length; i++)
        {
            Assert.Equal(found[0][i], found[1][i], 1e-5 * Math.Max(1, Math.Abs(found[0][i])));
        }
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void ItLearns(string name)
    {
        using var trained = new TrainedImages(name, TinyImages.Squares(256), 8, TinyImages.Squares(64, seed: 2));
        var history = trained.State.History;
        double perPixel = (history[0].Validation - history[^1].Validation) / trained.Transform.Width;
        Assert.InRange(perPixel, 0.3, 100);
    }

    [Fact]
    public void ImagesThatCannotBeHalvedAreRefused()
    {
        var space = ModelSpace.Create(new ImageTransform(new(1, 28, 28), PixelScale.Logit, []), 100);
        var error = Assert.Throws<LikenessException>(() => new ImageRealNvp(new ImageRealNvpOptions(), space));
        Assert.Equal(
            "images of 28×28 pixels cannot be downsampled 3 times by 2 (give Size 24, or fewer Scales)",
            error.Message
        );
    }

    [Fact]
    public void PixelsOfCellsAreRefused()
    {
        var space = ModelSpace.Create(new ImageTransform(new(1, 32, 32), PixelScale.Levels, []), 100);
        Assert.Throws<LikenessException>(() => new ImageGlow(new ImageGlowOptions(), space));
    }

    [Fact]
    public void LessNoiseGivesLikelierImages()
    {
        using var trained = new TrainedImages("glow", TinyImages.Squares(64), 2);
        var cool = (ImageGlowOptions)trained.Options with { Temperature = 0.5 };
        using var model = new ImageGlow(cool, trained.Model.Space, null);
        model.Parameters.CopyFrom(trained.Model.Parameters);
        var flow = (IFlow)trained.Model;
        float[][] found = Evaluated.Of(flow.LogDensity(trained.Model.Sample(20)), flow.LogDensity(model.Sample(20)));
        Assert.True(found[1].Average() > found[0].Average());
    }

    /// <summary>
    /// A flow with random weights instead of the initial ones, and without variational dequantisation: it changes the noise below a level, of which 32-bit
    /// numbers have 16 bits. <see cref="FlowPpTests"/> tests it.
    /// </summary>
    private static GenerativeModel Learned(string name, ImageShape shape)
    {
        var options = (ImageFlowOptions)TrainedImages.Small(name) with { Dequantisation = 0 };
        var space = ModelSpace.Create(new ImageTransform(shape, options.Pixels, []), 100);
        var model = ModelRegistry.Find(name, typeof(ImageSet)).Create(options, space, seed: 3);
        foreach (var (i, parameter) in model.Parameters.Index())
        {
            if (parameter.Name.EndsWith("permutation", StringComparison.Ordinal))
            {
                continue;
            }

            float[] change = Deterministic.Numbers(parameter.Shape.Count, i, 0.05);
            for (int k = 0; k < change.Length; k++)
            {
                parameter.Values[k] += change[k];
            }
        }

        return model;
    }

    private static double LogDeterminant(Matrix<double> matrix) =>
        matrix.LU().U.Diagonal().Sum(value => Math.Log(Math.Abs(value)));

    private static ImageFlow Filled(string name)
    {
        ModelOptions options =
            name == "realnvp"
                ? new ImageRealNvpOptions
                {
                    Scales = 2,
                    Couplings = 2,
                    Hidden = 4,
                    Blocks = 1,
                }
                : new ImageGlowOptions
                {
                    Scales = 2,
                    Steps = 2,
                    Hidden = 4,
                };
        var space = ModelSpace.Create(new ImageTransform(GoldenShape, options.Pixels, []), 100);
        var model = (ImageFlow)ModelRegistry.Find(name, typeof(ImageSet)).Create(options, space, seed: 0);
        Deterministic.Fill(model.Parameters, scale: 0.3);
        foreach (var permutation in model.Parameters.Where(parameter => parameter.Name.EndsWith("permutation")))
        {
            int size = permutation.Shape[0];
            permutation.Values.Clear();
            for (int i = 0; i < size; i++)
            {
                permutation.Values[(i * size) + ((i + 1) % size)] = i % 2 == 0 ? 1 : -1;
            }
        }

        return model;
    }

    private static void Compare(double[] expected, float[] found)
    {
        Assert.Equal(expected.Length, found.Length);
        double largest = expected.Max(Math.Abs);
        for (int i = 0; i < expected.Length; i++)
        {
            Assert.Equal(expected[i], found[i], 1e-5 * largest);
        }
    }

    private sealed record Case(double[] LogDensity, double[] Drawn, double Loss, string Gradient, string Stepped)
        : GoldenStep(Loss, Gradient, Stepped);

    private sealed record Golden(Case RealNvp, Case Glow, GoldenStep Begun);
}
