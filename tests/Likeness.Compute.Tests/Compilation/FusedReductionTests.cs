using Likeness.Compute.Compilation;
using Likeness.Compute.Cpu;
using Likeness.Compute.Gradients;
using Likeness.Compute.Graph;
using Likeness.Testing;
using CompiledGraph = Likeness.Compute.Compilation.CompiledGraph;

namespace Likeness.Compute.Tests.Compilation;

/// <summary>Fused reductions give the results of their definition for any distribution of the work.</summary>
public class FusedReductionTests
{
    public static TheoryData<int> Seeds => [.. Enumerable.Range(0, 60)];

    [Theory]
    [MemberData(nameof(Seeds))]
    public void AnyGraphOfReductionsAndElementwiseOpsAgreesWithItsDefinition(int seed)
    {
        var random = new RandomValues((ulong)seed + 100);
        Tensor[] outputs = RandomGraph(random, out Dictionary<Tensor, double[]> given);
        foreach (InstructionSet set in Compiled.InstructionSets)
        {
            float[][] actual = Run(outputs, given, new CompiledGraphOptions(Instructions: set));
            for (int k = 0; k < outputs.Length; k++)
            {
                double[] expected = Reference.Evaluate(outputs[k], given);
                for (int i = 0; i < expected.Length; i++)
                {
                    bool close = Math.Abs(expected[i] - actual[k][i]) <= 2e-5 * Math.Max(1, Math.Abs(expected[i]));
                    Expect.True(close, $"{set}, {outputs[k]}, element {i}: {actual[k][i]}, not {expected[i]}");
                }
            }
        }
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(5)]
    public void TheNumberOfWorkersChangesNoBit(int workers)
    {
        using var pool = new WorkerPool(workers);
        for (ulong seed = 1; seed <= 12; seed++)
        {
            Tensor[] outputs = RandomGraph(new RandomValues(seed), out Dictionary<Tensor, double[]> given);
            Assert.Equal(
                Run(outputs, given, new CompiledGraphOptions()),
                Run(outputs, given, new CompiledGraphOptions(pool))
            );
        }
    }

    [Theory]
    [InlineData(64, 3, 5, 4)]
    [InlineData(37, 19, 3, 3)]
    [InlineData(5, 2, 40, 9)]
    public void BatchNormalisationAndItsGradientAgree(int batch, int channels, int height, int width)
    {
        var random = new RandomValues(3);
        // The layout of convolution results: channels next to the lanes.
        Tensor x = Tensor.Input("x", [batch, height, width, channels]);
        Tensor weight = Tensor.Input("weight", [batch, channels, height, width]);
        Tensor scale = Tensor.Input("scale", [channels]);
        Tensor image = x.Permute(0, 3, 1, 2);
        Tensor centred = image - image.Mean([0, 2, 3], keepDimensions: true);
        Tensor deviation = (centred.Square().Mean([0, 2, 3], keepDimensions: true) + 1e-3f).Sqrt();
        Tensor y = centred / deviation * scale.Reshape([1, channels, 1, 1]);
        var given = new Dictionary<Tensor, double[]>
        {
            [x] = random.Uniform(x.Shape.Count),
            [weight] = random.Uniform(x.Shape.Count),
            [scale] = random.Uniform(channels),
        };
        Compiled.Agrees(y, given);
        foreach (Tensor gradient in Gradient.Compute((y * weight).Sum(), x, scale))
        {
            Compiled.Agrees(gradient, given, 1e-4);
        }
    }

    [Fact]
    public void WhatIsOnlySummedIsNeverStored()
    {
        Tensor x = Tensor.Input("x", [64, 8, 5]);
        Tensor centred = x - x.Mean([2], keepDimensions: true);
        Tensor variance = centred.Square().Mean([2], keepDimensions: true);
        using CompiledGraph graph = CompiledGraph.Compile([centred / variance]);
        string listing = graph.Explain();
        Assert.Contains("subtract square sum [64, 8, 5]", listing, StringComparison.Ordinal);
        Assert.Contains("subtract divide [64, 8, 5]", listing, StringComparison.Ordinal);
    }

    [Fact]
    public void SumsOfTheSameShapeAreMadeInOnePass()
    {
        Tensor x = Tensor.Input("x", [64, 8, 5]);
        Tensor y = Tensor.Input("y", [64, 8, 5]);
        using CompiledGraph graph = CompiledGraph.Compile([x.Sum([0, 2]), (x * y).Sum([0, 2]), x.Max([0, 2])]);
        Assert.Contains("max sum multiply sum [64, 8, 5]", Sorted(graph.Explain()), StringComparison.Ordinal);

        static string Sorted(string listing) =>
            listing.Replace("sum multiply sum max", "max sum multiply sum", StringComparison.Ordinal);
    }

    [Fact]
    public void WhatIsStoredIsSummedOnTheWay()
    {
        Tensor x = Tensor.Input("x", [64, 8, 5]);
        using CompiledGraph graph = CompiledGraph.Compile([x.Softmax(2)]);
        Assert.Contains("subtract exp sum [64, 8, 5]", graph.Explain(), StringComparison.Ordinal);
    }

    [Fact]
    public void WhatIsTheSameForAllSummandsIsTakenOutOfTheSum()
    {
        Tensor x = Tensor.Input("x", [33, 6, 5]);
        Tensor y = Tensor.Input("y", [33, 6, 5]);
        Tensor scale = Tensor.Input("scale", [6, 1]);
        Tensor shift = Tensor.Input("shift", [6, 1]);
        var random = new RandomValues(17);
        var given = new Dictionary<Tensor, double[]>
        {
            [x] = random.Uniform(x.Shape.Count),
            [y] = random.Uniform(x.Shape.Count),
            [scale] = random.Uniform(6, 0.5, 2),
            [shift] = random.Uniform(6, 0.5, 2),
        };
        Tensor both = (-(x * scale) * (y / shift)).Sum([0, 2]);
        Compiled.Agrees(both, given, 1e-4);
        Compiled.Agrees(((x * scale) - (y / shift)).Sum([0, 2]), given, 1e-4);
        Compiled.Agrees((x * scale / 3).Mean(), given, 1e-4);
        Compiled.Agrees((x * scale).Sum([0, 1]), given, 1e-4);
        using CompiledGraph graph = CompiledGraph.Compile([both, (x * y).Sum([0, 2])]);
        Assert.Contains("multiply sum [33, 6, 5]", graph.Explain(), StringComparison.Ordinal);
        Assert.DoesNotContain("divide sum", graph.Explain(), StringComparison.Ordinal);
    }

    [Fact]
    public void ANormalisationAndItsGradientPassOverTheirTensorsAsSeldomAsCanBe()
    {
        Tensor x = Tensor.Input("x", [64, 8, 6, 5]);
        Tensor weight = Tensor.Input("weight", [64, 8, 6, 5]);
        Tensor scale = Tensor.Input("scale", [8, 1, 1]);
        Tensor centred = x - x.Mean([0, 2, 3], keepDimensions: true);
        Tensor variance = centred.Square().Mean([0, 2, 3], keepDimensions: true);
        Tensor y = centred * (variance + 1e-3f).Sqrt().Reciprocal() * scale;
        using CompiledGraph graph = CompiledGraph.Compile([y, .. Gradient.Compute((y * weight).Sum(), x, scale)]);
        // The mean; the variance with all sums of the gradient; the result; the gradient.
        Assert.Equal(4, graph.Explain().Split("[64, 8, 6, 5]").Length - 1);
    }

    [Fact]
    public void LongSumsStayAccurate()
    {
        Tensor x = Tensor.Input("x", [16, 300, 300]);
        double[] values = new RandomValues(5).Uniform(x.Shape.Count, 0, 1);
        var given = new Dictionary<Tensor, double[]> { [x] = values };
        Assert.Equal(1, Compiled.Run((x * 2).Sum(), given)[0] / (2 * values.Sum()), 1e-6);
    }

    /// <summary>Three nodes of a graph in which tensors of four axes, some of extent one, are combined and reduced at random.</summary>
    private static Tensor[] RandomGraph(RandomValues random, out Dictionary<Tensor, double[]> given)
    {
        int[] extents =
        [
            new[] { 2, 16, 33, 64, 96 }[random.Below(5)],
            new[] { 1, 3, 17 }[random.Below(3)],
            new[] { 1, 2, 5 }[random.Below(3)],
            new[] { 3, 7 }[random.Below(2)],
        ];
        given = [];
        var nodes = new List<Tensor>();
        foreach (int[] order in new[] { new[] { 0, 1, 2, 3 }, [0, 3, 1, 2], [0, 1, 2, 3] })
        {
            int[] back = [.. Enumerable.Range(0, 4).Select(axis => Array.IndexOf(order, axis))];
            Tensor input = Tensor.Input("x", new Shape([.. order.Select(axis => extents[axis])]));
            given[input] = random.Uniform(input.Shape.Count);
            nodes.Add(input.Permute(back));
        }

        for (int i = 0; i < 24; i++)
        {
            Tensor a = nodes[random.Below(nodes.Count)];
            Tensor b = nodes[random.Below(nodes.Count)];
            int[] axes = [.. Enumerable.Range(0, 4).Where(_ => random.Below(2) == 0)];
            nodes.Add(
                random.Below(8) switch
                {
                    0 => a + b,
                    1 => (a * b).Tanh(),
                    2 => (a - b) * 0.5f,
                    3 => a.Maximum(b),
                    4 => a.Max(axes, keepDimensions: true),
                    5 => (a * b).Mean(axes, keepDimensions: true),
                    _ => a.Mean(axes, keepDimensions: true),
                }
            );
        }

        return [.. Enumerable.Range(0, 3).Select(_ => nodes[random.Below(nodes.Count)]), nodes[^1]];
    }

    /// <summary>
    /// A chain so long that it could be summed in parts, with lanes that divide evenly among two workers but not among three.
    /// </summary>
    [Fact]
    public void TheNumberOfWorkersChangesNoBitOfALongChain()
    {
        Tensor x = Tensor.Input("x", [48, 64, 6]);
        Tensor[] sums = [x.Sum([1]), (x * 2).Square().Sum([1])];
        var given = new Dictionary<Tensor, double[]> { [x] = new RandomValues(1).Uniform(x.Shape.Count) };
        float[][] expected = Run(sums, given, new CompiledGraphOptions());
        for (int workers = 2; workers <= 3; workers++)
        {
            using var pool = new WorkerPool(workers);
            Assert.Equal(expected, Run(sums, given, new CompiledGraphOptions(pool)));
        }
    }

    private static float[][] Run(Tensor[] outputs, Dictionary<Tensor, double[]> given, CompiledGraphOptions options)
    {
        using CompiledGraph graph = CompiledGraph.Compile(outputs, null, options);
        foreach ((Tensor input, double[] values) in given)
        {
            graph.Write(input, Array.ConvertAll(values, value => (float)value));
        }

        graph.Run();
        return Array.ConvertAll(
            outputs,
            output =>
            {
                var read = new float[output.Shape.Count];
                graph.Read(output, read);
                return read;
            }
        );
    }
}
