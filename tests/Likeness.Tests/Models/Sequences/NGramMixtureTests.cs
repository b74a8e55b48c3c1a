using System.Text;
using Likeness.Compute.Graph;
using Likeness.Modalities.Text;
using Likeness.Models;
using Likeness.Models.Sequences;
using Likeness.Models.Tokens;
using Likeness.Nn;
using Likeness.Runs;
using Likeness.Sampling;
using Likeness.Testing;
using Likeness.Tests.Models.Diffusion;

namespace Likeness.Tests.Models.Sequences;

/// <summary>n-grams of tokens, alone and beside a network.</summary>
public sealed class NGramMixtureTests : IDisposable
{
    private const int Symbols = 300;
    private const int Width = 9;

    private static readonly byte[] Text = Encoding.UTF8.GetBytes(
        string.Concat(Enumerable.Range(0, 300).Select(i => $"the cat {i * i % 7} sat on {i % 11} mats.\n"))
    );

    private readonly TemporaryFolder folder = new();
    private readonly ParameterSet parameters = [];

    public void Dispose()
    {
        folder.Dispose();
        parameters.Dispose();
    }

    [Theory]
    [InlineData(NGramSmoothing.KneserNey)]
    [InlineData(NGramSmoothing.WittenBell)]
    public void GramsOfTokensAreThoseOfBytes(NGramSmoothing smoothing)
    {
        var bytes = new NGramModel([Text], 5, smoothing);
        ushort[] tokens = Array.ConvertAll(Text, symbol => (ushort)symbol);
        var grams = NGrams.Count<ushort>([tokens], NGramModel.Symbols, 5, smoothing, new ParallelOptions());
        var (expected, actual) = (new double[NGramModel.Symbols], new double[NGramModel.Symbols]);
        for (int i = 0; i < 400; i++)
        {
            bytes.Predict(Text.AsSpan(0, i), expected);
            grams.Predict<ushort>(tokens.AsSpan(0, i), actual);
            Assert.Equal(expected, actual);
            Assert.Equal(actual[Text[i]], grams.Probability<ushort>(tokens.AsSpan(0, i), tokens[i]), 1e-15);
        }
    }

    [Theory]
    [InlineData(2, 8)]
    [InlineData(257, 7)]
    [InlineData(1024, 6)]
    [InlineData(1025, 5)]
    [InlineData(65_536, 4)]
    public void ProbabilitiesOfAnyNumberOfTokensSumToOne(int symbols, int order)
    {
        Assert.Equal(order, NGrams.MaxOrderOf(symbols));
        var random = new Random(3);
        ushort[] tokens =
        [
            .. Enumerable.Range(0, 3000).Select(_ => (ushort)(symbols - 1 - random.Next(Math.Min(5, symbols)))),
        ];
        var grams = NGrams.Count<ushort>([tokens], symbols, order, NGramSmoothing.KneserNey, new ParallelOptions());
        var probabilities = new double[symbols];
        for (int i = 0; i < tokens.Length; i += 97)
        {
            grams.Predict<ushort>(tokens.AsSpan(0, i), probabilities);
            Assert.Equal(1, probabilities.Sum(), 1e-9);
        }
    }

    [Fact]
    public void TheShareIsTheLikeliest()
    {
        var mixture = Fitted(out var logits, out float[] validation);
        int[] tokens = [.. Rejoined(validation).Skip(1)];
        double share = mixture.NetworkShare;
        Assert.InRange(share, 0.01, 0.99);
        double[] network = Network(logits, validation);
        double at = Nats(share);
        Assert.True(at < Nats(0.8 * share) && at < Nats(1 - (0.8 * (1 - share))), $"{share}");

        double Nats(double weight)
        {
            double sum = 0;
            int[] all = Rejoined(validation);
            for (int i = 0; i < tokens.Length; i++)
            {
                int window = i / (Width - 1) * (Width - 1);
                double grams = Grams(mixture, all[Math.Max(window, i - mixture.Context + 1)..(i + 1)], all[i + 1]);
                sum -= Math.Log((weight * Math.Exp(network[i])) + ((1 - weight) * grams));
            }

            return sum;
        }
    }

    [Fact]
    public void DrawsHaveTheProbabilitiesOfTheMixture()
    {
        const int Batch = 4000;
        var mixture = Fitted(out _, out _);
        var network = new TokenTransformer(
            new ParameterScope(parameters, seed: 4).At("b"),
            new(Symbols, 8, 8, 2, 1, 8)
        );
        int[] start = [.. "the ca".Select(letter => (int)letter)];
        using var sampler = new SymbolSampler(network, Batch, new TokenSampling(1, 0, 1), mixture: mixture);
        sampler.Begin([.. Enumerable.Repeat(start, Batch)], seed: 5);
        int[] sampled = [.. sampler.Next().ToArray().Select(symbol => (int)symbol)];
        var part = new float[Symbols];
        mixture.Fill(start.AsSpan(start.Length - mixture.Context), part);
        double[] probabilities = new double[Symbols];
        float[] logits = Evaluated.Of(
            network.Apply(
                Tensor.Constant([1, start.Length], [.. start.Select(symbol => (float)symbol)]),
                ForwardPass.Inference
            )
        )[0][^Symbols..];
        double normaliser = logits.Sum(logit => Math.Exp(logit));
        for (int symbol = 0; symbol < Symbols; symbol++)
        {
            double expected = part[symbol] + (mixture.NetworkShare * Math.Exp(logits[symbol]) / normaliser);
            probabilities[symbol] = expected;
            double frequency = sampled.Count(drawn => drawn == symbol) / (double)Batch;
            Assert.InRange(frequency, expected - Margin(expected), expected + Margin(expected));
        }

        Assert.Equal(1, probabilities.Sum(), 1e-5);

        // Five standard deviations.
        static double Margin(double p) => (5 * Math.Sqrt(p * (1 - p) / Batch)) + (1.0 / Batch);
    }

    [Fact]
    public void ARunKeepsItsGrams()
    {
        using var run = Train("run", 3);
        using var plain = Train("plain", 0);
        using var again = TrainedModel.Open(run.Folder.FullPath);
        var (first, second) = (run.As<TextModel>(), again.As<TextModel>());
        var held = run.As<TextModel>().LoadData().Test;
        Assert.Equal(first.ComputeCodeLength(held), second.ComputeCodeLength(held));
        Assert.Equal(
            string.Concat(first.SampleText("the", 60, seed: 2)),
            string.Concat(second.SampleText("the", 60, seed: 2))
        );
        // Two steps teach a network nothing, and n-grams know this text.
        Assert.True(
            first.ComputeCodeLength(held).Nats < plain.As<TextModel>().ComputeCodeLength(held).Nats / 2,
            $"{first.ComputeCodeLength(held).Nats}"
        );
    }

    [Fact]
    public void ARunThatIsExportedLeavesThemOut()
    {
        using var run = Train("run", 3);
        using var plain = Train("plain", 0);
        Assert.Contains("n-grams", RunExport.LeftOut(run), StringComparison.Ordinal);
        Assert.Null(RunExport.LeftOut(plain));
        RunExport.ToFile(run, folder.At("out"));
        RunExport.ToFile(plain, folder.At("other"));
        Assert.Equal(
            File.ReadAllBytes(folder.At("other/model.safetensors")),
            File.ReadAllBytes(folder.At("out/model.safetensors"))
        );
    }

    [Fact]
    public void TooLongGramsAreRefused()
    {
        var error = Assert.Throws<LikenessException>(() => Train("run", 8, vocabulary: 270));
        Assert.Equal(
            "n-grams of 8 of 270 tokens are not counted (give NGrams 7 or less, or a smaller Vocabulary)",
            error.Message
        );
    }

    private static double Grams(NGramMixture mixture, int[] context, int next)
    {
        var part = new float[Symbols];
        mixture.Fill(context, part);
        return part[next] / (1 - mixture.NetworkShare);
    }

    private NGramMixture Fitted(out Func<Tensor, Tensor> logits, out float[] validation)
    {
        var scope = new ParameterScope(parameters, seed: 4);
        var network = new TokenTransformer(scope.At("a"), new(Symbols, Width - 1, 8, 2, 1, 8));
        // Random weights but for a bias to letters, so that the network knows something that n-grams do not.
        logits = symbols => network.Apply(symbols, ForwardPass.Inference) + Letters();
        var mixture = new NGramMixture(scope, Symbols, 3);
        float[] train = Windows(Text[..2000]);
        validation = Windows([
            .. Text[4000..4200],
            .. Encoding.UTF8.GetBytes("some quite other words that are unknown"),
        ]);
        mixture.Fit(new FitRows(train, validation, 0, null, _ => { }, CancellationToken.None), Width, logits);
        return mixture;
    }

    private static Tensor Letters() =>
        Tensor.Constant(
            [1, 1, Symbols],
            [.. Enumerable.Range(0, Symbols).Select(i => i is > 96 and < 123 or 32 ? 4f : 0)]
        );

    private static float[] Windows(byte[] text) =>
        [
            .. Enumerable
                .Range(0, (text.Length - 1) / (Width - 1))
                .SelectMany(i => text.Skip(i * (Width - 1)).Take(Width).Select(symbol => (float)symbol)),
        ];

    private static int[] Rejoined(float[] windows) =>
        [
            (int)windows[0],
            .. Enumerable
                .Range(0, windows.Length / Width)
                .SelectMany(i => windows.Skip((i * Width) + 1).Take(Width - 1).Select(symbol => (int)symbol)),
        ];

    private static double[] Network(Func<Tensor, Tensor> logits, float[] windows)
    {
        var rows = Tensor.Constant([windows.Length / Width, Width], windows);
        var targets = rows.Slice(1, 1, Width - 1).Reshape([windows.Length / Width, Width - 1, 1]);
        return
        [
            .. Evaluated
                .Of(logits(rows.Slice(1, 0, Width - 1)).LogSoftmax(2).TakeAlong(2, targets))[0]
                .Select(nats => (double)nats),
        ];
    }

    private TrainedModel Train(string name, int ngrams, int vocabulary = 256)
    {
        File.WriteAllBytes(folder.At("book.txt"), Text);
        return TrainedModel.Train(
            new RunSettings
            {
                Model = "gpt2",
                Options = Gpt2TextOptions.Small with { TrainSteps = [2], Vocabulary = vocabulary, NGrams = ngrams },
                Data = DataSource.FromFiles(folder.At("book.txt")),
                OutputFolder = folder.At(name),
                Threads = 1,
            }
        );
    }
}
