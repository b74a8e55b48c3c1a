using Likeness.Bench.Comparisons;
using Likeness.Compute.Compilation;
using Likeness.Compute.Cpu;
using Likeness.Compute.Gradients;
using Likeness.Compute.Graph;

namespace Likeness.Bench.Workloads;

/// <summary>
/// Attention of four heads of 32 features, forward and backward from a fixed gradient. All tensors have the engine's own layout, as
/// inside a network.
/// </summary>
internal sealed class AttentionBenchmark : TimedBenchmark
{
    private const int Width = 128;
    private const int Heads = 4;
    private readonly Tensor[] results;
    private readonly Compute.Compilation.CompiledGraph graph;

    /// <summary>Compiles a case.</summary>
    /// <param name="name">The case's name.</param>
    /// <param name="batch">The number of sequences.</param>
    /// <param name="length">The number of positions of each.</param>
    /// <param name="workers">The worker pool.</param>
    public AttentionBenchmark(string name, int batch, int length, WorkerPool? workers)
    {
        Shape shape = [batch, length, Width];
        Tensor[] inputs = [.. Enumerable.Range(0, 4).Select(i => Tensor.Input($"{i}", shape))];
        Tensor mixed = Tensor.Attention(inputs[0], inputs[1], inputs[2], Heads);
        results = [mixed, .. Gradient.Compute((mixed * inputs[3]).Sum(), inputs[..3])];
        graph = Compute.Compilation.CompiledGraph.Compile(results, null, new CompiledGraphOptions(workers));
        var random = new PhiloxRandom(1, 0);
        foreach (Tensor input in inputs)
        {
            float[] values = new float[input.Shape.Count];
            foreach (ref float value in values.AsSpan())
            {
                value = (float)random.NextNormal();
            }

            graph.Write(input, values);
        }

        Measures = [new(name, Unit.Milliseconds, seconds => 1e3 * Median.Compute(graph.Run, seconds), graph)];
    }

    /// <summary>All cases: short and long, many sequences and one.</summary>
    public static IReadOnlyList<ComparisonPart> Parts { get; } =
    [
        .. new[] { (64, 64), (64, 256), (1, 64), (1, 256), (1, 1024), (1, 2048) }.Select(one =>
        {
            (int batch, int length) = one;
            string name = $"batch {batch}, length {length}";
            return new ComparisonPart(
                name,
                (pool, small) => new AttentionBenchmark(name, small ? 1 : batch, small ? 8 : length, pool)
            );
        }),
    ];

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
    public override void Dispose() => graph.Dispose();
}
