using Likeness.Bench.Comparisons;
using Likeness.Compute.Compilation;
using Likeness.Compute.Cpu;
using Likeness.Compute.Graph;

namespace Likeness.Bench.Workloads;

/// <summary>The product of two square row-major matrices.</summary>
internal sealed class MatMulBenchmark : TimedBenchmark
{
    private readonly Parameter a;
    private readonly Parameter b;
    private readonly Tensor matMul;
    private readonly Compute.Compilation.CompiledGraph graph;

    private MatMulBenchmark(int size, bool onOneCore, WorkerPool? workers, bool isSmall)
    {
        int extent = isSmall ? size / 32 : size;
        a = New("a", extent);
        b = New("b", extent);
        matMul = a.Tensor.MatMul(b);
        graph = Compute.Compilation.CompiledGraph.Compile(
            [matMul],
            null,
            new CompiledGraphOptions(onOneCore ? null : workers)
        );
        Measures =
        [
            new(
                Name(size, onOneCore),
                Unit.Milliseconds,
                seconds => 1e3 * Median.Compute(graph.Run, seconds),
                graph,
                IsOnOneCore: onOneCore
            ),
        ];
    }

    /// <summary>The parts of the comparison: each size on one core, and on all.</summary>
    public static IEnumerable<ComparisonPart> Parts =>
        from size in (int[])[512, 1024, 2048, 4096]
        from onOneCore in (bool[])[true, false]
        select new ComparisonPart(
            Name(size, onOneCore),
            (workers, isSmall) => new MatMulBenchmark(size, onOneCore, workers, isSmall)
        );

    /// <inheritdoc/>
    public override IReadOnlyList<Measure> Measures { get; }

    /// <inheritdoc/>
    public override IReadOnlyList<float> RunOnce()
    {
        graph.Run();
        float[] values = new float[matMul.Shape.Count];
        graph.Read(matMul, values);
        return values;
    }

    /// <inheritdoc/>
    public override void Dispose()
    {
        graph.Dispose();
        a.Dispose();
        b.Dispose();
    }

    private static string Name(int size, bool onOneCore) =>
        $"{size} × {size}, {(onOneCore ? "one core" : "all cores")}";

    private static Parameter New(string name, int extent)
    {
        var parameter = new Parameter(name, [extent, extent]);
        var random = new PhiloxRandom(1, 0);
        foreach (ref float value in parameter.Values)
        {
            value = (float)((2 * random.NextDouble()) - 1);
        }

        return parameter;
    }
}
