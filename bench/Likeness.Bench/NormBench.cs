using System.CommandLine;
using Likeness.Compute.Compilation;
using Likeness.Compute.Cpu;
using Likeness.Compute.Gradients;
using Likeness.Compute.Graph;
using Likeness.Nn;

namespace Likeness.Bench;

/// <summary>
/// The bandwidth of normalisations, softmax and dropout, forward and backward, next to a plain copy. Each tensor that must be read
/// or written counts once.
/// </summary>
internal static class NormBench
{
    private static readonly Option<double> TimeLimit = BenchOption.Seconds("of each measurement", 0.5);

    private static readonly Option<string> Beginning = BenchOption.Text(
        "--only",
        "layers whose name starts with this",
        "NAME",
        ""
    );

    private static readonly Option<bool> Listing = BenchOption.Switch("--explain", "print a profile");

    /// <summary>The command.</summary>
    public static BenchCommand Verb { get; } =
        new(
            "norms",
            "Normalisations, softmax and dropout next to a plain copy",
            "--seconds 0.001 --only softmax --explain",
            Run,
            TimeLimit,
            Beginning,
            Listing
        );

    private static int Run(ParseResult given)
    {
        double seconds = given.GetValue(TimeLimit);
        string only = given.GetValue(Beginning)!;
        bool explain = given.GetValue(Listing);
        using var pool = new WorkerPool(WorkerPool.DefaultWorkers);
        foreach (WorkerPool? workers in new[] { null, pool })
        {
            Console.WriteLine($"{Isa.Current}, {workers?.Workers ?? 1} workers");
            foreach (Benchmark work in Benchmarks.Where(work => work.Name.StartsWith(only, StringComparison.Ordinal)))
            {
                Measure(work, workers, seconds, explain);
            }
        }

        return 0;
    }

    /// <summary>A layer and its input shape; with four axes, axis 1 of the input is next to the batch in memory.</summary>
    private sealed record Benchmark(string Name, Shape Shape, Func<ParameterScope, Tensor, Tensor> Apply);

    private static readonly Benchmark[] Benchmarks =
    [
        new(
            "batch norm",
            [128, 32, 32, 32],
            (scope, x) => new BatchNorm(scope, x.Shape[1]).Apply(x, ForwardPass.Training())
        ),
        new("layer norm", [64, 5, 128], (scope, x) => new LayerNorm(scope, x.Shape[2]).Apply(x)),
        new("softmax", [64, 4, 5, 5], (_, x) => x.Softmax(3)),
        new("dropout", [64, 5, 2048], (_, x) => new Dropout(0.1).Apply(x, ForwardPass.Training())),
    ];

    private static void Measure(Benchmark work, WorkerPool? workers, double seconds, bool explain)
    {
        using var parameters = new ParameterSet();
        Shape shape = work.Shape;
        bool isImage = shape.Rank == 4;
        Tensor given = Tensor.Input("x", isImage ? [shape[0], shape[2], shape[3], shape[1]] : shape);
        Tensor weight = Tensor.Input("gradient", given.Shape);
        Tensor x = isImage ? given.Permute(0, 3, 1, 2) : given;
        Tensor y = work.Apply(new ParameterScope(parameters, 1), x);
        Tensor loss = (y * (isImage ? weight.Permute(0, 3, 1, 2) : weight)).Sum();
        Tensor[] gradients = Gradient.Compute(
            loss,
            [x, .. parameters.Where(p => p.Name is "weight" or "bias").Select(p => p.Tensor)]
        );
        double copy = Seconds([-given], workers, seconds, false);
        double forward = Seconds([y], workers, seconds, explain);
        double both = Seconds([y, .. gradients], workers, seconds, explain);
        double bytes = sizeof(float) * (double)shape.Count;
        Console.WriteLine(
            $"{work.Name, -10} {shape, -18} copy {1e6 * copy, 8:F1} µs {2e-9 * bytes / copy, 6:F1} GB/s   "
                + $"forward {1e6 * forward, 8:F1} µs {2e-9 * bytes / forward, 6:F1} GB/s   "
                + $"forward and backward {1e6 * both, 8:F1} µs {5e-9 * bytes / both, 6:F1} GB/s = {both / copy, 5:F2} copies"
        );
    }

    private static double Seconds(Tensor[] outputs, WorkerPool? workers, double seconds, bool explain)
    {
        using var graph = Compute.Compilation.CompiledGraph.Compile(outputs, null, new CompiledGraphOptions(workers));
        var random = new PhiloxRandom(1, 0);
        foreach (Tensor input in Tensor.Ancestors(outputs).Where(node => node.Op is Input))
        {
            var values = new float[input.Shape.Count];
            foreach (ref float value in values.AsSpan())
            {
                value = (float)random.NextNormal();
            }

            graph.Write(input, values);
        }

        if (explain)
        {
            Console.WriteLine(graph.Explain(20));
        }

        return Median.Compute(graph.Run, seconds);
    }
}
