using System.Text.Json;

namespace Likeness.Modalities.Text.Data;

/// <summary>Carries a text into windows of tokens, and back. Stored with the model.</summary>
/// <param name="Vocabulary">What the tokens are.</param>
/// <param name="Context">Tokens that a prediction can look back at; a window has one more.</param>
public sealed record TextTransform(Vocabulary Vocabulary, int Context)
{
    /// <summary>The token that is taken to stand before a text: the end of a line.</summary>
    public const int Start = '\n';

    private const string Damaged =
        "the stored vocabulary of the text is damaged or of another program (restore run.json, or train again)";

    /// <summary>Learns the tokens of a text.</summary>
    /// <param name="text">What models learn from.</param>
    /// <param name="tokens">How many tokens; 256 are the bytes, more are learned byte pairs.</param>
    /// <param name="context">Tokens that a prediction can look back at.</param>
    public static TextTransform Fit(ReadOnlySpan<byte> text, int tokens, int context) =>
        new(tokens == ByteVocabulary.Instance.Count ? ByteVocabulary.Instance : BytePairs.Train(text, tokens), context);

    /// <summary>The transform as JSON, to be kept with a model.</summary>
    public JsonElement ToJson() =>
        JsonSerializer.SerializeToElement(new { vocabulary = Vocabulary.ToJson(), context = Context });

    /// <summary>Reads what <see cref="ToJson"/> wrote.</summary>
    /// <exception cref="LikenessException">The JSON is no transform of a text.</exception>
    public static TextTransform FromJson(JsonElement json)
    {
        try
        {
            int context = json.GetProperty("context").GetInt32();
            if (context > 0)
            {
                return new TextTransform(Vocabulary.FromJson(json.GetProperty("vocabulary")), context);
            }
        }
        catch (Exception error) when (error is FormatException or InvalidOperationException or KeyNotFoundException)
        {
            throw new LikenessException(Damaged, error);
        }

        throw new LikenessException(Damaged);
    }
}
