using Likeness.Compute.Compilation;
using Likeness.Compute.Cpu;
using Likeness.Compute.Graph;
using Likeness.Models.Flows;
using Likeness.Training;

namespace Likeness.Bench;

/// <summary>What RealNVP's training step and its log-density take at every size of batch: whether to fill up a partial batch.</summary>
internal static class BatchSizes
{
    private const int Dimensions = 5;

    /// <summary>Prints microseconds a step and a scoring.</summary>
    /// <param name="arguments"><c>--seconds S</c> of each measurement.</param>
    public static int Run(string[] arguments)
    {
        double seconds = double.Parse(Arguments.Option(arguments, "--seconds") ?? "0.2");
        using var model = new RealNvp(RealNvpOptions.Origin with { ScaleBound = 1 }, Dimensions, seed: 1);
        using var adam = new Adam(model.Objectives[0].Parameters);
        Console.WriteLine("batch  step µs  score µs   (one worker)");
        foreach (
            int batch in new[]
            {
                1,
                2,
                3,
                4,
                6,
                8,
                12,
                15,
                16,
                17,
                20,
                24,
                31,
                32,
                33,
                40,
                48,
                50,
                63,
                64,
                100,
                112,
                128,
            }
        )
        {
            float[] rows = new float[batch * Dimensions];
            using var step = new TrainingStep(
                model.Objectives[0],
                adam,
                null,
                [batch, Dimensions],
                0,
                new ProgramOptions()
            );
            long steps = 0;
            double stepTime = Median.Of(() => step.Take(rows, 1e-6, steps++), seconds);
            Tensor input = Tensor.Input("rows", [batch, Dimensions]);
            using var score = Compute.Compilation.Program.Compile([model.LogDensity(input)]);
            double scoreTime = Median.Of(score.Run, seconds);
            Console.WriteLine($"{batch, 5} {stepTime * 1e6, 8:F0} {scoreTime * 1e6, 9:F1}");
        }

        return 0;
    }
}
