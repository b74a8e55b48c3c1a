namespace Likeness.Modalities.Text.Data;

/// <summary>
/// The number of bits that a model needs for a text, independent of its tokens: −log₂ of the probability of the text, per byte or
/// character. It is the length under arithmetic coding.
/// </summary>
/// <param name="Nats">−log of the probability of the text.</param>
/// <param name="Bytes">Bytes of the text.</param>
/// <param name="Characters">Characters of the text: bytes of UTF-8 that are not continuation bytes.</param>
public sealed record CodeLength(double Nats, long Bytes, long Characters)
{
    /// <summary>Bits per byte.</summary>
    public double BitsPerByte => Nats / Math.Log(2) / Bytes;

    /// <summary>Bits per character.</summary>
    public double BitsPerCharacter => Nats / Math.Log(2) / Characters;

    /// <summary>The code length of a text from the probabilities of its tokens.</summary>
    /// <param name="nats">−log of the probability of all its tokens.</param>
    /// <param name="text">The text.</param>
    public static CodeLength FromNats(double nats, ReadOnlySpan<byte> text)
    {
        long continuations = 0;
        foreach (byte value in text)
        {
            continuations += TextSplits.IsContinuation(value) ? 1 : 0;
        }

        return new CodeLength(nats, text.Length, text.Length - continuations);
    }
}
