using Likeness.Compute.Compilation;
using Likeness.Compute.Cpu;
using Likeness.Compute.Graph;
using Likeness.Nn;
using Likeness.Testing;
using Likeness.Tests.Models;
using CompiledGraph = Likeness.Compute.Compilation.CompiledGraph;

namespace Likeness.Tests.Nn;

/// <summary>Networks give the same result step by step as for whole sequences.</summary>
public sealed class DecodingTests
{
    private const int Positions = 9;
    private const int Width = 12;

    public static TheoryData<int, InstructionSet> Batches
    {
        get
        {
            var cases = new TheoryData<int, InstructionSet>();
            foreach (var set in Enum.GetValues<InstructionSet>().Where(Isa.IsSupported))
            {
                foreach (int batch in LongTest.Some([1, 5, 20, 64]))
                {
                    cases.Add(batch, set);
                }
            }

            return cases;
        }
    }

    [Theory]
    [MemberData(nameof(Batches))]
    public void TransformerStepsGiveTheWholeSequence(int batch, InstructionSet set)
    {
        using var parameters = new ParameterSet();
        var scope = new ParameterScope(parameters, seed: 3);
        var options = new TransformerLayerOptions(
            Heads: 3,
            Hidden: 20,
            Dropout: 0,
            Activation.Gelu,
            NormaliseFirst: true
        );
        var positions = new LearnedPositions(scope.At("positions"), Positions, Width);
        var first = new TransformerLayer(scope.At(0), Width, options);
        var second = new TransformerLayer(scope.At(1), Width, options with { NormaliseFirst = false });
        AssertAgree(
            batch,
            set,
            x =>
            {
                var between = first.Apply(positions.Apply(x), ForwardPass.Inference, isCausal: true);
                return second.Apply(between, ForwardPass.Inference, isCausal: true);
            },
            (x, state) => second.Step(first.Step(positions.Step(x, state), state), state)
        );
    }

    /// <summary>Head widths that are and are not multiples of a vector, over more positions than a block of keys has.</summary>
    [Theory]
    [MemberData(nameof(Batches))]
    public void HeadsOfEverySizeGiveTheWholeSequence(int batch, InstructionSet set)
    {
        foreach (var (heads, features) in new[] { (2, 8), (1, 16), (3, 20), (1, 33), (1, 64) })
        {
            using var parameters = new ParameterSet();
            var layer = new MultiHeadAttention(new ParameterScope(parameters, seed: 5), heads * features, heads);
            AssertAgree(
                batch,
                set,
                x => layer.Apply(x, ForwardPass.Inference, isCausal: true),
                layer.Step,
                positions: 35,
                heads * features,
                bound: 2
            );
        }
    }

    [Theory]
    [MemberData(nameof(Batches))]
    public void RecurrentStepsGiveTheWholeSequence(int batch, InstructionSet set)
    {
        using var parameters = new ParameterSet();
        var scope = new ParameterScope(parameters, seed: 4);
        var memory = new Lstm(scope.At("lstm"), Width, 7, layers: 2);
        var gated = new Gru(scope.At("gru"), 7, 5, layers: 2);
        AssertAgree(
            batch,
            set,
            x => gated.Apply(memory.Apply(x)),
            (x, state) => gated.Step(memory.Step(x, state), state)
        );
    }

    [Fact]
    public void StepsOfAnotherBatchAreRefused()
    {
        using var state = new DecodingState(batch: 4, capacity: 3);
        var x = Tensor.Input("x", [5, 6]);
        var refused = Assert.Throws<ShapeException>(() => state.Attend(x, x, x, heads: 2));
        Assert.Contains("one position of 4 sequences", refused.Message, StringComparison.Ordinal);
    }

    /// <summary>Runs a sequence whole, then step by step, twice, on one worker and on two.</summary>
    private static void AssertAgree(
        int batch,
        InstructionSet set,
        Func<Tensor, Tensor> whole,
        Func<Tensor, DecodingState, Tensor> step,
        int positions = Positions,
        int width = Width,
        double bound = 7
    )
    {
        float[] numbers = Deterministic.Numbers(batch * positions * width, 1000, bound);
        var x = Tensor.Input("x", [batch, positions, width]);
        var result = whole(x);
        using var full = CompiledGraph.Compile([result], null, new CompiledGraphOptions(Instructions: set));
        full.Write(x, numbers);
        full.Run();
        var expected = new float[result.Shape.Count];
        full.Read(result, expected);

        foreach (int workers in new[] { 1, 2 })
        {
            using var pool = new WorkerPool(workers);
            using var state = new DecodingState(batch, positions);
            var next = Tensor.Input("next", [batch, width]);
            var made = step(next, state);
            using var graph = CompiledGraph.Compile(
                [made],
                state.Updates,
                new CompiledGraphOptions(pool, Instructions: set)
            );
            for (int time = 0; time < 2; time++)
            {
                state.Reset();
                for (int position = 0; position < positions; position++)
                {
                    float[] row = Position(numbers, batch, positions, position);
                    graph.Write(next, row);
                    graph.Run();
                    var got = new float[made.Shape.Count];
                    graph.Read(made, got);
                    float[] wanted = Position(expected, batch, positions, position);
                    for (int i = 0; i < got.Length; i++)
                    {
                        Assert.Equal(wanted[i], got[i], 1e-5f);
                    }
                }
            }
        }
    }

    private static float[] Position(float[] values, int batch, int positions, int position)
    {
        int width = values.Length / batch / positions;
        return
        [
            .. Enumerable
                .Range(0, batch)
                .SelectMany(n => values.Skip(((n * positions) + position) * width).Take(width)),
        ];
    }
}
