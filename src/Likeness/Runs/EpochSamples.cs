using Likeness.Compute.Cpu;
using Likeness.Modalities;
using Likeness.Sampling;
using Likeness.Training;

namespace Likeness.Runs;

/// <summary>Samples of a model during training: every few epochs, from the same random numbers each time.</summary>
/// <param name="folder">The run's folder.</param>
/// <param name="record">The run's record: interval and number of samples.</param>
/// <param name="modality">The kind of data, which writes the samples.</param>
/// <param name="state">The training state.</param>
/// <param name="workers">The workers that compute the samples.</param>
internal sealed class EpochSamples(
    RunFolder folder,
    RunRecord record,
    Modality modality,
    TrainingState state,
    WorkerPool workers
) : IDisposable
{
    private RowSampler? sampler;
    private int sampled;

    /// <summary>Writes samples if this epoch is due.</summary>
    public void AfterEpoch()
    {
        if (
            record.SampleEvery == 0
            || state.Epoch == 0
            || state.Epoch % record.SampleEvery != 0
            || state.Epoch == sampled
        )
        {
            return;
        }

        sampled = state.Epoch;
        sampler ??= new RowSampler(state.Evaluated, record.SampleCount, workers);
        Directory.CreateDirectory(folder.EpochsFolder);
        modality.WriteEpochSamples(record, folder.EpochsFolder, sampled, sampler.Sample(0, record.Seed));
    }

    public void Dispose() => sampler?.Dispose();
}
