using Likeness.Compute.Compilation;
using Likeness.Compute.Graph;
using Likeness.Data;
using Likeness.Models;
using Likeness.Models.Tokens;
using Likeness.Testing;

namespace Likeness.Tests.Models.Tokens;

/// <summary>Transformers over three columns of few bins, whose probabilities can be enumerated.</summary>
public sealed class TokenModelTests
{
    private static readonly int Samples = LongTest.IsEnabled ? 10_000 : 4_000;
    private static readonly int[] Bins = [3, 2, 4];

    private static readonly ModelSpace Space = new([.. Bins.Select((count, i) => new ModelDimension($"x{i}", count))]);

    // The same numbers of bins: two levels and missing, two numbers, four levels.
    private static readonly ModelSpace Typed = new([
        new("x0", 3) { IsCategory = true, MayBeMissing = true },
        new("x1", 2),
        new("x2", 4) { IsCategory = true },
    ]);

    // Every point: the last column changes fastest.
    private static readonly float[] Points =
    [
        .. Enumerable.Range(0, 24).SelectMany(i => new float[] { i / 8, i / 4 % 2, i % 4 }),
    ];

    [Theory]
    [InlineData("gpt2")]
    [InlineData("gpt2-words")]
    [InlineData("masked-in-order")]
    [InlineData("gpt2-typed")]
    [InlineData("masked-typed")]
    [InlineData("tabular-argn")]
    [InlineData("tabular-argn-typed")]
    public void ProbabilitiesOfAllPointsAddUpToOne(string name)
    {
        using var model = Make(name);
        Assert.Equal(1, Probabilities(model).Sum(), 1e-5);
    }

    [SkippableTheory]
    [InlineData("gpt2", "")]
    [InlineData("gpt2", "x")]
    [InlineData("gpt2", "xy")]
    [InlineData("gpt2", "z")]
    [InlineData("gpt2-words", "")]
    [InlineData("gpt2-words", "y")]
    [InlineData("masked-in-order", "")]
    [InlineData("masked-in-order", "x")]
    [InlineData("masked-in-order", "xy")]
    [InlineData("masked", "")]
    [InlineData("gpt2-typed", "x")]
    [InlineData("masked-typed", "x")]
    [InlineData("tabular-argn", "")]
    [InlineData("tabular-argn-typed", "")]
    [InlineData("tabular-argn-typed", "xy")]
    public void SampleFrequenciesMatchProbabilities(string name, string given)
    {
        LongTest.Require();
        // The known values: 1, 0, 2 in the named columns.
        bool[] known = [given.Contains('x'), given.Contains('y'), given.Contains('z')];
        using var model = Make(name);
        double[] expected = name == "masked" ? Mixture((MaskedTransformer)model) : Probabilities(model);
        for (int i = 0; i < expected.Length; i++)
        {
            bool fits = !Enumerable.Range(0, 3).Any(j => known[j] && Points[(3 * i) + j] != new[] { 1, 0, 2 }[j]);
            expected[i] = fits ? expected[i] : 0;
        }

        double whole = expected.Sum();
        var rows = Tensor.Constant([3], 1, 0, 2).BroadcastTo([Samples, 3]);
        var mask = Tensor.Constant([3], [.. known.Select(value => value ? 1f : 0f)]).BroadcastTo([Samples, 3]);
        float[] sampled = Values(given.Length == 0 ? model.Sample(Samples) : ((IImputer)model).Impute(rows, mask));
        double[] found = new double[24];
        for (int i = 0; i < Samples; i++)
        {
            found[(int)((8 * sampled[3 * i]) + (4 * sampled[(3 * i) + 1]) + sampled[(3 * i) + 2])] += 1.0 / Samples;
        }

        for (int i = 0; i < found.Length; i++)
        {
            double p = expected[i] / whole;
            Assert.Equal(p, found[i], (4.5 * Math.Sqrt(p * (1 - p) / Samples)) + 1e-9);
        }
    }

    /// <summary>Of random orders the density bounds that of the mixture over all six, tightly where many are averaged over.</summary>
    [SkippableFact]
    public void TheDensityOfRandomOrdersBoundsThatOfTheMixture()
    {
        LongTest.Require();
        double[] exact;
        double[] columns;
        using (var model = (MaskedTransformer)Make("masked"))
        {
            exact = Mixture(model);
        }

        using (var model = (MaskedTransformer)Make("masked-in-order"))
        {
            columns = Probabilities(model);
        }

        Assert.Equal(1, exact.Sum(), 1e-5);
        Assert.True(
            exact.Zip(columns).Max(pair => Math.Abs(pair.First / pair.Second - 1)) > 0.05,
            "the orders are alike"
        );
        double[] MeanLog(int orders)
        {
            using var model = (MaskedTransformer)Make("masked", orders: orders);
            var repeated = Tensor.Constant([24, 3], Points).BroadcastTo([200, 24, 3]).Reshape([4800, 3]);
            float[] found = Values(model.LogDensity(repeated));
            return
            [
                .. Enumerable
                    .Range(0, 24)
                    .Select(i => found.Where((_, k) => k % 24 == i).Average(value => (double)value)),
            ];
        }

        var (one, many) = (MeanLog(1), MeanLog(64));
        for (int i = 0; i < exact.Length; i++)
        {
            Assert.True(one[i] < Math.Log(exact[i]) + 0.03, $"{one[i]} is no bound on {Math.Log(exact[i])}");
            Assert.Equal(Math.Log(exact[i]), many[i], 0.02);
        }
    }

    [Fact]
    public void ThePiGeneratorTransformerHasTheOriginalSize()
    {
        using var model = ModelRegistry
            .Find("masked-transformer", typeof(Table))
            .Create(MaskedTransformerOptions.PiGenerator, 5, seed: null);
        Assert.IsType<CopyingTransformer>(model);
        Assert.Equal(2_374_149, model.Parameters.Elements);
        Assert.False(model is IDensityModel);
    }

    [Fact]
    public void ThePiGeneratorSamplesAreTrainingRows()
    {
        var options = MaskedTransformerOptions.PiGenerator with
        {
            Width = 32,
            Hidden = 64,
            Layers = 1,
            Dropout = 0,
            LearningRate = 1e-2,
            BatchSize = 8,
        };
        var train = Toy.Unit(50, 3);
        using var trained = new Trained("masked-transformer", train, epochs: 200, options: options);
        var sampled = trained.Sample(200);
        double Nearest(int i) =>
            Enumerable
                .Range(0, train.RowCount)
                .Min(j => Enumerable.Range(0, 3).Sum(k => Math.Abs(sampled[i, k] - train[j, k])));
        Assert.InRange(Enumerable.Range(0, sampled.RowCount).Average(Nearest), 0, 0.1);
    }

    [Fact]
    public void WordsNeedCells()
    {
        var options = new Gpt2Options { Head = TokenHead.Softmax };
        Assert.Contains("Transform bins", Assert.Throws<LikenessException>(() => new Gpt2(options, 3)).Message);
    }

    [Fact]
    public void OnlyTheLikeliestCellsAreLeft()
    {
        var logits = Tensor.Constant([1, 4], MathF.Log(0.15f), MathF.Log(0.5f), MathF.Log(0.05f), MathF.Log(0.3f));
        bool[] Kept(TokenSampling sampling) => [.. Values(sampling.Left(logits)).Select(value => value > -1e8f)];
        Assert.Equal([false, true, false, true], Kept(new TokenSampling(1, 2, 1)));
        Assert.Equal([false, true, false, true], Kept(new TokenSampling(1, 0, 0.7)));
        Assert.Equal([true, true, false, true], Kept(new TokenSampling(1, 0, 0.85)));
        Assert.Equal([false, true, false, false], Kept(new TokenSampling(1, 0, 0.5)));
        Assert.Equal([true, true, true, true], Kept(new TokenSampling(1, 4, 1)));
        Assert.Equal(2 * MathF.Log(0.5f), Values(new TokenSampling(0.5, 0, 1).Left(logits))[1], 1e-6);
    }

    [Fact]
    public void ALowTemperatureSamplesTheMostLikelyPoint()
    {
        using var model = Make("gpt2", new Gpt2Options { Temperature = 0.001 });
        float[] sampled = Values(model.Sample(100));
        Assert.All(Enumerable.Range(0, 100), i => Assert.Equal(sampled[..3], sampled[(3 * i)..((3 * i) + 3)]));
    }

    /// <summary>The mean of the probabilities of all points over the six orders of three columns.</summary>
    private static double[] Mixture(MaskedTransformer model)
    {
        float[][] ranks =
        [
            [0, 1, 2],
            [0, 2, 1],
            [1, 0, 2],
            [1, 2, 0],
            [2, 0, 1],
            [2, 1, 0],
        ];
        var points = Tensor.Constant([24, 3], Points);
        double[] mean = new double[24];
        foreach (float[] rank in ranks)
        {
            float[] found = Values(model.LogDensity(points, Tensor.Constant([3], rank)));
            for (int i = 0; i < mean.Length; i++)
            {
                mean[i] += Math.Exp(found[i]) / ranks.Length;
            }
        }

        return mean;
    }

    private static GenerativeModel Make(string name, Gpt2Options? gpt2 = null, int orders = 16)
    {
        gpt2 ??= new Gpt2Options();
        GenerativeModel model = name switch
        {
            "gpt2" => new Gpt2(gpt2 with { Width = 8, Heads = 2, Hidden = 12, Layers = 2 }, Space),
            "gpt2-words" => new Gpt2(
                gpt2 with
                {
                    Head = TokenHead.Softmax,
                    Width = 8,
                    Heads = 2,
                    Hidden = 12,
                    Layers = 2,
                },
                Space
            ),
            "gpt2-typed" => new Gpt2(gpt2 with { Width = 8, Heads = 2, Hidden = 12, Layers = 2 }, Typed),
            "tabular-argn" => new TabularArgn(new TabularArgnOptions { Width = 4, Hidden = 12 }, Space),
            "tabular-argn-typed" => new TabularArgn(new TabularArgnOptions { Width = 4, Hidden = 12 }, Typed),
            _ => new MaskedTransformer(
                new MaskedTransformerOptions
                {
                    Width = 8,
                    Heads = 2,
                    Hidden = 12,
                    Layers = 2,
                    Order = name == "masked" ? SamplingOrder.Random : SamplingOrder.Columns,
                    ScoreOrders = orders,
                },
                name == "masked-typed" ? Typed : Space
            ),
        };
        Deterministic.Fill(model.Parameters);
        return model;
    }

    private static double[] Probabilities(GenerativeModel model) =>
        [
            .. Values(((IDensityModel)model).LogDensity(Tensor.Constant([24, 3], Points)))
                .Select(value => Math.Exp(value)),
        ];

    private static float[] Values(Tensor tensor)
    {
        using var graph = CompiledGraph.Compile([tensor]);
        graph.Seed = 3;
        graph.Run();
        var values = new float[tensor.Shape.Count];
        graph.Read(tensor, values);
        return values;
    }
}
