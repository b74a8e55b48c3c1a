using Likeness.Bench.Comparisons;
using Likeness.Compute.Compilation;
using Likeness.Compute.Cpu;
using Likeness.Compute.Gradients;
using Likeness.Compute.Graph;

namespace Likeness.Bench.Workloads;

/// <summary>
/// A layer, forward and backward from a fixed gradient. All tensors have the engine's own layout, as inside a network, so that
/// nothing is transposed.
/// </summary>
internal sealed class ConvolutionBenchmark : TimedBenchmark
{
    private readonly List<Parameter> parameters = [];
    private readonly Tensor[] results;
    private readonly Compute.Compilation.CompiledGraph graph;

    /// <summary>Compiles a case.</summary>
    public ConvolutionBenchmark(ConvolutionCase layer, int batch, WorkerPool? workers)
    {
        bool isTransposed = layer.Kind == ConvolutionKind.Transposed;
        Tensor x = Tensor.Input("x", [batch, layer.Inputs, layer.Pixels, layer.Pixels]);
        Tensor weight = New(
            "weight",
            isTransposed ? [3, 3, layer.Inputs, layer.Outputs] : [3, 3, layer.Outputs, layer.Inputs]
        );
        Tensor bias = New("bias", [layer.Outputs]);
        Window window = Window.Padded(1, layer.Stride);
        Tensor y = isTransposed
            ? x.ConvolveTransposed(weight, [window, window], [layer.Stride - 1, layer.Stride - 1], bias: bias)
            : x.Convolve(weight, [window, window], bias: bias);
        Tensor given = Tensor.Input("gradient", y.Shape);
        Tensor[] wanted = [.. parameters.Select(parameter => parameter.Tensor)];
        wanted = layer.Kind == ConvolutionKind.First ? wanted : [.. wanted, x];
        results = [y, .. Gradient.Compute((y * given).Sum(), wanted)];
        graph = Compute.Compilation.CompiledGraph.Compile(results, null, new CompiledGraphOptions(workers));
        Fill(x);
        Fill(given);
        Measures = [new(layer.Name, Unit.Milliseconds, seconds => 1e3 * Median.Compute(graph.Run, seconds), graph)];
    }

    /// <inheritdoc/>
    public override IReadOnlyList<Measure> Measures { get; }

    /// <inheritdoc/>
    public override IReadOnlyList<float> RunOnce()
    {
        graph.Run();
        var all = new List<float>();
        foreach (Tensor result in results)
        {
            float[] values = new float[result.Shape.Count];
            graph.Read(result, values);
            all.AddRange(values);
        }

        return all;
    }

    /// <inheritdoc/>
    public override void Dispose()
    {
        graph.Dispose();
        parameters.ForEach(parameter => parameter.Dispose());
    }

    /// <summary>Uniform numbers on [−1, 1), repeated.</summary>
    private void Fill(Tensor input)
    {
        var random = new PhiloxRandom(1, 0);
        float[] some = [.. Enumerable.Range(0, 4096).Select(_ => (float)((2 * random.NextDouble()) - 1))];
        float[] values = new float[input.Shape.Count];
        for (int i = 0; i < values.Length; i++)
        {
            values[i] = some[i % some.Length];
        }

        graph.Write(input, values);
    }

    private Tensor New(string name, Shape shape)
    {
        var parameter = new Parameter(name, shape);
        var random = new PhiloxRandom(2, (ulong)parameters.Count);
        foreach (ref float value in parameter.Values)
        {
            value = (float)random.NextNormal() * 0.05f;
        }

        parameters.Add(parameter);
        return parameter.Tensor;
    }
}
