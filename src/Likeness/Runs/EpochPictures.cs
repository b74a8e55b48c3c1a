using System.Globalization;
using Likeness.Compute.Cpu;
using Likeness.Data.Images;
using Likeness.Figures;
using Likeness.Sampling;
using Likeness.Training;

namespace Likeness.Runs;

/// <summary>Pictures of what a model of images draws as it learns: one every few epochs, from the same random numbers each time.</summary>
/// <param name="folder">The run's folder.</param>
/// <param name="record">The run: how often, how many images, and what carries them back.</param>
/// <param name="state">What is trained.</param>
/// <param name="workers">Who does the work.</param>
internal sealed class EpochPictures(RunFolder folder, RunRecord record, TrainingState state, WorkerPool workers)
    : IDisposable
{
    private RowSampler? sampler;
    private int sampled;

    /// <summary>Draws, if it is time to.</summary>
    public void AfterEpoch()
    {
        if (record.SampleEvery == 0 || state.Epoch % record.SampleEvery != 0 || state.Epoch == sampled)
        {
            return;
        }

        sampled = state.Epoch;
        sampler ??= new RowSampler(state.Evaluated, record.SampleCount, workers);
        var images = ImageTransform.FromJson(record.Transform).Inverse(sampler.Sample(0, record.Seed));
        Directory.CreateDirectory(folder.EpochsFolder);
        string name = $"epoch-{sampled.ToString("0000", CultureInfo.InvariantCulture)}.png";
        ImageSampleFile.WritePicture(Path.Combine(folder.EpochsFolder, name), ImageGrid.Draw(images));
    }

    public void Dispose() => sampler?.Dispose();
}
