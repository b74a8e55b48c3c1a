using Likeness.Compute.Graph;
using Likeness.Models.Tokens;
using Likeness.Nn;
using Likeness.Sampling;
using CompiledGraph = Likeness.Compute.Compilation.CompiledGraph;

namespace Likeness.Tests.Sampling;

public sealed class SequenceScorerTests
{
    private const int Symbols = 11;
    private const int Start = 4;

    [Theory]
    [InlineData(1)]
    [InlineData(19)]
    [InlineData(20)]
    [InlineData(21)]
    [InlineData(300)]
    [InlineData(1003)] // more than one batch of windows
    public void AWaveNetIsScoredAsOnTheWholeSequence(int length)
    {
        using var parameters = new ParameterSet();
        var wave = new WaveNetStack(new ParameterScope(parameters, seed: 3), new(Symbols, 6, 8, Layers: 3, Blocks: 2));
        int[] sequence = Sequence(length);
        using var scorer = new SequenceScorer((x, _) => wave.Apply(x), positions: 24, wave.ReceptiveField - 1);
        AssertEqual(Whole(x => wave.Apply(x), sequence), scorer.Score(sequence, Start));
    }

    [Fact]
    public void ATransformerSeesAtLeastTheOverlap()
    {
        using var parameters = new ParameterSet();
        var network = new TokenTransformer(new ParameterScope(parameters, seed: 3), new(Symbols, 8, 12, 3, 2, 20));
        foreach (var parameter in parameters.Trained)
        {
            foreach (ref float value in parameter.Values)
            {
                value *= 3;
            }
        }

        Tensor Apply(Tensor x) => network.Apply(x, ForwardPass.Inference);
        int[] sequence = Sequence(30);
        using var scorer = new SequenceScorer((x, _) => Apply(x), positions: 8, overlap: 5);
        double[] scores = scorer.Score(sequence, Start);
        AssertEqual(Whole(Apply, sequence[..8]), scores[..8]);
        for (int place = 8; place < sequence.Length; place++)
        {
            int window = ((place - 8) / 3 * 3) + 3;
            double[] seen = Whole(Apply, sequence[window..(place + 1)], sequence[window - 1]);
            Assert.Equal(seen[^1], scores[place], 1e-5);
        }
    }

    [Fact]
    public void NothingIsScoredOfNothing()
    {
        using var parameters = new ParameterSet();
        var wave = new WaveNetStack(new ParameterScope(parameters, seed: 3), new(Symbols, 6, 8, Layers: 2));
        using var scorer = new SequenceScorer((x, _) => wave.Apply(x), positions: 8, overlap: 3);
        Assert.Empty(scorer.Score([], Start));
    }

    private static int[] Sequence(int length) =>
        [.. Enumerable.Range(0, length).Select(i => ((i * i) + (3 * i) + (i / 7)) % Symbols)];

    private static double[] Whole(Func<Tensor, Tensor> network, int[] sequence, int start = Start)
    {
        Tensor Given(IEnumerable<int> symbols) =>
            Tensor.Constant([1, sequence.Length], [.. symbols.Select(symbol => (float)symbol)]);
        var logits = network(Given(sequence.Prepend(start).SkipLast(1)));
        var all = logits.LogSoftmax(2).TakeAlong(2, Given(sequence).Reshape([1, sequence.Length, 1]));
        using var graph = CompiledGraph.Compile([all]);
        graph.Run();
        var found = new float[sequence.Length];
        graph.Read(all, found);
        return Array.ConvertAll(found, value => (double)value);
    }

    private static void AssertEqual(double[] expected, double[] found)
    {
        Assert.Equal(expected.Length, found.Length);
        Assert.All(expected.Zip(found), pair => Assert.Equal(pair.First, pair.Second, 1e-5));
    }
}
