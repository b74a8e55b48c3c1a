using System.CommandLine;
using Likeness.Compute.Compilation;
using Likeness.Compute.Cpu;
using Likeness.Compute.Gradients;
using Likeness.Compute.Graph;

namespace Likeness.Bench;

/// <summary>The compile time, the number of steps and the arena size of training steps with many nodes.</summary>
internal static class CompileTimes
{
    private static readonly Option<int> Max = BenchOption.Count(
        "--steps",
        "the approximate maximum number of steps",
        10_000
    );

    /// <summary>
    /// The command: compiles networks of increasing depth, each twice, because the first compilation includes the JIT's time.
    /// </summary>
    public static BenchCommand Verb { get; } =
        new("compile", "Compile times of training steps with many nodes", "--steps 100", Run, Max);

    private static int Run(ParseResult given)
    {
        int max = given.GetValue(Max);
        using var pool = new WorkerPool(WorkerPool.DefaultWorkers);
        foreach ((string name, Func<int, List<Parameter>, Tensor> loss, int perLayer) in Networks)
        {
            for (int steps = Math.Min(100, max); steps <= max; steps *= 10)
            {
                string report = string.Empty;
                for (int time = 0; time < 2; time++)
                {
                    var parameters = new List<Parameter>();
                    Tensor found = loss(Math.Max(1, steps / perLayer), parameters);
                    Tensor[] gradients = Gradient.Compute(found, [.. parameters.Select(parameter => parameter.Tensor)]);
                    Assignment[] updates =
                    [
                        .. parameters.Zip(gradients, (p, gradient) => new Assignment(p, p.Tensor - (0.01f * gradient))),
                    ];
                    using Compute.Compilation.CompiledGraph graph = Compute.Compilation.CompiledGraph.Compile(
                        [found],
                        updates,
                        new CompiledGraphOptions(pool)
                    );
                    report = $"{report}{graph.CompileTime.TotalMilliseconds, 9:F1} ms";
                    report =
                        time == 0
                            ? report
                            : $"{report}   {graph.Explain().Split('\n')[0]}, arena {graph.ArenaBytes / 1024:N0} KiB";
                    parameters.ForEach(parameter => parameter.Dispose());
                }

                Console.WriteLine($"{name, -12} {report}");
            }
        }

        return 0;
    }

    private static readonly (string Name, Func<int, List<Parameter>, Tensor> Loss, int PerLayer)[] Networks =
    [
        ("deep", Deep, 3),
        ("recurrent", Recurrent, 8),
    ];

    private static Tensor Deep(int layers, List<Parameter> parameters)
    {
        Tensor x = Tensor.Input("x", [32, 16]);
        for (int i = 0; i < layers; i++)
        {
            x = x.MatMul(New(parameters, [16, 16]).Tensor.Transpose()) + New(parameters, [16]).Tensor;
            x = x.Tanh();
        }

        return x.Square().Mean();
    }

    /// <summary>
    /// A gated unit (Cho et al. 2014, without the reset gate) unrolled in time: one set of weights, read at every step.
    /// </summary>
    private static Tensor Recurrent(int turns, List<Parameter> parameters)
    {
        Tensor x = Tensor.Input("x", [turns, 32, 16]);
        Parameter gate = New(parameters, [16, 32]);
        Parameter candidate = New(parameters, [16, 32]);
        Tensor state = Tensor.Constant([32, 16], 0);
        Tensor loss = 0;
        for (int turn = 0; turn < turns; turn++)
        {
            Tensor both = Tensor.Concatenate(1, x.Slice(0, turn, 1).Reshape([32, 16]), state);
            Tensor open = both.MatMul(gate.Tensor.Transpose()).Sigmoid();
            Tensor next = both.MatMul(candidate.Tensor.Transpose()).Tanh();
            state = (open * next) + ((1 - open) * state);
            loss += state.Square().Mean();
        }

        return loss;
    }

    private static Parameter New(List<Parameter> parameters, Shape shape)
    {
        parameters.Add(new Parameter($"p{parameters.Count}", shape));
        return parameters[^1];
    }
}
