using Likeness.Compute.Compilation;
using Likeness.Compute.Cpu;
using Likeness.Compute.Gradients;
using Likeness.Compute.Graph;
using Likeness.Compute.Tests.Cpu;
using CompiledGraph = Likeness.Compute.Compilation.CompiledGraph;

namespace Likeness.Compute.Tests.Compilation;

/// <summary>The error of Winograd convolutions relative to the exact result, compared with the direct algorithm.</summary>
public sealed class WinogradErrorTests
{
    private const int Samples = 32;
    private const int Side = 8;
    private const string Name = "by Winograd";

    /// <summary>
    /// Root mean square of the error over that of the result. A float sum of n products of random sign has about 1e-7 · √n / 3;
    /// with Winograd the error does not grow beyond the sixty-fourth channel.
    /// </summary>
    [Theory]
    [InlineData(16)]
    [InlineData(32)]
    [InlineData(64)]
    [InlineData(128)]
    [InlineData(256)]
    public void ResultsAreAsNearAsSumsOfProducts(int channels)
    {
        const int Outputs = 16;
        Tensor x = Tensor.Input("x", [Samples, channels, Side, Side]);
        Tensor w = Tensor.Input("w", [3, 3, Outputs, channels]);
        Tensor y = x.Convolve(w, [Window.Padded(1), Window.Padded(1)]);
        float[] images = Normal(x.Shape.Count, 1);
        float[] kernels = Normal(w.Shape.Count, 2);
        (double[] exact, float[] oneByOne) = Direct(images, kernels, channels, Outputs);
        double direct = Error(oneByOne, exact);
        foreach (InstructionSet set in Sets.Here)
        {
            double tiles = Error(Run(set, y, (x, images), (w, kernels)), exact);
            Assert.True(tiles < 9e-7, $"{set}: {tiles:E1} at {channels} channels");
            double max =
                channels <= 64 ? 2.6
                : channels < 256 ? 2
                : 1.1;
            Assert.True(tiles < max * direct, $"{set}: {tiles:E1} at {channels} channels, one by one {direct:E1}");
        }
    }

    /// <summary>The gradients, compared with the definition in double precision.</summary>
    [Fact]
    public void GradientsAreAsNear()
    {
        const int Channels = 32;
        Tensor x = Tensor.Input("x", [Samples, Channels, Side, Side]);
        Tensor w = Tensor.Input("w", [3, 3, Channels, Channels]);
        Tensor y = x.Convolve(w, [Window.Padded(1), Window.Padded(1)]);
        Tensor g = Tensor.Input("g", y.Shape);
        (Tensor, float[])[] given =
        [
            (x, Normal(x.Shape.Count, 1)),
            (w, Normal(w.Shape.Count, 2)),
            (g, Normal(g.Shape.Count, 3)),
        ];
        var leaves = given.ToDictionary(
            pair => pair.Item1,
            pair => Array.ConvertAll(pair.Item2, value => (double)value)
        );
        foreach (Tensor gradient in Gradient.Back([(y, g)], [x, w]))
        {
            double[] exact = Reference.Evaluate(gradient, leaves);
            foreach (InstructionSet set in Sets.Here)
            {
                double error = Error(Run(set, gradient, given), exact);
                Assert.True(error < 9e-7, $"{set}: {error:E1} of {gradient}");
            }
        }
    }

    private static float[] Normal(int count, ulong stream)
    {
        var random = new PhiloxRandom(5, stream);
        return [.. Enumerable.Range(0, count).Select(_ => (float)random.NextNormal())];
    }

    private static float[] Run(InstructionSet set, Tensor wanted, params (Tensor Leaf, float[] Values)[] given)
    {
        using CompiledGraph graph = CompiledGraph.Compile(
            [wanted],
            options: new CompiledGraphOptions(Instructions: set)
        );
        string listing = System.Text.RegularExpressions.Regex.Replace(graph.Explain(), @"\s+", " ");
        Assert.Contains(Name, listing, StringComparison.Ordinal);
        foreach ((Tensor leaf, float[] values) in given)
        {
            graph.Write(leaf, values);
        }

        graph.Run();
        var result = new float[wanted.Shape.Count];
        graph.Read(wanted, result);
        return result;
    }

    private static double Error(float[] found, double[] exact) =>
        Math.Sqrt(found.Zip(exact, (a, b) => (a - b) * (a - b)).Average() / exact.Average(value => value * value));

    /// <summary>The definition, in double precision and with one float sum for each result.</summary>
    private static (double[] Exact, float[] OneByOne) Direct(float[] x, float[] w, int channels, int outputs)
    {
        var exact = new double[Samples * outputs * Side * Side];
        var oneByOne = new float[exact.Length];
        for (int i = 0; i < exact.Length; i++)
        {
            (int rest, int position) = Math.DivRem(i, Side * Side);
            (int sample, int output) = Math.DivRem(rest, outputs);
            for (int tap = 0; tap < 9; tap++)
            {
                (int row, int column) = ((position / Side) + (tap / 3) - 1, (position % Side) + (tap % 3) - 1);
                if (row is < 0 or >= Side || column is < 0 or >= Side)
                {
                    continue;
                }

                for (int c = 0; c < channels; c++)
                {
                    float image = x[(((((sample * channels) + c) * Side) + row) * Side) + column];
                    float weight = w[(((tap * outputs) + output) * channels) + c];
                    exact[i] += (double)image * weight;
                    oneByOne[i] = float.FusedMultiplyAdd(image, weight, oneByOne[i]);
                }
            }
        }

        return (exact, oneByOne);
    }
}
