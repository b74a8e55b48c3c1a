using System.Text;

namespace Likeness.Modalities.Text.Data.Gpt2;

/// <summary>
/// The characters by which GPT-2's tokenizer files write bytes: printable bytes of Latin-1 as themselves, the 68 others as U+0100 … U+0143 in
/// order. <c>bytes_to_unicode</c> in github.com/openai/gpt-2, src/encoder.py.
/// </summary>
internal static class Gpt2Bytes
{
    private static readonly char[] OfByte = Characters();
    private static readonly Dictionary<char, byte> OfCharacter = Enumerable
        .Range(0, 256)
        .ToDictionary(value => OfByte[value], value => (byte)value);

    /// <summary>The characters of bytes.</summary>
    public static string ToText(ReadOnlySpan<byte> bytes)
    {
        var text = new StringBuilder(bytes.Length);
        foreach (byte value in bytes)
        {
            text.Append(OfByte[value]);
        }

        return text.ToString();
    }

    /// <summary>The bytes of a token's text.</summary>
    /// <exception cref="FormatException">The text is empty, or a character stands for no byte.</exception>
    public static byte[] ToBytes(string text)
    {
        if (text.Length == 0)
        {
            throw new FormatException("a token is empty");
        }

        var bytes = new byte[text.Length];
        for (int i = 0; i < bytes.Length; i++)
        {
            bytes[i] = OfCharacter.TryGetValue(text[i], out byte value)
                ? value
                : throw new FormatException($"the token '{text}' is not written in the characters of bytes");
        }

        return bytes;
    }

    private static char[] Characters()
    {
        var characters = new char[256];
        int others = 0;
        for (int value = 0; value < 256; value++)
        {
            bool isPrinted = value is (>= '!' and <= '~') or (>= 0xA1 and <= 0xAC) or (>= 0xAE and <= 0xFF);
            characters[value] = (char)(isPrinted ? value : 256 + others++);
        }

        return characters;
    }
}
