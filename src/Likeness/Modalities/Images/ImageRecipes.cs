using Likeness.Models;
using Likeness.Models.Images;
using Likeness.Runs;

namespace Likeness.Modalities.Images;

/// <summary>Recipes for images, chosen by their number and the budget; measured in docs/first-minute.md.</summary>
internal static class ImageRecipes
{
    public static Recipe For(DataSource source, TimeSpan budget)
    {
        return new(
            "ae",
            "a small autoencoder with a mixture of its latents has the most recognisable samples in so short a time"
        )
        {
            Options = new ImageAeOptions
            {
                Channels = [8, 16, 32, 64],
                Latent = 12,
                Components = 60,
                BatchSize = 16,
                LearningRate = 2e-3,
                Schedule = LearningRateSchedule.Cooldown,
            },
            NextBest = "flow-matching",
            NextReason = "with --budget 1h",
        };
    }
}
