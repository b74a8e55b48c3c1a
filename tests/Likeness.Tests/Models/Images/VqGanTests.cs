using System.Text.Json;
using Likeness.Compute.Compilation;
using Likeness.Compute.Graph;
using Likeness.Modalities.Images.Data;
using Likeness.Models;
using Likeness.Models.Images.Quantised;
using Likeness.Models.Tokens;
using Likeness.Nn;
using Likeness.Testing;
using Likeness.Tests.House;
using Likeness.Tests.Models.Diffusion;

namespace Likeness.Tests.Models.Images;

/// <summary>VQ-GAN with GPT and MaskGIT compared with PyTorch's (tests/golden/vq_gan.py), their indices, and the distribution of sampled grids.</summary>
public sealed class VqGanTests
{
    private const int Rows = 16;
    private const int Side = 8;
    private const int Grids = 16; // of 2 × 2 indices out of 2

    private static readonly Golden Expected = JsonSerializer.Deserialize<Golden>(
        Repository.Read("tests/golden/vq_gan.json"),
        JsonSerializerOptions.Web
    )!;

    private static readonly MaskGitOptions Masked = new()
    {
        Scalars = 0,
        AdversarialWeight = 0.8,
        Smoothing = 0.1,
        Width = 6,
        Downsamplings = 2,
        Blocks = 1,
        ResidualWidth = 5,
        CodebookSize = 7,
        CodebookWidth = 4,
        DiscriminatorWidth = 3,
        PriorWidth = 8,
        PriorHeads = 2,
        PriorHidden = 12,
        PriorLayers = 2,
        Dropout = 0,
        Conditional = true,
    };

    private static readonly Tensor Classes = Tensor.Constant(
        [Rows],
        [.. Enumerable.Range(0, Rows).Select(i => (float)(i % 3))]
    );

    [Fact]
    public void VqGanAgreesWithPyTorch()
    {
        var options = new VqGanOptions
        {
            Scalars = 0,
            AdversarialWeight = Masked.AdversarialWeight,
            Width = Masked.Width,
            Downsamplings = Masked.Downsamplings,
            Blocks = Masked.Blocks,
            ResidualWidth = Masked.ResidualWidth,
            CodebookSize = Masked.CodebookSize,
            CodebookWidth = Masked.CodebookWidth,
            DiscriminatorWidth = Masked.DiscriminatorWidth,
            PriorWidth = Masked.PriorWidth,
            PriorHeads = Masked.PriorHeads,
            PriorHidden = Masked.PriorHidden,
            PriorLayers = Masked.PriorLayers,
            Dropout = 0,
            Conditional = true,
        };
        using var model = new VqGan(options, Space());
        Check(model, numbers => model.PriorLoss(numbers, Classes, ForwardPass.Inference), Expected.VqGan);
    }

    [Fact]
    public void MaskGitAgreesWithPyTorch()
    {
        using var model = new MaskGit(Masked, Space());
        var isMasked = Tensor.Constant(
            [Rows, 4],
            [.. Enumerable.Range(0, Rows * 4).Select(i => ((i / 4) + (i % 4)) % 3 < 1 + (i / 4 % 2) ? 1f : 0)]
        );
        Check(model, numbers => model.PriorLoss(numbers, isMasked, Classes, ForwardPass.Inference), Expected.MaskGit);
    }

    [Fact]
    public void ThePriorAndTheDiscriminatorLearnWhenTheIndicesStay()
    {
        using var model = new MaskGit(Masked with { EncoderFraction = 0.3 }, Space());
        var objectives = model.Objectives;
        Assert.Equal((0, 0.3), (objectives[0].From, objectives[0].Until));
        Assert.All(objectives.Skip(1), objective => Assert.Equal((0.3, 1), (objective.From, objective.Until)));
        var moved = objectives.Skip(1).SelectMany(objective => objective.Parameters).ToHashSet();
        Assert.DoesNotContain(model.Parameters.TrainedOf("encoder."), moved.Contains);
        Assert.Contains(model.Parameters.TrainedOf("decoder."), moved.Contains);
        Assert.Contains(model.Parameters.TrainedOf("prior."), moved.Contains);
    }

    [Fact]
    public void OneStepSamplesIndicesIndependently()
    {
        using var model = Tiny(new MaskGitOptions { Steps = 1 });
        double[] first = Probabilities(model, [2, 2, 2, 2]);
        double[] expected =
        [
            .. Enumerable
                .Range(0, Grids)
                .Select(grid => Enumerable.Range(0, 4).Aggregate(1.0, (p, i) => p * Of(first[i], grid >> i & 1))),
        ];
        Compare(model, expected);
    }

    [Fact]
    public void ManyStepsInRandomOrderSampleTheMixtureOverOrders()
    {
        // So much noise on confidences makes the order random, and every step decides one index.
        using var model = Tiny(new MaskGitOptions { Steps = 4, ConfidenceNoise = 1e6 });
        var expected = new double[Grids];
        void Decide(int[] grid, double p)
        {
            int[] left = [.. Enumerable.Range(0, 4).Where(i => grid[i] == 2)];
            if (left.Length == 0)
            {
                expected[grid.Select((value, i) => value << i).Sum()] += p;
                return;
            }

            double[] one = Probabilities(model, grid);
            foreach (int i in left)
            {
                for (int value = 0; value < 2; value++)
                {
                    Decide([.. grid.Select((old, k) => k == i ? value : old)], p * Of(one[i], value) / left.Length);
                }
            }
        }

        // ⌈4 cos(π t/8)⌉ is 4, 3, 2 and 0, and each step decides at least one: 3, 2, 1 and 0 are left.
        Decide([2, 2, 2, 2], 1);
        Compare(model, expected);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void KnownIndicesAndPixelsStay(bool isGrid)
    {
        using var trained = new TrainedImages(
            "maskgit",
            TinyImages.Squares(64),
            1,
            options: (isGrid ? MaskGitOptions.Grid : MaskGitOptions.Small) with
            {
                Downsamplings = 2,
            }
        );
        var model = (MaskGit)trained.Model;
        float[] rows = trained.Rows(TinyImages.Squares(4, seed: 2));
        int width = trained.Transform.Width;
        float[] known = [.. Enumerable.Range(0, rows.Length).Select(i => i % width < width / 2 ? 1f : 0)];
        float[] made = Evaluated.Of(
            model.Impute(Tensor.Constant([4, width], rows), Tensor.Constant([4, width], known))
        )[0];
        Assert.All(Enumerable.Range(0, rows.Length).Where(i => known[i] == 1), i => Assert.Equal(rows[i], made[i]));
        Assert.Contains(Enumerable.Range(0, rows.Length).Where(i => known[i] == 0), i => rows[i] != made[i]);
    }

    [Fact]
    public void TopKSamplesTheLikeliestOnly()
    {
        using var parameters = new ParameterSet();
        var classes = Tensor.Constant([64], [.. Enumerable.Range(0, 64).Select(i => (float)(i % 2))]);
        var prior = new LatentPrior(
            new ParameterScope(parameters, 3),
            new VqGanOptions
            {
                CodebookSize = 5,
                PriorWidth = 8,
                PriorLayers = 1,
            },
            5,
            4,
            2
        );
        Deterministic.Fill(parameters, 4);
        var greedy = prior.Sample(64, new TokenSampling(1, TopK: 1, TopP: 1), classes).Numbers;
        var cold = prior.Sample(64, new TokenSampling(1e-3, TopK: 0, TopP: 1), classes).Numbers;
        float[][] found = Evaluated.Of(greedy, cold);
        Assert.Equal(found[0], found[1]);
    }

    [SkippableTheory]
    [InlineData("vq-gan")]
    [InlineData("maskgit")]
    public void ItLearnsWithManyIndicesThatSurviveARoundTrip(string name)
    {
        LongTest.Require();
        var images = TinyImages.Squares(256);
        CodeModelOptions options =
            name == "vq-gan"
                ? VqGanOptions.Grid with
                {
                    CodebookSize = 24,
                    Downsamplings = 2,
                }
                : MaskGitOptions.Grid with
                {
                    CodebookSize = 24,
                    Downsamplings = 2,
                };
        using var trained = new TrainedImages(name, images, 100, options: options);
        var model = (CodeModel)trained.Model;
        using var function = new BatchFunction("images", trained.Transform.Width, model.Numbers);
        var numbers = new float[64 * 16];
        float[] rows = trained.Rows(images.Take([.. Enumerable.Range(0, 64)]));
        function.Evaluate(rows, numbers);
        Assert.True(numbers.Distinct().Count() > 12, $"{numbers.Distinct().Count()} of 24 indices are used");
        using var decoder = new BatchFunction("images", 16, model.Codec.Decode);
        var back = new float[rows.Length];
        decoder.Evaluate(numbers, back);
        double error = rows.Zip(back, (a, b) => (double)(a - b) * (a - b)).Average();
        double variance = rows.Select(a => (double)a * a).Average() - Math.Pow(rows.Average(a => (double)a), 2);
        Assert.True(error < 0.4 * variance, $"{error} of {variance}");
    }

    private static void Check(CodeModel model, Func<Tensor, Tensor> priorLoss, GoldenStep golden)
    {
        var codec = (GridCodec)model.Codec;
        Deterministic.Fill(model.Parameters);
        Deterministic.Numbers(7 * 4, 500, 0.5).CopyTo(codec.Codes.Values);
        // The class of the rows is not read; those of the priors are given.
        float[] pixels = Deterministic.Numbers(Rows * Side * Side, 1000, 1);
        float[] rows = [.. pixels.Chunk(Side * Side).SelectMany(row => row.Append(0))];
        var pass = ForwardPass.Inference;
        StepAgreement.Check(
            model,
            x =>
            {
                var values = x.Slice(1, 0, Side * Side);
                return codec.Loss(values, pass)
                    + codec.DecoderLoss(values)
                    + codec.DiscriminatorLoss(values)
                    + priorLoss(model.Numbers(x));
            },
            rows,
            golden
        );
    }

    private static ModelSpace Space() =>
        ModelSpace.Create(new ImageTransform(new(1, Side, Side), PixelScale.Symmetric, ["a", "b"], true), 100);

    private static MaskGit Tiny(MaskGitOptions options)
    {
        var space = ModelSpace.Create(new ImageTransform(new(1, Side, Side), PixelScale.Symmetric, []), 100);
        var model = new MaskGit(
            options with
            {
                Scalars = 0,
                Width = 4,
                Downsamplings = 2,
                Blocks = 0,
                CodebookSize = 2,
                CodebookWidth = 2,
                DiscriminatorWidth = 2,
                PriorWidth = 8,
                PriorHeads = 2,
                PriorHidden = 8,
                PriorLayers = 1,
                Dropout = 0,
            },
            space
        );
        Deterministic.Fill(model.Parameters, 3);
        return model;
    }

    // p(1) of each index given a grid in which 2 is the mask.
    private static double[] Probabilities(MaskGit model, int[] grid)
    {
        var numbers = Tensor.Constant([1, 4], [.. grid.Select(value => (float)value)]);
        float[] logits = Evaluated.Of(model.Logits(numbers, null, ForwardPass.Inference))[0];
        return [.. Enumerable.Range(0, 4).Select(i => 1 / (1 + Math.Exp(logits[2 * i] - logits[(2 * i) + 1])))];
    }

    private static double Of(double one, int value) => value == 1 ? one : 1 - one;

    // 20,000 samples: five standard deviations of each count.
    private static void Compare(MaskGit model, double[] expected)
    {
        const int Samples = 20_000;
        Assert.Equal(1, expected.Sum(), 1e-9);
        float[] sampled = Evaluated.Of(model.SampleNumbers(Samples, null))[0];
        var counts = new double[Grids];
        foreach (float[] grid in sampled.Chunk(4))
        {
            counts[grid.Select((value, i) => (int)value << i).Sum()]++;
        }

        Assert.All(
            expected.Zip(counts),
            pair =>
                Assert.Equal(
                    pair.First,
                    pair.Second / Samples,
                    0.001 + (5 * Math.Sqrt(pair.First * (1 - pair.First) / Samples))
                )
        );
    }

    private sealed record Golden(GoldenStep VqGan, GoldenStep MaskGit);
}
