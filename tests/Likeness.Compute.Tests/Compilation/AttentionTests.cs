using Likeness.Compute.Compilation;
using Likeness.Compute.Cpu;
using Likeness.Compute.Gradients;
using Likeness.Compute.Graph;
using CompiledGraph = Likeness.Compute.Compilation.CompiledGraph;

namespace Likeness.Compute.Tests.Compilation;

/// <summary>Properties of attention beyond its definition, which the property tests of ops compare it with.</summary>
public sealed class AttentionTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(16)]
    public void MemoryGrowsWithTheLengthNotItsSquare(int batch)
    {
        long Bytes(int length)
        {
            Tensor x = Tensor.Input("x", [batch, length, 8]);
            Tensor[] results = [Tensor.Attention(x, x, x, 2, isCausal: true).Sum()];
            using CompiledGraph graph = CompiledGraph.Compile([.. results, .. Gradient.Compute(results[0], x)]);
            return graph.ArenaBytes;
        }

        Assert.InRange(Bytes(2000), 0, 4.2 * Bytes(500));
    }

    [Theory]
    [InlineData(1, 3, 70)]
    [InlineData(5, 2, 40)]
    [InlineData(64, 3, 33)]
    [InlineData(70, 1, 25)]
    [InlineData(64, 2, 1)]
    public void EveryNumberOfWorkersGivesTheSameBits(int batch, int heads, int queries)
    {
        Tensor x = Tensor.Input("x", [batch, queries, 4 * heads]);
        Tensor sources = Tensor.Input("sources", [batch, 140, 4 * heads]);
        Tensor result = Tensor.Attention(x, sources, sources.Sin(), heads, isCausal: true);
        Tensor[] gradients = Gradient.Compute(result.Square().Sum(), x, sources);
        Tensor[] outputs = [result, .. gradients];
        var runs = new List<float[][]>();
        foreach (int workers in new[] { 1, 2, 3 })
        {
            using var pool = new WorkerPool(workers);
            using CompiledGraph graph = CompiledGraph.Compile(outputs, null, new CompiledGraphOptions(pool));
            var random = new RandomValues(3);
            foreach (Tensor input in new[] { x, sources })
            {
                graph.Write(input, Array.ConvertAll(random.Uniform(input.Shape.Count, -2, 2), v => (float)v));
            }

            graph.Run();
            float[][] values = Array.ConvertAll(outputs, output => new float[output.Shape.Count]);
            for (int i = 0; i < outputs.Length; i++)
            {
                graph.Read(outputs[i], values[i]);
            }

            runs.Add(values);
        }

        Assert.Equal(runs[0], runs[1]);
        Assert.Equal(runs[0], runs[2]);
    }

    [Fact]
    public void ARunAllocatesNothing()
    {
        Tensor x = Tensor.Input("x", [20, 30, 8]);
        Tensor loss = Tensor.Attention(x, x, x, 2).Square().Sum();
        using CompiledGraph graph = CompiledGraph.Compile([loss, .. Gradient.Compute(loss, x)]);
        graph.Run();
        Assert.Equal(0, Allocations.Of(graph.Run));
    }

    [Theory]
    [InlineData(2)]
    [InlineData(18)]
    public void HiddenSourcesMayHoldAnything(int batch)
    {
        Tensor x = Tensor.Input("x", [batch, 3, 4]);
        Tensor sources = Tensor.Input("sources", [batch, 9, 4]);
        Tensor result = Tensor.Attention(x, sources, sources, 2, count: 5);
        using CompiledGraph graph = CompiledGraph.Compile([result]);
        graph.Write(x, [.. Enumerable.Range(0, x.Shape.Count).Select(i => MathF.Sin(i))]);
        var results = new List<float[]>();
        foreach (float hidden in new[] { 0, float.NaN, float.PositiveInfinity })
        {
            float[] numbers =
            [
                .. Enumerable.Range(0, sources.Shape.Count).Select(i => i / 4 % 9 < 5 ? MathF.Cos(i) : hidden),
            ];
            graph.Write(sources, numbers);
            graph.Run();
            var values = new float[result.Shape.Count];
            graph.Read(result, values);
            results.Add(values);
        }

        Assert.All(results[0], value => Assert.True(float.IsFinite(value)));
        Assert.Equal(results[0], results[1]);
        Assert.Equal(results[0], results[2]);
    }

    [Fact]
    public void UnfitShapesAreRefused()
    {
        Tensor x = Tensor.Input("x", [2, 3, 6]);
        Assert.Throws<ShapeException>(() => Tensor.Attention(x, x, x, heads: 4));
        Assert.Throws<ShapeException>(() => Tensor.Attention(x, x, x.Slice(1, 0, 2), heads: 2));
        Assert.Throws<ShapeException>(() => Tensor.Attention(x, x.Slice(2, 0, 4), x.Slice(2, 0, 4), heads: 2));
        Assert.Throws<ShapeException>(() => Tensor.Attention(x, x, x, heads: 2, count: Tensor.Constant([2], 1, 2)));
    }
}
