using System.Text;

namespace Likeness.Modalities.Text.Data;

/// <summary>Makes characters of tokens as they come; bytes of a character that is not whole yet are held back.</summary>
/// <param name="vocabulary">What the tokens stand for.</param>
public sealed class TextStream(Vocabulary vocabulary)
{
    private readonly Decoder decoder = Encoding.UTF8.GetDecoder();

    /// <summary>The characters that a token makes whole; often none. Bytes that are no UTF-8 become U+FFFD.</summary>
    /// <exception cref="ArgumentOutOfRangeException">There is no such token.</exception>
    public string Add(int token) => Decoded(vocabulary.BytesOf(token), flush: false);

    /// <summary>What is left when no more tokens come: U+FFFD for a character that was not finished, or nothing.</summary>
    public string End() => Decoded([], flush: true);

    private string Decoded(ReadOnlySpan<byte> bytes, bool flush)
    {
        var characters = new char[Encoding.UTF8.GetMaxCharCount(bytes.Length + 3)];
        return new string(characters, 0, decoder.GetChars(bytes, characters, flush));
    }
}
