using Likeness.Compute.Compilation;
using Likeness.Compute.Cpu;
using Likeness.Compute.Gradients;
using Likeness.Compute.Graph;
using Likeness.Nn;
using Likeness.Testing;
using Likeness.Tests.Models;

namespace Likeness.Tests.Nn;

/// <summary>
/// A layer gives each sample the same result and gradients in a batch of any size as alone: no lane is skipped at the edge of a
/// vector, and none is computed twice. An empty batch gives an empty result, and gradients of zero.
/// </summary>
public sealed class RaggedBatchTests : IDisposable
{
    private const double Relative = 1e-5;

    // Around one and two vectors of each instruction set.
    private static readonly int[] Batches = [.. Enumerable.Range(1, 17), 31, 32, 33];

    private static readonly Window[] Uneven = [Window.Padded(1, stride: 2), new(1, 0, 1)];

    private static readonly Dictionary<string, (int[] Sample, Func<ParameterScope, Func<Tensor, Tensor>> Make)> Layers =
        new()
        {
            ["linear"] = ([5], scope => new Linear(scope, 5, 7).Apply),
            ["embedding"] = (
                [3],
                scope =>
                {
                    var layer = new Embedding(scope, 11, 6);
                    return x => layer.Apply(Whole(x, 11));
                }
            ),
            ["convolution"] = ([5, 6, 4], scope => Convolution.ForImages(scope, 5, 6, 3, padding: 1).Apply),
            ["convolution of few channels"] = ([3, 6, 4], scope => Convolution.ForImages(scope, 3, 8, 3, 2, 1).Apply),
            ["convolution to few channels"] = ([8, 6, 4], scope => Convolution.ForImages(scope, 8, 3, 3).Apply),
            ["convolution of many channels"] = (
                [18, 5, 4],
                scope => Convolution.ForImages(scope, 18, 17, 3, 1, 1).Apply
            ),
            ["convolution in groups"] = (
                [6, 5, 4],
                scope => new Convolution(scope, 6, 4, [3, 2], Uneven, groups: 2).Apply
            ),
            ["convolution of places"] = ([5, 3, 4], scope => Convolution.ForImages(scope, 5, 6, 1).Apply),
            ["causal convolution"] = ([3, 9], scope => Convolution.Causal(scope, 3, 5, 2, dilation: 3).Apply),
            ["transposed convolution"] = (
                [6, 3, 4],
                scope => TransposedConvolution.ForImages(scope, 6, 5, 3, 2, 1, 1).Apply
            ),
            ["transposed convolution of few channels"] = (
                [3, 3, 4],
                scope => TransposedConvolution.ForImages(scope, 3, 8, 4, 2, 1).Apply
            ),
            ["transposed convolution to few channels"] = (
                [8, 3, 4],
                scope => TransposedConvolution.ForImages(scope, 8, 3, 4, 2, 1).Apply
            ),
            ["transposed convolution in groups"] = (
                [6, 3, 4],
                scope => new TransposedConvolution(scope, 6, 4, [3, 2], Uneven, groups: 2).Apply
            ),
            ["max pool"] = ([2, 5, 6], _ => x => Pooling.Max(x, 2)),
            ["max pool padded"] = ([2, 5, 6], _ => x => Pooling.Max(x, 3, 2, 1)),
            ["average pool"] = ([2, 5, 6], _ => x => Pooling.Average(x, 3, 2, 1)),
            ["adaptive average"] = ([2, 5, 6], _ => x => Pooling.AdaptiveAverage(x, 3)),
            ["nearest"] = ([2, 3, 2], _ => x => Upsampling.Nearest(x, 2)),
            ["bilinear"] = ([2, 3, 2], _ => x => Upsampling.Linear(x, [5, 4])),
            ["layer norm"] = ([3, 9], scope => new LayerNorm(scope, 9).Apply),
            ["rms norm"] = ([3, 9], scope => new RmsNorm(scope, 9).Apply),
            ["group norm"] = ([6, 3, 2], scope => new GroupNorm(scope, 3, 6).Apply),
            ["group norm of rows"] = ([6], scope => new GroupNorm(scope, 2, 6).Apply),
            ["batch norm in use"] = (
                [5, 3, 2],
                scope =>
                {
                    var layer = new BatchNorm(scope, 5);
                    Array.ConvertAll(Deterministic.Numbers(5, 7, 1), Math.Abs).CopyTo(layer.RunningVariance.Values);
                    return x => layer.Apply(x, ForwardPass.Inference);
                }
            ),
            ["attention"] = ([5, 6], scope => Attending(scope, heads: 3, isCausal: false)),
            ["causal attention"] = ([5, 6], scope => Attending(scope, heads: 2, isCausal: true)),
            ["long attention"] = ([66, 4], _ => x => Tensor.Attention(x, x * 0.5f, x + 1, heads: 2, isCausal: true)),
            ["transformer"] = (
                [4, 6],
                scope =>
                {
                    var layer = new TransformerLayer(scope, 6, new(2, 10, 0));
                    return x => layer.Apply(x, ForwardPass.Inference);
                }
            ),
            ["lstm"] = ([4, 3], scope => new Lstm(scope, 3, 5, 2).Apply),
            ["gru"] = ([4, 3], scope => new Gru(scope, 3, 5, 2).Apply),
            ["cross-entropy"] = (
                [7],
                _ => x => Losses.CrossEntropy(x, Whole(First(x), 7)).Reshape([1, 1]) * x.Shape[0]
            ),
            ["cross-entropy of places"] = (
                [4, 7],
                _ => x => Losses.CrossEntropy(x, Whole(First(x), 7), smoothing: 0.1).Reshape([1, 1]) * x.Shape[0]
            ),
            ["binary cross-entropy"] = (
                [7],
                _ => x => Losses.BinaryCrossEntropy(x, Whole(x, 2)).Reshape([1, 1]) * x.Shape[0]
            ),
        };

    private readonly ParameterSet parameters = new();

    public static TheoryData<string, InstructionSet> Cases
    {
        get
        {
            var cases = new TheoryData<string, InstructionSet>();
            foreach (string name in LongTest.Some(Layers.Keys))
            {
                foreach (var set in Enum.GetValues<InstructionSet>().Where(Isa.IsSupported))
                {
                    cases.Add(name, set);
                }
            }

            return cases;
        }
    }

    public static TheoryData<string> Names => [.. Layers.Keys];

    public void Dispose() => parameters.Dispose();

    [Theory]
    [MemberData(nameof(Cases))]
    public void EachSampleIsAsItIsAlone(string name, InstructionSet set)
    {
        var (sample, make) = Layers[name];
        var apply = make(new ParameterScope(parameters, seed: 1));
        using var single = new Differentiated(apply, parameters, [1, .. sample], set);
        var alone = Enumerable.Range(0, Batches.Max()).Select(i => single.Run(i)).ToArray();
        foreach (int batch in Batches)
        {
            using var together = new Differentiated(apply, parameters, [batch, .. sample], set);
            var (result, input, weights) = together.Run(0);
            var expected = alone.Take(batch).ToArray();
            // A loss is the sum over the samples; other results have one row per sample.
            Compare(
                $"{batch} results",
                result.Length == 1
                    ? Sum([.. expected.Select(one => one.Result)])
                    : Rows(expected.Select(one => one.Result)),
                result
            );
            Compare($"{batch} inputs", Rows(expected.Select(one => one.Input)), input);
            for (int k = 0; k < weights.Length; k++)
            {
                Compare($"{batch}, parameter {k}", Sum([.. expected.Select(one => one.Weights[k])]), weights[k]);
            }
        }
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void NothingGivesNothing(string name)
    {
        var (sample, make) = Layers[name];
        var apply = make(new ParameterScope(parameters, seed: 1));
        using var none = new Differentiated(apply, parameters, [0, .. sample], Isa.Best);
        var (result, input, weights) = none.Run(0);
        // The mean of no losses is NaN, as in PyTorch.
        Assert.All(result, value => Assert.True(float.IsNaN(value)));
        Assert.Equal(name.Contains("entropy", StringComparison.Ordinal) ? 1 : 0, result.Length);
        Assert.Empty(input);
        Assert.All(weights.SelectMany(values => values), value => Assert.Equal(0, value));
    }

    [Fact]
    public void BatchNormLearnsFromBatchesOfAnySize()
    {
        var layer = new BatchNorm(new ParameterScope(parameters, seed: 1), 5);
        Deterministic.Numbers(5, 3, 1).CopyTo(layer.Weight.Values);
        foreach (int batch in Batches)
        {
            var x = Tensor.Input("x", [batch, 5, 3]);
            var w = Tensor.Input("w", [batch, 5, 3]);
            var y = layer.Apply(x, ForwardPass.Training());
            Tensor[] asked = [y, .. Gradient.Compute((y * w).Sum(), x, layer.Weight, layer.Bias)];
            var given = new Dictionary<Tensor, double[]> { [x] = Doubles(batch * 15, 1), [w] = Doubles(batch * 15, 2) };
            using var graph = CompiledGraph.Compile(asked);
            graph.Write(x, Array.ConvertAll(given[x], value => (float)value));
            graph.Write(w, Array.ConvertAll(given[w], value => (float)value));
            graph.Run();
            for (int i = 0; i < asked.Length; i++)
            {
                double[] expected = Reference.Evaluate(asked[i], given);
                var found = new float[expected.Length];
                graph.Read(asked[i], found);
                Compare($"{batch}, {i}", [.. expected.Select(value => (value, Math.Abs(value)))], found);
            }
        }
    }

    [Fact]
    public void BatchNormLearnsNothingFromNothing()
    {
        var layer = new BatchNorm(new ParameterScope(parameters, seed: 1), 5);
        var x = Tensor.Input("x", [0, 5, 3]);
        var pass = ForwardPass.Training();
        var y = layer.Apply(x, pass);
        var gradients = Gradient.Compute(y.Sum(), x, layer.Weight, layer.Bias);
        using var graph = CompiledGraph.Compile([y, .. gradients], pass.Updates);
        graph.Run();
        Assert.Equal([0, 5, 3], y.Shape.ToArray());
        Assert.Equal(new float[5], Read(graph, gradients[1]));
        Assert.Equal(new float[5], Read(graph, gradients[2]));
        Assert.All(layer.RunningMean.Values.ToArray(), value => Assert.Equal(0, value));
        Assert.All(layer.RunningVariance.Values.ToArray(), value => Assert.Equal(1, value));
    }

    [Fact]
    public void ImagesWithoutPixelsGiveNone()
    {
        var layer = new GroupNorm(new ParameterScope(parameters, seed: 1), 2, 6);
        var x = Tensor.Input("x", [3, 6, 0, 4]);
        var y = layer.Apply(x);
        var gradients = Gradient.Compute(y.Sum(), layer.Weight, layer.Bias);
        using var graph = CompiledGraph.Compile([y, .. gradients]);
        graph.Run();
        Assert.Equal(x.Shape, y.Shape);
        Assert.All(gradients.SelectMany(gradient => Read(graph, gradient)), value => Assert.Equal(0, value));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(3)]
    public void ASequenceOfNoPositionsGivesNone(int batch)
    {
        var scope = new ParameterScope(parameters, seed: 1);
        var x = Tensor.Input("x", [batch, 0, 4]);
        Tensor[] results = [new Lstm(scope.At("lstm"), 4, 6, 2).Apply(x), new Gru(scope.At("gru"), 4, 6, 2).Apply(x)];
        var gradients = Gradient.Compute(
            results[0].Sum() + results[1].Sum(),
            [.. parameters.Trained.Select(p => p.Tensor)]
        );
        using var graph = CompiledGraph.Compile([.. results, .. gradients]);
        graph.Run();
        Assert.All(results, result => Assert.Equal([batch, 0, 6], result.Shape.ToArray()));
        Assert.All(gradients.SelectMany(gradient => Read(graph, gradient)), value => Assert.Equal(0, value));
    }

    private static Func<Tensor, Tensor> Attending(ParameterScope scope, int heads, bool isCausal)
    {
        var layer = new MultiHeadAttention(scope, 6, heads);
        return x => layer.Apply(x, ForwardPass.Inference, isCausal: isCausal);
    }

    /// <summary>Integers below a bound, from numbers within ±2.</summary>
    private static Tensor Whole(Tensor x, int bound) => (x.Abs() * (bound / 2f)).Floor().Minimum(bound - 1).Detached();

    /// <summary>Removes the last axis by taking its first element.</summary>
    private static Tensor First(Tensor x) => x.Slice(-1, 0, 1).Reshape([.. x.Shape.SkipLast(1)]);

    private static double[] Doubles(int count, int index) =>
        Array.ConvertAll(Deterministic.Numbers(count, index, 1.9), value => (double)value);

    private static (double Value, double Scale)[] Rows(IEnumerable<float[]> samples) =>
        [.. samples.SelectMany(values => values).Select(value => ((double)value, Math.Abs((double)value)))];

    private static (double Value, double Scale)[] Sum(float[][] samples) =>
        [
            .. Enumerable
                .Range(0, samples[0].Length)
                .Select(i => (samples.Sum(one => (double)one[i]), samples.Sum(one => Math.Abs((double)one[i])))),
        ];

    private static void Compare(string what, (double Value, double Scale)[] expected, float[] found)
    {
        Assert.Equal(expected.Length, found.Length);
        double largest = expected.Select(one => one.Scale).DefaultIfEmpty(0).Max();
        for (int i = 0; i < found.Length; i++)
        {
            Assert.True(
                Math.Abs(expected[i].Value - found[i]) <= Relative * largest,
                $"{what}[{i}]: expected {expected[i].Value:G9}, found {found[i]:G9}, largest {largest:G4}"
            );
        }
    }

    private static float[] Read(CompiledGraph graph, Tensor output)
    {
        var values = new float[output.Shape.Count];
        graph.Read(output, values);
        return values;
    }

    /// <summary>A layer on a batch, and the gradients of Σ y·w, where sample i has the same numbers in any batch.</summary>
    private sealed class Differentiated : IDisposable
    {
        private readonly Tensor x;
        private readonly Tensor w;
        private readonly Tensor[] asked;
        private readonly CompiledGraph graph;

        public Differentiated(Func<Tensor, Tensor> apply, ParameterSet parameters, Shape shape, InstructionSet set)
        {
            x = Tensor.Input("x", shape);
            var y = apply(x);
            w = Tensor.Input("w", y.Shape);
            Tensor[] sources = [x, .. parameters.Trained.Select(parameter => parameter.Tensor)];
            asked = [y, .. Gradient.Compute((y * w).Sum(), sources)];
            graph = CompiledGraph.Compile(asked, null, new CompiledGraphOptions(Instructions: set));
        }

        public (float[] Result, float[] Input, float[][] Weights) Run(int first)
        {
            graph.Write(x, Numbers(x.Shape, first, 100));
            // Losses have equal weights.
            graph.Write(w, w.Shape.Count == 1 ? [0.7f] : Numbers(w.Shape, first, 200));
            graph.Run();
            float[][] found = Array.ConvertAll(asked, output => Read(graph, output));
            return (found[0], found[1], found[2..]);
        }

        public void Dispose() => graph.Dispose();

        private static float[] Numbers(Shape shape, int first, int index)
        {
            int width = shape.Skip(1).Aggregate(1, (product, extent) => product * extent);
            return [.. Enumerable.Range(first, shape[0]).SelectMany(i => Deterministic.Numbers(width, index + i, 1.9))];
        }
    }
}
