using System.Text.Json;

namespace Likeness.Modalities.Text.Data;

/// <summary>Converts a text to windows of tokens, and back. Stored with the model.</summary>
/// <param name="Vocabulary">The vocabulary.</param>
/// <param name="Context">The context length in tokens; a window has one more.</param>
public sealed record TextTransform(Vocabulary Vocabulary, int Context)
{
    /// <summary>The bytes of a text, the first ones, that byte pairs are learned from: of more, their order hardly changes.</summary>
    internal const int LearnedBytes = 1 << 22;

    /// <summary>The bytes of the training text; null where they are not known, as of weights of other programs.</summary>
    internal TextBytes? Bytes { get; init; }

    private const string Damaged =
        "the stored vocabulary of the text is damaged or of another program (restore run.json, or train again)";

    /// <summary>Learns the vocabulary of a text.</summary>
    /// <param name="text">The training text.</param>
    /// <param name="tokens">The number of tokens; 256 are the bytes, more are learned byte pairs.</param>
    /// <param name="context">The context length in tokens.</param>
    public static TextTransform Fit(ReadOnlySpan<byte> text, int tokens, int context) =>
        new(
            tokens == ByteVocabulary.Instance.Count
                ? ByteVocabulary.Instance
                : BytePairs.Train(text[..Math.Min(text.Length, LearnedBytes)], tokens),
            context
        )
        {
            Bytes = TextBytes.Of(text),
        };

    /// <summary>The transform as JSON, to be stored with a model.</summary>
    public JsonElement ToJson() =>
        Bytes is null
            ? JsonSerializer.SerializeToElement(new { vocabulary = Vocabulary.ToJson(), context = Context })
            : JsonSerializer.SerializeToElement(
                new
                {
                    vocabulary = Vocabulary.ToJson(),
                    context = Context,
                    bytes = new { present = Bytes.Present, isUtf8 = Bytes.IsUtf8 },
                }
            );

    /// <summary>Reads what <see cref="ToJson"/> wrote.</summary>
    /// <exception cref="LikenessException">The JSON is not a transform of text.</exception>
    public static TextTransform FromJson(JsonElement json)
    {
        try
        {
            int context = json.GetProperty("context").GetInt32();
            if (context > 0)
            {
                return new TextTransform(Vocabulary.FromJson(json.GetProperty("vocabulary")), context)
                {
                    Bytes = json.TryGetProperty("bytes", out var bytes) ? TextBytes.FromJson(bytes) : null,
                };
            }
        }
        catch (Exception error) when (error is FormatException or InvalidOperationException or KeyNotFoundException)
        {
            throw new LikenessException(Damaged, error);
        }

        throw new LikenessException(Damaged);
    }
}
