using Likeness.Bench.Racing;
using Likeness.Compute.Compilation;
using Likeness.Compute.Cpu;
using Likeness.Compute.Graph;
using Likeness.Models.Flows;
using Likeness.Training;

namespace Likeness.Bench.Works;

/// <summary>One training step of the origin's RealNVP at batch 64, and drawing points from it.</summary>
internal sealed class RealNvpWork : Work
{
    private const int Dimensions = 5;
    private readonly RealNvp model;
    private readonly Adam adam;
    private readonly TrainingStep step;
    private readonly Compute.Compilation.Program draw;
    private readonly Tensor drawn;
    private readonly float[] rows;
    private readonly float[] points;
    private long steps;

    public RealNvpWork(WorkerPool? workers, bool small)
    {
        (int batch, int draws) = small ? (16, 16) : (64, Sampling.Sampler.Chunk);
        model = new(RealNvpOptions.Origin with { ScaleBound = 1, Hidden = small ? 16 : 256 }, Dimensions, seed: 1);
        rows = new float[batch * Dimensions];
        var random = new PhiloxRandom(1, 0);
        foreach (ref float value in rows.AsSpan())
        {
            value = (float)random.NextNormal();
        }

        adam = new Adam(model.Objectives[0].Parameters);
        step = new TrainingStep(model.Objectives[0], adam, null, [batch, Dimensions], 0, new ProgramOptions(workers));
        drawn = model.Draw(draws);
        points = new float[draws * Dimensions];
        draw = Compute.Compilation.Program.Compile([drawn], null, new ProgramOptions(workers));
        Measures =
        [
            new("training step", Unit.Milliseconds, seconds => 1e3 * Median.Of(() => Take(), seconds), step.Program),
            new("points drawn", Unit.PerSecond, seconds => draws / Median.Of(Draw, seconds), draw, 1.0 / draws),
        ];
    }

    /// <inheritdoc/>
    public override IReadOnlyList<Measure> Measures { get; }

    /// <inheritdoc/>
    public override IReadOnlyList<float> RunOnce()
    {
        Draw();
        return [Take(), .. points];
    }

    /// <inheritdoc/>
    public override void Dispose()
    {
        draw.Dispose();
        step.Dispose();
        adam.Dispose();
        model.Dispose();
    }

    private float Take() => step.Take(rows, 1e-4, steps++);

    private void Draw()
    {
        draw.Run();
        draw.Read(drawn, points);
    }
}
