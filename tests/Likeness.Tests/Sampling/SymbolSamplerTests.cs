using Likeness.Compute.Cpu;
using Likeness.Compute.Graph;
using Likeness.Models.Tokens;
using Likeness.Nn;
using Likeness.Sampling;
using CompiledGraph = Likeness.Compute.Compilation.CompiledGraph;

namespace Likeness.Tests.Sampling;

public sealed class SymbolSamplerTests : IDisposable
{
    private const int Symbols = 9;
    private const int Positions = 8;

    private static readonly TokenSampling Plain = new(1, 0, 1);
    private static readonly TokenSampling Likeliest = new(1, 1, 1);

    private readonly ParameterSet parameters = [];
    private readonly TokenTransformer transformer;
    private readonly WaveNetStack wave;

    public SymbolSamplerTests()
    {
        var scope = new ParameterScope(parameters, seed: 4);
        transformer = new TokenTransformer(scope.At("a"), new(Symbols, Positions, 8, 2, 1, 8));
        wave = new WaveNetStack(scope.At("b"), new(Symbols, 8, 8, 3, Classes: 2));
        foreach (var parameter in parameters.Trained)
        {
            foreach (ref float value in parameter.Values)
            {
                value *= 3; // so that symbols differ in probability
            }
        }
    }

    public void Dispose() => parameters.Dispose();

    [Fact]
    public void TheLikeliestSymbolsAreThoseOfTheWholeSequence()
    {
        using var sampler = new SymbolSampler(transformer, batch: 2, Likeliest);
        sampler.Begin(
            [
                [1, 2],
                [3, 4],
            ],
            seed: 1
        );
        int[][] made =
        [
            [1, 2],
            [3, 4],
        ];
        for (int i = 0; i < 20; i++)
        {
            // The network sees eight positions, then the last four of them, five, six, …
            int seen = made[0].Length <= Positions ? made[0].Length : 4 + ((made[0].Length - Positions - 1) % 5);
            int[] expected = [.. made.Select(one => Best(one[^seen..]))];
            float[] next = sampler.Next().ToArray();
            Assert.Equal(expected.Select(symbol => (float)symbol), next);
            made = [.. made.Select((one, n) => one.Append((int)next[n]).ToArray())];
        }
    }

    [Fact]
    public void ALongBeginningIsSeenByItsEnd()
    {
        using var sampler = new SymbolSampler(transformer, batch: 1, Likeliest);
        int[] start = [.. Enumerable.Range(0, 30).Select(i => i * i % Symbols)];
        sampler.Begin([start], seed: 1);
        Assert.Equal(Best(start[^4..]), (int)sampler.Next()[0]);
    }

    [Fact]
    public void TheSameSeedGivesTheSameSymbolsWhateverTheThreads()
    {
        float[] Made(ulong seed, int workers)
        {
            using var pool = new WorkerPool(workers);
            using var sampler = new SymbolSampler(wave, batch: 3, Plain, [0, 1, 1], pool);
            sampler.Begin(
                [
                    [0],
                    [0],
                    [0],
                ],
                seed: 99
            );
            sampler.Next();
            sampler.Begin(
                [
                    [0],
                    [0],
                    [0],
                ],
                seed
            );
            return [.. Enumerable.Range(0, 50).SelectMany(_ => sampler.Next().ToArray())];
        }

        float[] made = Made(7, workers: 1);
        Assert.Equal(made, Made(7, workers: 2));
        Assert.NotEqual(made, Made(8, workers: 1));
        Assert.All(made, symbol => Assert.InRange(symbol, 0, Symbols - 1));
        Assert.True(made.Distinct().Count() > 4);
    }

    [Fact]
    public void DrawsHaveTheProbabilitiesOfTheNetwork()
    {
        const int Batch = 2000;
        using var sampler = new SymbolSampler(wave, Batch, new TokenSampling(0.7, 5, 1), new int[Batch]);
        sampler.Begin([.. Enumerable.Repeat(new[] { 3, 5 }, Batch)], seed: 3);
        float[] sampled = sampler.Next().ToArray();
        float[] logits = Logits(x => wave.Apply(x, new(Tensor.Constant([1], 0))), [3, 5]);
        float min = logits.OrderDescending().ElementAt(4);
        double[] powers = [.. logits.Select(logit => logit < min ? 0 : Math.Exp(logit / 0.7))];
        for (int symbol = 0; symbol < Symbols; symbol++)
        {
            // Within five standard deviations.
            double expected = Batch * powers[symbol] / powers.Sum();
            double found = sampled.Count(one => one == symbol);
            Assert.InRange(found - expected, -5 * Math.Sqrt(expected), 5 * Math.Sqrt(expected));
        }
    }

    [Fact]
    public void BeginningsThatCannotBeAreRefused()
    {
        using var sampler = new SymbolSampler(transformer, batch: 2, Plain);
        Assert.Throws<InvalidOperationException>(() => sampler.Next().Length);
        Assert.Throws<ArgumentException>(() =>
            sampler.Begin(
                [
                    [1],
                ],
                seed: 1
            )
        );
        Assert.Throws<ArgumentException>(() =>
            sampler.Begin(
                [
                    [1],
                    [1, 2],
                ],
                seed: 1
            )
        );
        Assert.Throws<ArgumentException>(() =>
            sampler.Begin(
                [
                    [],
                    [],
                ],
                seed: 1
            )
        );
        Assert.Throws<ArgumentException>(() =>
            sampler.Begin(
                [
                    [1],
                    [Symbols],
                ],
                seed: 1
            )
        );
    }

    [Fact]
    public void WeightsThatAreNoNumbersAreTold()
    {
        parameters[0].Values.Fill(float.NaN);
        using var sampler = new SymbolSampler(transformer, batch: 1, Plain);
        sampler.Begin(
            [
                [1],
            ],
            seed: 1
        );
        Assert.Throws<LikenessException>(() => sampler.Next().Length);
    }

    private int Best(int[] sequence)
    {
        float[] logits = Logits(x => transformer.Apply(x, ForwardPass.Inference), sequence);
        return Array.IndexOf(logits, logits.Max());
    }

    /// <summary>The prediction at the end of a sequence.</summary>
    private static float[] Logits(Func<Tensor, Tensor> whole, int[] sequence)
    {
        var x = Tensor.Input("x", [1, sequence.Length]);
        var result = whole(x);
        using var graph = CompiledGraph.Compile([result]);
        graph.Write(x, [.. sequence.Select(symbol => (float)symbol)]);
        graph.Run();
        var logits = new float[result.Shape.Count];
        graph.Read(result, logits);
        return logits[^Symbols..];
    }
}
