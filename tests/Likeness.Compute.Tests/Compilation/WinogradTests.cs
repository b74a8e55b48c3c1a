using Likeness.Compute.Compilation;
using Likeness.Compute.Cpu;
using Likeness.Compute.Gradients;
using Likeness.Compute.Graph;
using Likeness.Compute.Tests.Cpu;
using Likeness.Testing;
using CompiledGraph = Likeness.Compute.Compilation.CompiledGraph;

namespace Likeness.Compute.Tests.Compilation;

/// <summary>Which convolutions use the Winograd algorithm, and the properties that it must keep.</summary>
public sealed class WinogradTests
{
    private const int Samples = 32;
    private const int Channels = 32;
    private const int Side = 8;
    private const string Name = "by Winograd";

    private static readonly float[] Image =
    [
        .. new RandomValues(3).Uniform(Samples * Channels * Side * Side).Select(x => (float)x),
    ];

    [Fact]
    public void ThreeByThreeOfManyChannelsIs()
    {
        using var kernels = Kernels();
        Tensor y = Input.Convolve(kernels.Tensor, [Window.Padded(1), Window.Padded(1)]);
        using CompiledGraph forth = CompiledGraph.Compile([y]);
        Assert.Contains(Name, Flat(forth), StringComparison.Ordinal);
        using CompiledGraph back = CompiledGraph.Compile([Gradient.Compute(y.Square().Sum(), kernels.Tensor)[0]]);
        Assert.Contains(
            $"convolve-weight [{Samples}, {Channels}, {Side}, {Side}]·[{Samples}, {Channels}, {Side}, {Side}] {Name}",
            Flat(back),
            StringComparison.Ordinal
        );
    }

    [Fact]
    public void WhatSeesThePastAloneIsNotAndDependsOnNothingLater()
    {
        using var kernels = Kernels();
        Tensor y = Input.Convolve(kernels.Tensor, [Window.Causal(3), Window.Padded(1)]);
        using CompiledGraph graph = CompiledGraph.Compile([y]);
        Assert.DoesNotContain(Name, Flat(graph), StringComparison.Ordinal);
        float[] before = Run(graph, y, Image);
        float[] changed = [.. Image.Select((x, i) => i / Side % Side >= 3 ? x + 1000 : x)];
        float[] after = Run(graph, y, changed);
        for (int i = 0; i < before.Length; i++)
        {
            Expect.True(i / Side % Side >= 3 || before[i] == after[i], $"element {i} changed");
        }
    }

    /// <summary>Non-finite values affect exactly the results that depend on them, as in the direct algorithm.</summary>
    [Theory]
    [InlineData(float.NaN, "image")]
    [InlineData(float.NaN, "kernel")]
    [InlineData(float.NaN, "gradient")]
    [InlineData(float.PositiveInfinity, "image")]
    [InlineData(float.NegativeInfinity, "kernel")]
    [InlineData(float.PositiveInfinity, "gradient")]
    public void WhatIsNotFiniteReachesWhatSeesIt(float value, string where)
    {
        const int Pixels = 7;
        using var kernels = Kernels();
        Tensor x = Tensor.Input("x", [Samples, Channels, Pixels, Pixels]);
        Tensor y = x.Convolve(kernels.Tensor, [Window.Padded(1), Window.Padded(1)]);
        Tensor gradient = Tensor.Input("gradient", y.Shape);
        Tensor[] wanted = [y, .. Gradient.Compute((y * gradient).Sum(), x, kernels.Tensor)];
        float[] image = Image[..x.Shape.Count];
        float[] back = Image[^x.Shape.Count..];
        Span<float> broken =
            where == "image" ? image
            : where == "kernel" ? kernels.Values
            : back;
        // The second row, fourth column of a sample's fifth channel; for the kernels, an element that borders do not see.
        broken[(((5 * Channels) + 4) * Pixels * Pixels) + Pixels + 3] = value;
        var leaves = new Dictionary<Tensor, double[]>
        {
            [x] = [.. image.Select(number => (double)number)],
            [gradient] = [.. back.Select(number => (double)number)],
            [kernels.Tensor] = [.. kernels.Values.ToArray().Select(number => (double)number)],
        };
        double[][] expected = [.. wanted.Select(result => Reference.Evaluate(result, leaves))];
        foreach (InstructionSet set in Sets.Here)
        {
            using CompiledGraph graph = CompiledGraph.Compile(
                wanted,
                options: new CompiledGraphOptions(Instructions: set)
            );
            Assert.True(Flat(graph).Split(Name).Length > 3, "a convolution uses another algorithm");
            graph.Write(x, image);
            graph.Write(gradient, back);
            graph.Run();
            for (int i = 0; i < wanted.Length; i++)
            {
                var values = new float[wanted[i].Shape.Count];
                graph.Read(wanted[i], values);
                Assert.All(values.Zip(expected[i]), pair => Same(pair.First, (float)pair.Second));
            }
        }
    }

    /// <summary>Samples next to a non-finite one keep their bits.</summary>
    [Fact]
    public void OtherSamplesDoNotChange()
    {
        using var kernels = Kernels();
        Tensor y = Input.Convolve(kernels.Tensor, [Window.Padded(1), Window.Padded(1)]);
        using CompiledGraph graph = CompiledGraph.Compile([y]);
        float[] whole = Run(graph, y, Image);
        float[] broken = [.. Image];
        broken[5 * Channels * Side * Side] = float.NaN;
        float[] values = Run(graph, y, broken);
        int sample = Channels * Side * Side;
        Assert.Contains(values, float.IsNaN);
        Assert.Equal(whole[..(5 * sample)], values[..(5 * sample)]);
        Assert.Equal(whole[(6 * sample)..], values[(6 * sample)..]);
    }

    /// <summary>Images of more than 8 MB, whose memory is prefetched, give each sample the same result as a small batch.</summary>
    [Fact]
    public void LargeImagesGiveWhatSmallOnesGive()
    {
        const int Large = 80;
        const int Pixels = 32;
        using var kernels = Kernels();
        int sample = Channels * Pixels * Pixels;
        float[] images = [.. Enumerable.Range(0, Large * sample).Select(i => Image[i * 7 % Image.Length])];
        float[] Convolved(int batch, float[] given)
        {
            Tensor x = Tensor.Input("x", [batch, Channels, Pixels, Pixels]);
            Tensor y = x.Convolve(kernels.Tensor, [Window.Padded(1), Window.Padded(1)]).Relu();
            using CompiledGraph graph = CompiledGraph.Compile([y]);
            Assert.Contains(Name, Flat(graph), StringComparison.Ordinal);
            graph.Write(x, given);
            graph.Run();
            var values = new float[y.Shape.Count];
            graph.Read(y, values);
            return values;
        }

        float[] whole = Convolved(Large, images);
        Assert.Equal(Convolved(Samples, images[..(Samples * sample)]), whole[..(Samples * sample)]);
        Assert.Equal(Convolved(Samples, images[^(Samples * sample)..]), whole[^(Samples * sample)..]);
    }

    [Theory]
    [InlineData(2)]
    [InlineData(3)]
    public void TheNumberOfWorkersChangesNoBit(int workers)
    {
        using var pool = new WorkerPool(workers);
        Assert.Equal(Step(null), Step(pool));
    }

    private static Tensor Input { get; } = Tensor.Input("x", [Samples, Channels, Side, Side]);

    private static Parameter Kernels()
    {
        var kernels = new Parameter("w", [3, 3, Channels, Channels]);
        new RandomValues(4).Uniform(kernels.Shape.Count).Select(x => (float)x).ToArray().CopyTo(kernels.Values);
        return kernels;
    }

    private static float[] Step(WorkerPool? pool)
    {
        using var kernels = Kernels();
        Tensor y = Input.Convolve(kernels.Tensor, [Window.Padded(1), Window.Padded(1)]).Relu();
        Tensor[] gradients = Gradient.Compute(y.Square().Sum(), Input, kernels.Tensor);
        using CompiledGraph graph = CompiledGraph.Compile([y, .. gradients], options: new CompiledGraphOptions(pool));
        float[] first = Run(graph, y, Image);
        float[] second = Run(graph, gradients[0], Image);
        return [.. first, .. second, .. Run(graph, gradients[1], Image)];
    }

    private static float[] Run(CompiledGraph graph, Tensor wanted, float[] image)
    {
        graph.Write(Input, image);
        graph.Run();
        var values = new float[wanted.Shape.Count];
        graph.Read(wanted, values);
        return values;
    }

    private static void Same(float actual, float expected) =>
        Expect.True(
            actual.Equals(expected) || Math.Abs(actual - expected) <= 1e-4 * Math.Max(1, Math.Abs(expected)),
            $"{actual} where it is {expected}"
        );

    private static string Flat(CompiledGraph graph) =>
        System.Text.RegularExpressions.Regex.Replace(graph.Explain(), @"\s+", " ");
}
