using Likeness.Compute.Compilation;
using Likeness.Compute.Cpu;
using Likeness.Compute.Graph;
using CompiledGraph = Likeness.Compute.Compilation.CompiledGraph;

namespace Likeness.Compute.Tests.Compilation;

/// <summary>Parameters of which a run replaces some elements.</summary>
public sealed class StoreAtTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(70)]
    public void OneElementIsWrittenAndTheRestIsLeftAlone(int lanes)
    {
        using var cache = new Parameter("cache", [5, 2, lanes]);
        Tensor position = Tensor.Input("place", [1]);
        Tensor row = Tensor.Input("row", [1, 2, lanes]);
        Tensor stored = cache.Tensor.StoreAt(0, position, row);
        Tensor sum = stored.Sum([0]);
        using var pool = new WorkerPool(2);
        using CompiledGraph graph = CompiledGraph.Compile(
            [sum],
            [new Assignment(cache, stored)],
            new CompiledGraphOptions(pool)
        );
        Assert.DoesNotContain("copy", graph.Explain(), StringComparison.Ordinal);
        Assert.DoesNotContain("store cache", graph.Explain(), StringComparison.Ordinal);
        var expected = new float[cache.Shape.Count];
        // The last ones are out of range.
        foreach (float index in new[] { 3, 0, 3.9f, 4, -0.5f, -1, 5, 1e20f, float.NaN, float.NegativeInfinity })
        {
            float[] values = [.. Enumerable.Range(0, 2 * lanes).Select(i => i + index + 1)];
            graph.Write(position, [index]);
            graph.Write(row, values);
            graph.Run();
            if (index >= 0 && index < 5)
            {
                values.CopyTo(expected, (int)index * 2 * lanes);
            }

            Assert.Equal(expected, cache.Values);
            var sums = new float[2 * lanes];
            graph.Read(sum, sums);
            Assert.Equal(
                Enumerable
                    .Range(0, 2 * lanes)
                    .Select(i => Enumerable.Range(0, 5).Sum(k => expected[(k * 2 * lanes) + i])),
                sums
            );
        }
    }

    [Fact]
    public void WhatTheParameterWasCanStillBeRead()
    {
        using var cache = new Parameter("cache", [3]);
        using var other = new Parameter("other", [3]);
        Tensor stored = cache.Tensor.StoreAt(0, 1, Tensor.Constant([1], 7));
        Tensor before = cache.Tensor * 1;
        Tensor after = stored + 0;
        using CompiledGraph graph = CompiledGraph.Compile(
            [before, after],
            [new Assignment(cache, stored), new Assignment(other, stored.Square())]
        );
        float[] Read(Tensor x)
        {
            var values = new float[3];
            graph.Read(x, values);
            return values;
        }

        for (int run = 0; run < 2; run++)
        {
            cache.Values.Fill(2);
            graph.Run();
            Assert.Equal([2, 2, 2], Read(before));
            Assert.Equal([2, 7, 2], Read(after));
            Assert.Equal([2, 7, 2], cache.Values);
            Assert.Equal([4, 49, 4], other.Values);
        }
    }

    [Fact]
    public void ManyPlacesOrOtherExtentsAreRefused()
    {
        Tensor x = Tensor.Input("x", [4, 3]);
        Assert.Throws<ShapeException>(() => x.StoreAt(0, Tensor.Constant([2], 0, 1), x.Slice(0, 0, 1)));
        Assert.Throws<ShapeException>(() => x.StoreAt(0, 1, x.Slice(0, 0, 2)));
        Assert.Throws<ShapeException>(() => x.StoreAt(2, 1, x));
    }
}
