using Likeness.Compute.Compilation;
using Likeness.Compute.Cpu;
using Likeness.Compute.Graph;
using Likeness.Models.Flows;
using Likeness.Training;

namespace Likeness.Bench;

/// <summary>The work that both sides do: one training step of the origin's RealNVP at batch 64, and drawing points from it.</summary>
internal sealed class RealNvpWork : IDisposable
{
    private const int Dimensions = 5;
    private const int Batch = 64;
    private const int DrawnAtOnce = Sampling.Sampler.Chunk;
    private readonly RealNvp model = new(RealNvpOptions.Origin with { ScaleBound = 1 }, Dimensions, seed: 1);
    private readonly Adam adam;
    private readonly TrainingStep step;
    private readonly Compute.Compilation.Program draw;
    private readonly Tensor drawn;
    private readonly float[] rows = new float[Batch * Dimensions];
    private readonly float[] points = new float[DrawnAtOnce * Dimensions];
    private long steps;

    public RealNvpWork(WorkerPool? workers)
    {
        var random = new PhiloxRandom(1, 0);
        foreach (ref float value in rows.AsSpan())
        {
            value = (float)random.NextNormal();
        }

        adam = new Adam(model.Objectives[0].Parameters);
        step = new TrainingStep(model.Objectives[0], adam, null, [Batch, Dimensions], 0, new ProgramOptions(workers));
        drawn = model.Draw(DrawnAtOnce);
        draw = Compute.Compilation.Program.Compile([drawn], null, new ProgramOptions(workers));
    }

    /// <summary>Floating-point operations of a step.</summary>
    public long StepFlops => step.Program.Flops;

    /// <summary>The number of parameters.</summary>
    public int Parameters => model.Parameters.Sum(parameter => parameter.Shape.Count);

    /// <summary>Where the time of a step goes.</summary>
    public string Explain() => step.Program.Explain(200);

    /// <summary>Milliseconds of one step: the median over the given time.</summary>
    public double StepMilliseconds(double seconds) => 1e3 * Median.Of(() => step.Take(rows, 1e-4, steps++), seconds);

    /// <summary>Points drawn in a second: the median over the given time.</summary>
    public double PointsPerSecond(double seconds) =>
        DrawnAtOnce
        / Median.Of(
            () =>
            {
                draw.Run();
                draw.Read(drawn, points);
            },
            seconds
        );

    public void Dispose()
    {
        draw.Dispose();
        step.Dispose();
        adam.Dispose();
        model.Dispose();
    }
}
