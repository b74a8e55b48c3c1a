using Likeness.Compute.Compilation;
using Likeness.Compute.Gradients;
using Likeness.Compute.Graph;
using CompiledGraph = Likeness.Compute.Compilation.CompiledGraph;

namespace Likeness.Compute.Tests.Compilation;

public sealed class DebugTests
{
    private static readonly CompiledGraphOptions Debug = new() { Debug = true };

    [Fact]
    public void TheFirstNaNIsNamedWithItsPlaceAndInputs()
    {
        Tensor x = Tensor.Input("x", [2, 3]);
        Tensor log = (x - 1).Log();
        Tensor loss = (log * x).Sum();
        using CompiledGraph graph = CompiledGraph.Compile([loss], options: Debug);
        graph.Write(x, [2, 3, 4, 5, 0.5f, 6]);
        NotANumberException error = Assert.Throws<NotANumberException>(graph.Run);
        Assert.Same(log, error.Node);
        Assert.StartsWith(
            "the first NaN is in log[2, 3] at [1, 1], in 1 of 6 elements",
            error.Message,
            StringComparison.Ordinal
        );
        Assert.Contains("of subtract[2, 3] = -0.5 there; multiply[2, 3] uses it", error.Message);
        graph.Write(x, [2, 3, 4, 5, 6, 7]);
        graph.Run();
    }

    [Fact]
    public void WithoutNaNResultsAreThoseOfTheFusedGraph()
    {
        using var weights = new Parameter("weights", [6, 4]);
        for (int i = 0; i < 24; i++)
        {
            weights.Values[i] = MathF.Sin(i);
        }

        Tensor x = Tensor.RandomNormal([33, 6], stream: 1);
        Tensor loss =
            Tensor.Loop(3, [x.MatMul(weights)], (_, states) => [states[0].Tanh() + 1])[0].Detached().Sum()
            + x.MatMul(weights).Softmax(1).Log().Mean();
        Tensor gradient = Gradient.Compute(loss, weights)[0];
        using CompiledGraph plain = CompiledGraph.Compile([loss, gradient]);
        using CompiledGraph debug = CompiledGraph.Compile(
            [loss],
            [new Assignment(weights, weights - (0.1f * gradient))],
            Debug
        );
        plain.Run();
        debug.Run();
        Assert.Equal(plain.ReadScalar(loss), debug.ReadScalar(loss), 1e-5);
        var slope = new float[24];
        plain.Read(gradient, slope);
        Assert.All(
            Enumerable.Range(0, 24),
            i => Assert.Equal(MathF.Sin(i) - (0.1f * slope[i]), weights.Values[i], 1e-5)
        );
    }

    [Fact]
    public void AParameterWithNaNIsNamed()
    {
        using var weights = new Parameter("weights", [3]);
        weights.Values[1] = float.NaN;
        using CompiledGraph graph = CompiledGraph.Compile([weights.Tensor.Square().Sum()], options: Debug);
        Assert.Contains("weights[3] at [1]", Assert.Throws<NotANumberException>(graph.Run).Message);
    }
}
