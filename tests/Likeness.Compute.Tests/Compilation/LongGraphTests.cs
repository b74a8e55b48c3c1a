using Likeness.Compute.Gradients;
using Likeness.Compute.Graph;
using Likeness.Testing;
using CompiledGraph = Likeness.Compute.Compilation.CompiledGraph;

namespace Likeness.Compute.Tests.Compilation;

/// <summary>Graphs of thousands of steps, which would expose a quadratic run time of the compiler.</summary>
public class LongGraphTests
{
    [Trait("Category", "Long")]
    [SkippableFact]
    public void ARecurrenceUnrolledOverAThousandTurnsAgreesWithItsDefinition()
    {
        LongTest.Require();
        const int turns = 1000;
        Tensor x = Tensor.Input("x", [2, turns]);
        Tensor weight = Tensor.Input("weight", [3, 3]);
        Tensor state = Tensor.Constant([2, 3], 0.1f);
        for (int turn = 0; turn < turns; turn++)
        {
            state = ((state.MatMul(weight) * 0.5f) + x.Slice(1, turn, 1)).Tanh();
        }

        var random = new RandomValues(1);
        var given = new Dictionary<Tensor, double[]>
        {
            [x] = random.Uniform(2 * turns, -1, 1),
            [weight] = random.Uniform(9, -0.5, 0.5),
        };
        Compiled.Agrees(Gradient.Compute(state.Square().Sum(), weight)[0], given);
    }

    [Fact]
    public void ForwardTheArenaDoesNotGrowWithTheDepth()
    {
        static long Arena(int layers)
        {
            Tensor h = Tensor.Input("x", [33, 20]);
            for (int i = 0; i < layers; i++)
            {
                h = h.MatMul(new Parameter($"w{i}", [20, 20]).Tensor).Tanh();
            }

            using CompiledGraph graph = CompiledGraph.Compile([h]);
            return graph.ArenaBytes;
        }

        Assert.Equal(Arena(10), Arena(1000));
    }
}
