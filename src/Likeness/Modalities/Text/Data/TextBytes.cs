using System.Text.Json;
using System.Text.Unicode;

namespace Likeness.Modalities.Text.Data;

/// <summary>What the bytes of a training text are, so that samples have no others. Stored with the model.</summary>
/// <param name="Present">A bit for each of the 256 bytes, in hexadecimal, the first byte's first: whether the text has it.</param>
/// <param name="IsUtf8">Whether the text is valid UTF-8.</param>
internal sealed record TextBytes(string Present, bool IsUtf8)
{
    private const int Set = 256 / 8;

    /// <summary>Those of a text.</summary>
    public static TextBytes Of(ReadOnlySpan<byte> text)
    {
        byte[] bits = new byte[Set];
        foreach (byte value in text)
        {
            bits[value / 8] |= (byte)(1 << (value % 8));
        }

        return new TextBytes(Convert.ToHexStringLower(bits), Utf8.IsValid(text));
    }

    /// <summary>Whether the text has each of the 256 bytes.</summary>
    public bool[] All()
    {
        byte[] bits = Convert.FromHexString(Present);
        return [.. Enumerable.Range(0, 256).Select(value => (bits[value / 8] >> (value % 8) & 1) != 0)];
    }

    /// <summary>Reads what was stored as <c>{ present, isUtf8 }</c>.</summary>
    /// <exception cref="FormatException">The set is damaged.</exception>
    public static TextBytes FromJson(JsonElement json)
    {
        string present = json.GetProperty("present").GetString() ?? "";
        return Convert.FromHexString(present).Length == Set
            ? new TextBytes(present, json.GetProperty("isUtf8").GetBoolean())
            : throw new FormatException("the set of bytes is damaged");
    }
}
