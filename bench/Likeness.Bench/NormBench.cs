using Likeness.Compute.Compilation;
using Likeness.Compute.Cpu;
using Likeness.Compute.Gradients;
using Likeness.Compute.Graph;

namespace Likeness.Bench;

/// <summary>
/// Normalisations and softmax, forward and backward, beside a plain copy: how many bytes a second they get through, counting
/// each tensor that must be read or written once.
/// </summary>
internal static class NormBench
{
    /// <summary>Runs the bench.</summary>
    /// <param name="arguments"><c>--seconds S</c> (of each measurement), <c>--explain</c>.</param>
    public static int Run(string[] arguments)
    {
        double seconds = double.Parse(Arguments.Option(arguments, "--seconds") ?? "0.5");
        bool explain = arguments.Contains("--explain");
        using var pool = new WorkerPool(WorkerPool.DefaultWorkers);
        foreach (WorkerPool? workers in new[] { null, pool })
        {
            Console.WriteLine($"{Isa.Current}, {workers?.Workers ?? 1} workers");
            Measure("batch norm", [128, 32, 32, 32], x => Normalised(x, [0, 2, 3]), workers, seconds, explain);
            Measure("layer norm", [64, 5, 128], x => Normalised(x, [2]), workers, seconds, explain);
            Measure("softmax", [64, 4, 5, 5], x => x.Softmax(3), workers, seconds, explain);
        }

        return 0;
    }

    /// <summary>(x − mean) · γ / √(variance + ε) + β over some axes, with γ and β along axis 1 or the last.</summary>
    private static Tensor Normalised(Tensor x, int[] axes)
    {
        int[] extents = [.. Enumerable.Repeat(1, x.Shape.Rank)];
        int feature = axes.Contains(x.Shape.Rank - 1) && axes.Length == 1 ? x.Shape.Rank - 1 : 1;
        extents[feature] = x.Shape[feature];
        Tensor centred = x - x.Mean(axes, keepDimensions: true);
        Tensor deviation = (centred.Square().Mean(axes, keepDimensions: true) + 1e-5f).Sqrt();
        return (centred * (Tensor.Input("scale", new Shape(extents)) / deviation))
            + Tensor.Input("shift", new Shape(extents));
    }

    private static void Measure(
        string name,
        Shape shape,
        Func<Tensor, Tensor> layer,
        WorkerPool? workers,
        double seconds,
        bool explain
    )
    {
        Tensor x = Tensor.Input("x", shape);
        Tensor weight = Tensor.Input("gradient", shape);
        Tensor y = layer(x);
        Tensor[] sources =
        [
            x,
            .. Tensor
                .Ancestors([y])
                .Where(node => node != x && node.Inputs.Count == 0 && node.Op.Name is "scale" or "shift"),
        ];
        Tensor[] gradients = Gradient.Of((y * weight).Sum(), sources);
        double copy = Seconds([-x], workers, seconds, false);
        double forward = Seconds([y], workers, seconds, explain);
        double both = Seconds([y, .. gradients], workers, seconds, explain);
        double bytes = sizeof(float) * (double)shape.Count;
        Console.WriteLine(
            $"{name, -10} {shape, -18} copy {1e6 * copy, 8:F1} µs {2e-9 * bytes / copy, 6:F1} GB/s   "
                + $"forward {1e6 * forward, 8:F1} µs {2e-9 * bytes / forward, 6:F1} GB/s   "
                + $"forward and backward {1e6 * both, 8:F1} µs {5e-9 * bytes / both, 6:F1} GB/s = {both / copy, 5:F2} copies"
        );
    }

    private static double Seconds(Tensor[] outputs, WorkerPool? workers, double seconds, bool explain)
    {
        using var program = Compute.Compilation.Program.Compile(outputs, null, new ProgramOptions(workers));
        var random = new PhiloxRandom(1, 0);
        foreach (Tensor input in Tensor.Ancestors(outputs).Where(node => node.Op is Input))
        {
            var values = new float[input.Shape.Count];
            foreach (ref float value in values.AsSpan())
            {
                value = (float)random.NextNormal();
            }

            program.Write(input, values);
        }

        if (explain)
        {
            Console.WriteLine(program.Explain(20));
        }

        return Median.Of(program.Run, seconds);
    }
}
