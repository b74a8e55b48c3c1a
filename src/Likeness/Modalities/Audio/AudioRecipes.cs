using Likeness.Models;
using Likeness.Models.Sequences;

namespace Likeness.Modalities.Audio;

/// <summary>Recipes for audio, chosen by the budget; measured in docs/first-minute.md.</summary>
internal static class AudioRecipes
{
    // From here on the model's own sizes are better.
    private static readonly TimeSpan Long = TimeSpan.FromMinutes(4);

    public static Recipe For(TimeSpan budget) =>
        budget < Long
            ? new("wavenet", "a narrow network in small batches takes the most steps in so short a time")
            {
                Options = Brief,
                NextBest = "wavenet",
                NextReason = "--budget 10m trains a wider one",
            }
            : new("wavenet", "the width of its defaults, in small batches")
            {
                Options = Brief with { Channels = 32, Skip = 64 },
            };

    private static WaveNetOptions Brief { get; } =
        new()
        {
            Channels = 16,
            Skip = 32,
            BatchSize = 4,
            LearningRate = 4e-3,
            Schedule = LearningRateSchedule.Cooldown,
        };
}
