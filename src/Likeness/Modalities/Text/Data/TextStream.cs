using System.Text;

namespace Likeness.Modalities.Text.Data;

/// <summary>Decodes tokens to characters incrementally; bytes of an incomplete character are buffered.</summary>
/// <param name="vocabulary">The vocabulary of the tokens.</param>
public sealed class TextStream(Vocabulary vocabulary)
{
    private readonly Decoder decoder = Encoding.UTF8.GetDecoder();

    /// <summary>The characters completed by a token; often none. Invalid UTF-8 becomes U+FFFD.</summary>
    /// <exception cref="ArgumentOutOfRangeException">There is no such token.</exception>
    public string Add(int token) => Decoded(vocabulary.BytesOf(token), flush: false);

    /// <summary>The remainder after the last token: U+FFFD for an incomplete character, or nothing.</summary>
    public string End() => Decoded([], flush: true);

    private string Decoded(ReadOnlySpan<byte> bytes, bool flush)
    {
        var characters = new char[Encoding.UTF8.GetMaxCharCount(bytes.Length + 3)];
        return new string(characters, 0, decoder.GetChars(bytes, characters, flush));
    }
}
