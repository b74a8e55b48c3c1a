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

    // Byte pairs save steps; pairs of a shorter text are too rare to be learned, and the model repeats what it has read.
    private static readonly (long Bytes, int Vocabulary)[] Vocabularies = [(800_000, 1024), (350_000, 512)];

    // Ten minutes of Shakespeare are 9 to 25 passes: 9 are better with 0.15 than with 0.2, and 33 overfit with 0.1.
    private const double BytesPerSecond = 25_000;
    private const double DropoutPerPass = 0.011;
    private const double MaxDropout = 0.2;

    public static Recipe For(DataSource source, TimeSpan budget)
    {
        int vocabulary = VocabularyOf(source);
        string tokens = vocabulary > ByteVocabulary.Instance.Count ? "byte pairs" : "bytes";
        return budget < Long
            ? new("gpt2", $"a narrow transformer of {tokens} takes the most steps in so short a time")
            {
                Options = Brief with { Vocabulary = vocabulary },
                NextBest = "gpt2",
                NextReason = "--budget 10m trains a wider one",
            }
            : new("gpt2", $"a wider transformer of {tokens} with twice the context")
            {
                Options = Wide with { Vocabulary = vocabulary, Dropout = DropoutFor(source, budget) },
            };
    }

    private static double DropoutFor(DataSource source, TimeSpan budget) =>
        Math.Round(
            Math.Min(DropoutPerPass * BytesPerSecond * budget.TotalSeconds / Math.Max(1, Length(source)), MaxDropout),
            2
        );

    private static long Length(DataSource source) =>
        source.Files is [var path] && File.Exists(path) ? new FileInfo(path).Length : 0;

    private static int VocabularyOf(DataSource source)
    {
        long length = Length(source);
        foreach (var (bytes, vocabulary) in Vocabularies)
        {
            if (length >= bytes)
            {
                return vocabulary;
            }
        }

        return ByteVocabulary.Instance.Count;
    }

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
