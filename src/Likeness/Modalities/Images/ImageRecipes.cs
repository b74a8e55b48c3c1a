using Likeness.Modalities.Images.Datasets;
using Likeness.Models;
using Likeness.Models.Images;
using Likeness.Runs;

namespace Likeness.Modalities.Images;

/// <summary>Recipes for images, chosen by their number and the budget; measured in docs/first-minute.md.</summary>
internal static class ImageRecipes
{
    // Fewer images are seen more often: small batches take more steps.
    private const int ManyImages = 10_000;

    // From here on wider networks are better.
    private static readonly TimeSpan Long = TimeSpan.FromMinutes(4);

    public static Recipe For(DataSource source, TimeSpan budget) =>
        new(
            "ae",
            "a small autoencoder with a mixture of its latents has recognisable samples after a few passes over the images"
        )
        {
            Options = Autoencoder(Count(source) >= ManyImages, budget >= Long),
            NextBest = "flow-matching",
            NextReason = "sharper, after an hour",
        };

    private static ImageAeOptions Autoencoder(bool isMany, bool isLong) =>
        new()
        {
            Channels = isLong ? [16, 32, 64, 128] : [8, 16, 32, 64],
            Latent = isMany ? 16 : 12,
            Components = isLong ? 120 : 60,
            BatchSize = isMany ? 32 : 16,
            LearningRate = 2e-3,
            Schedule = LearningRateSchedule.Cooldown,
        };

    // An array is small if its file is; the code that reads the data reports missing files.
    private static int Count(DataSource source)
    {
        const int BytesOfOne = 1000;
        int count =
            source.Dataset is { } name ? ImageDatasetRegistry.Find(name).Counts.Train
            : source.Files is not [var path] ? 0
            : Directory.Exists(path)
                ? Directory.EnumerateFiles(path, "*", SearchOption.AllDirectories).Take(ManyImages).Count()
            : File.Exists(path) ? (int)Math.Min(ManyImages, new FileInfo(path).Length / BytesOfOne)
            : 0;
        return Math.Min(count, source.DatasetRows ?? int.MaxValue);
    }
}
