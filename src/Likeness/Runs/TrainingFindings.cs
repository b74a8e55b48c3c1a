using Likeness.Compute.Compilation;
using Likeness.Compute.Cpu;
using Likeness.Modalities;
using Likeness.Models;
using Likeness.Sampling;
using Likeness.Training;
using Likeness.Training.Diagnosis;

namespace Likeness.Runs;

/// <summary>What went wrong in a training that has ended, found from its losses, its latent vectors and some samples.</summary>
/// <param name="state">The state at the end.</param>
/// <param name="trainer">The training.</param>
/// <param name="entry">The model.</param>
/// <param name="data">Its data.</param>
/// <param name="seed">The run's seed.</param>
/// <param name="workers">The workers that compute samples.</param>
internal sealed class TrainingFindings(
    TrainingState state,
    Trainer trainer,
    ModelEntry entry,
    PreparedData data,
    ulong seed,
    WorkerPool workers
)
{
    private const int MaxRows = 128;

    private int Count => Math.Min(MaxRows, data.Train.Count);

    /// <summary>All findings; none for a model that is fitted at once.</summary>
    /// <param name="isSampled">Whether samples are rows of the model space that can be compared with the data.</param>
    /// <param name="budget">The time that was asked for; null for epochs or steps.</param>
    public IReadOnlyList<Finding> Find(bool isSampled, TimeSpan? budget)
    {
        if (state.StepsPerEpoch == 0 || state.History.Count == 0)
        {
            return [];
        }

        var course = new TrainingCourse(
            state.History,
            state.BestLoss,
            trainer.Options,
            state.StepsPerEpoch,
            Moved,
            state.Step >= trainer.Plan.Steps,
            budget,
            state.Model.LossMeasuresQuality
        );
        // The first that applies explains the others.
        var losses =
            OverfittingDiagnosis.Find(course) ?? StuckDiagnosis.Find(course) ?? ShortTrainingDiagnosis.Find(course);
        bool isJudged = isSampled && losses?.Kind != FindingKind.TooShort;
        Finding?[] found = [losses, Latents(), isJudged ? Samples(course) : null];
        return [.. found.OfType<Finding>()];
    }

    private Finding? Latents()
    {
        if (state.Chosen is not IPosteriorModel model || Count < 2)
        {
            return null;
        }

        var latents = new float[Count * model.LatentDimensions];
        using var encode = new BatchFunction(
            "training rows",
            data.Train.Width,
            model.Encode,
            new CompiledGraphOptions(workers)
        );
        encode.Evaluate(Rows(), latents);
        return CollapseDiagnosis.Find(latents, model.LatentDimensions, model.CollapseRemedy);
    }

    // Models with an adversarial loss, which says nothing about their samples.
    private Finding? Samples(TrainingCourse course)
    {
        if (state.Model.LossMeasuresQuality || Count < 2)
        {
            return null;
        }

        using var sampler = new RowSampler(state.Chosen, Count, workers);
        var samples = sampler.Sample(0, seed);
        var rows = Rows();
        int width = data.Train.Width;
        // Collapsed samples are near each other, too.
        return SampleDiagnosis.Find(samples, rows, width)
            ?? UnlearnedDiagnosis.Find(course, samples, rows, width, SmallerPreset());
    }

    // That of the model's own presets which has fewer parameters than the trained one.
    private string? SmallerPreset()
    {
        if (!entry.Presets.Contains(TrainingMemory.SmallPreset))
        {
            return null;
        }

        using var small = entry.Create(entry.Preset(TrainingMemory.SmallPreset), state.Model.Space, seed: null);
        return small.Parameters.Elements < state.Model.Parameters.Elements ? TrainingMemory.SmallPreset : null;
    }

    private float[] Rows()
    {
        var rows = new float[Count * data.Train.Width];
        data.Train.Fill([.. Enumerable.Range(0, Count)], rows, noise: null);
        return rows;
    }

    private double Moved()
    {
        using var first = entry.Create(trainer.Options, state.Model.Space, seed);
        double moved = 0;
        double norm = 0;
        for (int i = 0; i < first.Parameters.Count; i++)
        {
            var before = first.Parameters[i].Values;
            var after = state.Model.Parameters[i].Values;
            for (int k = 0; k < before.Length; k++)
            {
                double difference = (double)after[k] - before[k];
                moved += difference * difference;
                norm += (double)before[k] * before[k];
            }
        }

        return Math.Sqrt(moved / Math.Max(norm, 1e-30));
    }
}
