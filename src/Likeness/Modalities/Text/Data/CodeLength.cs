namespace Likeness.Modalities.Text.Data;

/// <summary>
/// How many bits a model needs for a text, whatever its tokens: −log₂ of the probability that it gives the text, shared out over bytes or
/// characters. It is the length that arithmetic coding by the model would reach.
/// </summary>
/// <param name="Nats">−log of the probability of the text.</param>
/// <param name="Bytes">Bytes of the text.</param>
/// <param name="Characters">Characters of the text: bytes of UTF-8 that go on with none.</param>
public sealed record CodeLength(double Nats, long Bytes, long Characters)
{
    /// <summary>Bits for each byte.</summary>
    public double BitsPerByte => Nats / Math.Log(2) / Bytes;

    /// <summary>Bits for each character.</summary>
    public double BitsPerCharacter => Nats / Math.Log(2) / Characters;

    /// <summary>The length of a text whose tokens have been given probabilities.</summary>
    /// <param name="nats">−log of the probability of all its tokens.</param>
    /// <param name="text">The text that the tokens stand for.</param>
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
