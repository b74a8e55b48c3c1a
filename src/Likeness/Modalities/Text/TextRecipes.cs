using Likeness.Modalities.Text.Data;
using Likeness.Models;
using Likeness.Models.Sequences;
using Likeness.Runs;

namespace Likeness.Modalities.Text;

/// <summary>Recipes for text, chosen by its length and the budget; measured in docs/first-minute.md.</summary>
internal static class TextRecipes
{
    // From here on the larger network is better.
    private static readonly TimeSpan Long = TimeSpan.FromMinutes(4);

    // Byte pairs save steps; pairs of a shorter text are too rare to be learned, and the model repeats what it has read. Longer n-grams are no better.
    private static readonly (long Bytes, int Vocabulary, int NGrams)[] Vocabularies =
    [
        (800_000, 1024, 4),
        (350_000, 512, 5),
        (0, ByteVocabulary.Instance.Count, 7),
    ];

    // Ten minutes of Shakespeare are 9 to 25 passes: 9 are better with 0.15 than with 0.2, and 33 overfit with 0.1.
    private const double BytesPerSecond = 25_000;
    private const double DropoutPerPass = 0.011;
    private const double MaxDropout = 0.2;

    public static Recipe For(DataSource source, TimeSpan budget)
    {
        var (_, vocabulary, ngrams) = Vocabularies.First(each => source.TextLength() >= each.Bytes);
        string tokens = vocabulary > ByteVocabulary.Instance.Count ? "byte pairs" : "bytes";
        return budget < Long
            ? new(
                "gpt2",
                $"a narrow transformer of {tokens} takes the most steps in so short a time, and n-grams add what they know"
            )
            {
                Options = Brief with { Vocabulary = vocabulary, NGrams = ngrams },
                NextBest = "gpt2",
                NextReason = "--budget 10m trains a wider one",
            }
            : new("gpt2", $"a wider transformer of {tokens} with twice the context, and n-grams add what they know")
            {
                Options = Wide with { Vocabulary = vocabulary, NGrams = ngrams, Dropout = DropoutFor(source, budget) },
            };
    }

    private static double DropoutFor(DataSource source, TimeSpan budget) =>
        Math.Round(
            Math.Min(
                DropoutPerPass * BytesPerSecond * budget.TotalSeconds / Math.Max(1, source.TextLength()),
                MaxDropout
            ),
            2
        );

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
            LearningRate = 2e-3,
            Deviation = 0.06,
        };
}
