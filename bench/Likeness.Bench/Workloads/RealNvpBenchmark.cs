using Likeness.Bench.Comparisons;
using Likeness.Compute.Compilation;
using Likeness.Compute.Cpu;
using Likeness.Compute.Graph;
using Likeness.Models.Flows;
using Likeness.Nn.Optimisers;
using Likeness.Training;

namespace Likeness.Bench.Workloads;

/// <summary>One training step of pi_generator's RealNVP at batch 64, and sampling from it.</summary>
internal sealed class RealNvpBenchmark : TimedBenchmark
{
    private const int Dimensions = 5;
    private readonly RealNvp model;
    private readonly Adam adam;
    private readonly TrainingStep step;
    private readonly Compute.Compilation.CompiledGraph sample;
    private readonly Tensor sampled;
    private readonly float[] rows;
    private readonly float[] points;
    private long steps;

    public RealNvpBenchmark(WorkerPool? workers, bool small)
    {
        (int batch, int samples) = small ? (16, 16) : (64, Sampling.Sampler.Chunk);
        model = new(RealNvpOptions.PiGenerator with { ScaleBound = 1, Hidden = small ? 16 : 256 }, Dimensions, seed: 1);
        rows = new float[batch * Dimensions];
        var random = new PhiloxRandom(1, 0);
        foreach (ref float value in rows.AsSpan())
        {
            value = (float)random.NextNormal();
        }

        adam = new Adam(model.Objectives[0].Parameters);
        step = new TrainingStep(
            model.Objectives[0],
            adam,
            null,
            [batch, Dimensions],
            0,
            new CompiledGraphOptions(workers)
        );
        sampled = model.Sample(samples);
        points = new float[samples * Dimensions];
        sample = Compute.Compilation.CompiledGraph.Compile([sampled], null, new CompiledGraphOptions(workers));
        Measures =
        [
            new("training step", Unit.Milliseconds, seconds => 1e3 * Median.Compute(() => Take(), seconds), step.Graph),
            new(
                "points sampled",
                Unit.PerSecond,
                seconds => samples / Median.Compute(Sample, seconds),
                sample,
                1.0 / samples
            ),
        ];
    }

    /// <inheritdoc/>
    public override IReadOnlyList<Measure> Measures { get; }

    /// <inheritdoc/>
    public override IReadOnlyList<float> RunOnce()
    {
        Sample();
        return [Take(), .. points];
    }

    /// <inheritdoc/>
    public override void Dispose()
    {
        sample.Dispose();
        step.Dispose();
        adam.Dispose();
        model.Dispose();
    }

    private float Take() => step.Take(rows, 1e-4, steps++);

    private void Sample()
    {
        sample.Run();
        sample.Read(sampled, points);
    }
}
