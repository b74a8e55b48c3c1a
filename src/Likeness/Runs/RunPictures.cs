using Likeness.Figures;
using Likeness.Sampling;

namespace Likeness.Runs;

/// <summary>The pictures in the folder of a run of images.</summary>
public static class RunPictures
{
    private const int Shown = 64;
    private const int Pairs = 32;

    /// <summary>Draws samples, and reconstructions where the model has any, into the run's folder.</summary>
    /// <param name="run">The run.</param>
    /// <param name="seed">Another seed gives other samples.</param>
    /// <param name="progress">Told as images are drawn.</param>
    /// <param name="cancellation">Stops between chunks.</param>
    /// <exception cref="LikenessException">The data cannot be read, or the folder cannot be written.</exception>
    public static void DrawPictures(
        this ImageRun run,
        ulong seed = 0,
        IProgress<TrainingProgress>? progress = null,
        CancellationToken cancellation = default
    )
    {
        var samples = run.Sample(Shown, seed, progress, cancellation);
        ImageSampleFile.WritePicture(run.Folder.SamplePicture, ImageGrid.Draw(samples));
        if (run.CanReconstruct)
        {
            var test = run.LoadData().Test;
            var images = test.Take([.. Enumerable.Range(0, Math.Min(Pairs, test.Count))]);
            var back = run.Reconstruct(images, progress, cancellation);
            ImageSampleFile.WritePicture(run.Folder.ReconstructionPicture, ImageGrid.Beside([images, back]));
        }
    }
}
