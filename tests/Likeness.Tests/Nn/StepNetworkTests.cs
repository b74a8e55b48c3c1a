using Likeness.Compute.Graph;
using Likeness.Models.Tokens;
using Likeness.Nn;
using CompiledGraph = Likeness.Compute.Compilation.CompiledGraph;

namespace Likeness.Tests.Nn;

/// <summary>Sequence networks are causal, and give the same result step by step as for a whole sequence.</summary>
public sealed class StepNetworkTests
{
    private const int Symbols = 13;
    private const int Positions = 40;

    private static readonly WaveNetShape Wave = new(Symbols, 6, 8, Layers: 3, Blocks: 2);

    public static TheoryData<string, int> Cases
    {
        get
        {
            var cases = new TheoryData<string, int>();
            foreach (string name in new[] { "wavenet", "wavenet of classes", "transformer" })
            {
                foreach (int batch in new[] { 1, 3, 20 })
                {
                    cases.Add(name, batch);
                }
            }

            return cases;
        }
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void StepsGiveTheWholeSequence(string name, int batch)
    {
        using var parameters = new ParameterSet();
        var (network, whole, classes) = Make(name, new ParameterScope(parameters, seed: 2), batch);
        float[] sequence = Sequence(batch);
        float[] expected = Logits(whole, batch, sequence);

        using var state = new DecodingState(batch, Positions);
        var next = Tensor.Input("next", [batch]);
        var made = network.Step(next, state, new(classes));
        using var graph = CompiledGraph.Compile([made], state.Updates);
        for (int time = 0; time < 2; time++)
        {
            state.Reset();
            for (int position = 0; position < Positions; position++)
            {
                graph.Write(next, [.. Enumerable.Range(0, batch).Select(n => sequence[(n * Positions) + position])]);
                graph.Run();
                var found = new float[batch * Symbols];
                graph.Read(made, found);
                for (int i = 0; i < found.Length; i++)
                {
                    int place = (((i / Symbols * Positions) + position) * Symbols) + (i % Symbols);
                    Assert.Equal(expected[place], found[i], 1e-5f);
                }
            }
        }
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void APredictionDependsOnWhatIsInItsSightOnly(string name, int batch)
    {
        using var parameters = new ParameterSet();
        var (network, whole, _) = Make(name, new ParameterScope(parameters, seed: 2), batch);
        int sight = network is WaveNetStack wave ? wave.ReceptiveField : Positions;
        Assert.Equal(network is WaveNetStack ? 15 : Positions, sight);
        float[] sequence = Sequence(batch);
        float[] before = Logits(whole, batch, sequence);
        foreach (int changed in new[] { 0, 7, 20, Positions - 1 })
        {
            float[] other = [.. sequence];
            other[changed] = (other[changed] + 5) % Symbols;
            float[] after = Logits(whole, batch, other);
            for (int position = 0; position < Positions; position++)
            {
                bool isSeen = position >= changed && position < changed + sight;
                bool isSame = Row(before, position).SequenceEqual(Row(after, position));
                Assert.True(isSame != isSeen, $"{name}, {batch}: {changed} changed, {position} is the same: {isSame}");
            }
        }
    }

    [Fact]
    public void AStepCostsTheSameHoweverFarItLooksBack()
    {
        static (long Flops, long Bytes) Cost(int layers)
        {
            using var parameters = new ParameterSet();
            var shape = new WaveNetShape(Symbols, 32, 8, layers, Blocks: 12 / layers);
            var network = new WaveNetStack(new ParameterScope(parameters, seed: 1), shape);
            using var state = new DecodingState(1, 1);
            var made = network.Step(Tensor.Input("next", [1]), state);
            using var graph = CompiledGraph.Compile([made], state.Updates);
            return (graph.Flops, graph.ArenaBytes);
        }

        // 12 layers each; the layer that reads 2,048 positions back keeps a ring of 256 KiB, of which a copy would be visible.
        var (near, far) = (Cost(1), Cost(12));
        Assert.Equal(near.Flops, far.Flops);
        Assert.InRange(far.Bytes - near.Bytes, -4096, 4096);
    }

    [Fact]
    public void ClassesAreGivenWhereTheyAreKnown()
    {
        using var parameters = new ParameterSet();
        var network = new WaveNetStack(new ParameterScope(parameters, seed: 1), Wave with { Classes = 2 });
        Assert.Throws<ArgumentException>(() => network.Apply(Tensor.Input("x", [2, 5])));
        using var state = new DecodingState(2, 1);
        Assert.Throws<ArgumentException>(() => network.Step(Tensor.Input("x", [2]), state));
    }

    [Fact]
    public void AConvolutionThatLooksAheadIsNotAppliedStepByStep()
    {
        using var parameters = new ParameterSet();
        var layer = new Convolution(new ParameterScope(parameters, seed: 1), 3, 4, [3], [Window.Padded(1)]);
        using var state = new DecodingState(2, 1);
        Assert.Throws<InvalidOperationException>(() => layer.Step(Tensor.Input("x", [2, 3]), state));
    }

    private static (IStepNetwork Network, Func<Tensor, Tensor> Whole, Tensor? Classes) Make(
        string name,
        ParameterScope scope,
        int batch
    )
    {
        if (name == "transformer")
        {
            var transformer = new TokenTransformer(scope, new(Symbols, Positions, 12, 3, 2, 20));
            return (transformer, x => transformer.Apply(x, ForwardPass.Inference), null);
        }

        int classes = name == "wavenet" ? 0 : 3;
        var given =
            classes == 0
                ? null
                : Tensor.Constant([batch], [.. Enumerable.Range(0, batch).Select(i => (float)(i % classes))]);
        var wave = new WaveNetStack(scope, Wave with { Classes = classes });
        return (wave, x => wave.Apply(x, new(given)), given);
    }

    private static float[] Sequence(int batch) =>
        [.. Enumerable.Range(0, batch * Positions).Select(i => (float)(((i * i) + (5 * i)) % Symbols))];

    private static IEnumerable<float> Row(float[] logits, int position) =>
        logits.Skip(position * Symbols).Take(Symbols);

    private static float[] Logits(Func<Tensor, Tensor> whole, int batch, float[] sequence)
    {
        var x = Tensor.Input("x", [batch, Positions]);
        var result = whole(x);
        using var graph = CompiledGraph.Compile([result]);
        graph.Write(x, sequence);
        graph.Run();
        var logits = new float[result.Shape.Count];
        graph.Read(result, logits);
        return logits;
    }
}
