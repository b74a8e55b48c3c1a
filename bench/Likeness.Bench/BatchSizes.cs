using System.CommandLine;
using Likeness.Compute.Compilation;
using Likeness.Compute.Graph;
using Likeness.Models.Flows;
using Likeness.Nn.Optimisers;
using Likeness.Training;

namespace Likeness.Bench;

/// <summary>
/// The time of RealNVP's training step and log-density at every batch size; it shows whether a partial batch should be padded.
/// </summary>
internal static class BatchSizes
{
    private const int Dimensions = 5;

    private static readonly Option<double> TimeLimit = BenchOption.Seconds("of each measurement", 0.2);

    private static readonly Option<int[]> Sizes = new("--sizes")
    {
        Description = "batch sizes",
        HelpName = "N…",
        AllowMultipleArgumentsPerToken = true,
        DefaultValueFactory = _ =>
            [1, 2, 3, 4, 6, 8, 12, 15, 16, 17, 20, 24, 31, 32, 33, 40, 48, 50, 63, 64, 100, 112, 128, 256, 512, 1024],
    };

    /// <summary>The command: prints microseconds per step and per scoring.</summary>
    public static BenchCommand Verb { get; } =
        new(
            "batches",
            "RealNVP's training step and log-density at every batch size",
            "--seconds 0.001 --sizes 1 17",
            Run,
            TimeLimit,
            Sizes
        );

    private static int Run(ParseResult given)
    {
        double seconds = given.GetValue(TimeLimit);
        using var model = new RealNvp(RealNvpOptions.PiGenerator with { ScaleBound = 1 }, Dimensions, seed: 1);
        using var adam = new Adam(model.Objectives[0].Parameters);
        Console.WriteLine("batch  step µs  score µs   (one worker)");
        foreach (int batch in given.GetValue(Sizes)!)
        {
            float[] rows = new float[batch * Dimensions];
            using var step = new TrainingStep(
                model.Objectives[0],
                adam,
                null,
                [batch, Dimensions],
                0,
                new CompiledGraphOptions()
            );
            long steps = 0;
            double stepTime = Median.Compute(() => step.Take(rows, 1e-6, steps++), seconds);
            Tensor input = Tensor.Input("rows", [batch, Dimensions]);
            using var score = Compute.Compilation.CompiledGraph.Compile([model.LogDensity(input)]);
            double scoreTime = Median.Compute(score.Run, seconds);
            Console.WriteLine($"{batch, 5} {stepTime * 1e6, 8:F0} {scoreTime * 1e6, 9:F1}");
        }

        return 0;
    }
}
