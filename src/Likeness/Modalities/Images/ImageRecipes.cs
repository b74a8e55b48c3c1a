using Likeness.Modalities.Images.Data;
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

    // Of 200 pictures, 59 % of the samples of `ae` were near copies after a minute, of 60 all.
    private const int FewImages = 200;

    /// <summary>What to expect of so few pictures, a clause without a full stop; null if they are more.</summary>
    /// <param name="count">How many there are.</param>
    public static string? Few(int count) =>
        count < FewImages
            ? $"{Numeral.Counted(count, "picture")} will mostly be copied: a model that makes new ones needs some hundreds, better thousands"
            : null;

    // From here on a network of twice the width has enough steps.
    private static readonly TimeSpan Long = TimeSpan.FromMinutes(4);

    // Before, the flow has had too few steps; measured in docs/first-minute.md.
    private static readonly TimeSpan Guided = TimeSpan.FromMinutes(8);

    public static Recipe For(DataSource source, TimeSpan budget)
    {
        bool isMany = Count(source) >= ManyImages;
        bool isLong = budget >= Long;
        if (isMany && budget >= Guided && IsGuided(source))
        {
            return new(
                "latent-flow-matching",
                "flow matching of an autoencoder's latents, guided by the classes, has the clearest samples that these minutes allow"
            )
            {
                Options = LatentFlowMatchingOptions.Guided,
                NextBest = "ae",
                NextReason = "often nearer to the data, with more samples between classes",
            };
        }

        return new(
            "ae",
            isLong
                ? "an autoencoder with a mixture of its latents is the nearest to the data that these minutes allow"
                : "a small autoencoder with a mixture of its latents has recognisable samples after few passes"
        )
        {
            Options = new ImageAeOptions
            {
                Channels = isLong ? [16, 32, 64, 128] : [8, 16, 32, 64],
                Latent = 16,
                Components = isLong ? 200 : 100,
                BatchSize = isMany ? 32 : 16,
                LearningRate = 2e-3,
                Schedule = LearningRateSchedule.Cooldown,
                AdversarialWeight = isMany ? (isLong ? 4e-3 : 1e-3) : 0,
                // A decoder that plays against a discriminator moves around its best weights.
                Averaging = isMany ? 0.998 : 0,
            },
            NextBest = isLong ? "flow-matching" : "latent-flow-matching",
            NextReason = isLong ? "a larger network, for an hour and more" : "needs --budget 4m and more",
        };
    }

    // Grey pictures of classes that exclude each other are what it was measured on.
    private static bool IsGuided(DataSource source)
    {
        const int LargestSide = 32;
        var (shape, classes) = source.Dataset is { } name
            ? ImageDatasetRegistry.Find(name) is var entry && !entry.IsMultiLabel
                ? (entry.Shape, entry.ClassCount)
                : default
            : source.Examples is ImageSet { Labels: [var label] } images
                ? (images.Shape, label.Classes.Count)
                : default;
        return shape is { Channels: 1 }
            && Math.Max(shape.Height, shape.Width) <= LargestSide
            && (source.Classes.Count == 0 ? classes : source.Classes.Count) > 1;
    }

    // An array is small if its file is; the code that reads the data reports missing files.
    private static int Count(DataSource source)
    {
        const int BytesOfOne = 1000;
        int count =
            source.Dataset is { } name ? ImageDatasetRegistry.Find(name).Counts.Train
            : source.Examples is ImageSet images ? images.Count
            : source.Files is not [var path] ? 0
            : Directory.Exists(path)
                ? Directory.EnumerateFiles(path, "*", SearchOption.AllDirectories).Take(ManyImages).Count()
            : File.Exists(path) ? (int)Math.Min(ManyImages, new FileInfo(path).Length / BytesOfOne)
            : 0;
        return Math.Min(count, source.DatasetRows ?? int.MaxValue);
    }
}
