using Likeness.Compute.Compilation;
using Likeness.Compute.Gradients;
using Likeness.Compute.Graph;
using CompiledGraph = Likeness.Compute.Compilation.CompiledGraph;

namespace Likeness.Compute.Tests.Compilation;

/// <summary>Rewrites before the layout is chosen.</summary>
public sealed class SimplifierTests
{
    private static readonly Tensor X = Tensor.Input("x", [33, 20]);

    [Theory]
    [InlineData(2, true)]
    [InlineData(1.25, true)]
    [InlineData(0.5, false)]
    public void WhatDropoutLetsThroughOfAReluIsToldByTheResult(float scale, bool isTold)
    {
        (Tensor y, Tensor gradient) = Dropped(scale);
        Tensor[] simple = new Simplifier().Simplify([y, gradient]);
        Assert.Equal(
            isTold,
            Tensor.Ancestors([simple[1]]).Any(node => node.Op == BinaryOps.Greater && node.Inputs[0] == simple[0])
        );
    }

    [Fact]
    public void ItIsTheGradientStill()
    {
        (Tensor y, Tensor gradient) = Dropped(2);
        using CompiledGraph graph = CompiledGraph.Compile([y, gradient]);
        float[] x = [.. new RandomValues(5).Uniform(X.Shape.Count).Select(value => (float)value)];
        x[7] = float.NaN;
        graph.Write(X, x);
        graph.Run();
        (var values, var slopes) = (new float[x.Length], new float[x.Length]);
        graph.Read(y, values);
        graph.Read(gradient, slopes);
        Assert.Equal(values.Select((value, i) => value > 0 ? 2f * (i % 20) : 0), slopes);
        Assert.InRange(slopes.Count(slope => slope > 0), 100, 230);
    }

    private static (Tensor Result, Tensor Gradient) Dropped(float scale)
    {
        Tensor weights = Tensor.Constant([20], [.. Enumerable.Range(0, 20).Select(i => (float)i)]);
        Tensor kept = Tensor.RandomUniform(X.Shape, stream: 1).GreaterThan(0.5f);
        Tensor y = X.Relu() * (kept * scale);
        return (y, Gradient.Compute((y * weights).Sum(), X)[0]);
    }
}
