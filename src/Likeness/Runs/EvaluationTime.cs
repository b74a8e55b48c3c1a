using System.Diagnostics;
using Likeness.Compute.Cpu;
using Likeness.Modalities;
using Likeness.Models;
using Likeness.Models.Diffusion;
using Likeness.Sampling;
using Likeness.Training;

namespace Likeness.Runs;

/// <summary>
/// The time that sampling, scoring, evaluating and reporting take after a training. What the model does is measured with its weights so far; what
/// does not depend on it is known for each kind of data.
/// </summary>
internal static class EvaluationTime
{
    // A chunk of large pictures takes minutes.
    private const int MaxTimedValues = 1 << 22;

    // Opening the run, reading its data again, and the end of the process.
    private const double Around = 0.8;

    // A density that integrates a differential equation evaluates the model about so often, beside one sample.
    private const double SamplesPerDensity = 6;

    /// <summary>The time to keep for it.</summary>
    /// <param name="modality">The kind of data.</param>
    /// <param name="record">The run, with the sizes of its parts.</param>
    /// <param name="state">The model and its weights.</param>
    /// <param name="data">Its data.</param>
    /// <param name="time">The measured durations of training.</param>
    /// <param name="workers">The workers that compute.</param>
    /// <param name="budget">The time of the whole command.</param>
    public static TimeSpan Estimate(
        Modality modality,
        RunRecord record,
        TrainingState state,
        PreparedData data,
        EpochTime time,
        WorkerPool workers,
        TimeSpan budget
    )
    {
        var model = state.Model;
        bool isSampledAtOnce = modality.EvaluatedRows(record) > 0;
        double sample = isSampledAtOnce ? SecondsPerSample(state, modality.SampledAtOnce, workers) : 0;
        bool integrates = model is ProbabilityFlow;
        double score =
            integrates ? SamplesPerDensity * sample
            : data.Validation.Count > 0 ? time.Validation.TotalSeconds / data.Validation.Count
            : time.Step.TotalSeconds / 3;
        var slowness = Slowness.Measure(workers.Workers);
        var costs = new EvaluationCosts(sample, score, model is IDensityModel, integrates, slowness, budget);
        return TimeSpan.FromSeconds((slowness.Branches * Around) + modality.EvaluationSeconds(record, data, costs));
    }

    // The second chunk: the first is compiled. One chunk is enough where it already takes long.
    private static double SecondsPerSample(TrainingState state, int sampledAtOnce, WorkerPool workers)
    {
        int chunk = Math.Clamp(MaxTimedValues / state.Model.Dimensions, 1, sampledAtOnce);
        using var sampler = new RowSampler(state.Evaluated, chunk, workers);
        var clock = Stopwatch.StartNew();
        sampler.Sample(0, seed: 0);
        if (clock.Elapsed.TotalSeconds < 1)
        {
            clock.Restart();
            sampler.Sample(1, seed: 0);
        }

        return clock.Elapsed.TotalSeconds / chunk;
    }
}

/// <summary>What an evaluation depends on.</summary>
/// <param name="Sample">Seconds per sampled row.</param>
/// <param name="Score">Seconds per row whose density or loss is computed.</param>
/// <param name="HasDensity">Whether the model has a density of rows.</param>
/// <param name="Integrates">Whether a density is the solution of a differential equation.</param>
/// <param name="Slowness">How slow the machine is.</param>
/// <param name="Budget">The time of the whole command.</param>
internal sealed record EvaluationCosts(
    double Sample,
    double Score,
    bool HasDensity,
    bool Integrates,
    Slowness Slowness,
    TimeSpan Budget
);
