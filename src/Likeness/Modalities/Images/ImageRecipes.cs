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

    // From here on the velocity of the latents is learned well enough.
    private static readonly TimeSpan Long = TimeSpan.FromMinutes(4);

    private static readonly int[] Channels = [8, 16, 32, 64];

    public static Recipe For(DataSource source, TimeSpan budget)
    {
        bool isMany = Count(source) >= ManyImages;
        return budget < Long
            ? new("ae", "a small autoencoder with a mixture of its latents has recognisable samples after few passes")
            {
                Options = Autoencoder(isMany),
                NextBest = "latent-flow-matching",
                NextReason = "better with --budget 10m",
            }
            : new("latent-flow-matching", "its samples follow the latents of the images more closely than a mixture's")
            {
                Options = Flow(isMany),
                NextBest = "flow-matching",
                NextReason = "a larger network, for an hour and more",
            };
    }

    private static ImageAeOptions Autoencoder(bool isMany) =>
        new()
        {
            Channels = Channels,
            Latent = isMany ? 16 : 12,
            Components = 60,
            BatchSize = isMany ? 32 : 16,
            LearningRate = 2e-3,
            Schedule = LearningRateSchedule.Cooldown,
        };

    private static LatentFlowMatchingOptions Flow(bool isMany) =>
        new()
        {
            Channels = Channels,
            Latent = 16,
            BatchSize = isMany ? 64 : 32,
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
