using Likeness.Models;
using Likeness.Models.Sequences;

namespace Likeness.Modalities.Text;

/// <summary>Recipes for text, chosen by the budget; measured in docs/first-minute.md.</summary>
internal static class TextRecipes
{
    // From here on the larger network is better.
    private static readonly TimeSpan Long = TimeSpan.FromMinutes(4);

    public static Recipe For(TimeSpan budget) =>
        budget < Long
            ? new("gpt2", "a narrow transformer with a short context takes the most steps in so short a time")
            {
                Options = Brief,
                NextBest = "gpt2",
                NextReason = "--budget 10m trains a wider one",
            }
            : new("gpt2", "a transformer with a context of 128 bytes") { Options = Wide };

    private static Gpt2TextOptions Brief { get; } =
        new()
        {
            Context = 64,
            BatchSize = 16,
            Width = 96,
            Heads = 6,
            Layers = 3,
            Hidden = 384,
            Dropout = 0,
            LearningRate = 3e-3,
            WarmUp = 0,
            Schedule = LearningRateSchedule.Cooldown,
            Deviation = 0.1,
        };

    private static Gpt2TextOptions Wide { get; } =
        Brief with
        {
            Context = 128,
            Width = 192,
            Layers = 4,
            Hidden = 768,
            Dropout = 0.1,
            LearningRate = 2e-3,
            Deviation = 0.06,
        };
}
