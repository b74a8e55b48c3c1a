using System.Text;

namespace Likeness.Modalities.Text.Data.Gpt2;

/// <summary>
/// Divides a text as GPT-2 does, by the pattern <c>'s|'t|'re|'ve|'m|'ll|'d| ?\p{L}+| ?\p{N}+| ?[^\s\p{L}\p{N}]+|\s+(?!\S)|\s+</c> of
/// github.com/openai/gpt-2, src/encoder.py, over the characters of UTF-8. A byte that is not of UTF-8 counts as a character of punctuation.
/// </summary>
internal static class Gpt2Pieces
{
    private static readonly byte[][] Contractions =
    [
        "'s"u8.ToArray(),
        "'t"u8.ToArray(),
        "'re"u8.ToArray(),
        "'ve"u8.ToArray(),
        "'m"u8.ToArray(),
        "'ll"u8.ToArray(),
        "'d"u8.ToArray(),
    ];

    private enum Kind
    {
        Letter,
        Number,
        Blank,
        Other,
    }

    /// <summary>The first piece of a text; repeat with the rest for the others.</summary>
    /// <param name="text">At least one byte.</param>
    public static ReadOnlySpan<byte> First(ReadOnlySpan<byte> text)
    {
        foreach (byte[] contraction in Contractions)
        {
            if (text.StartsWith(contraction))
            {
                return text[..contraction.Length];
            }
        }

        int start = text[0] == ' ' && text.Length > 1 ? 1 : 0;
        var kind = KindOf(text[start..], out _);
        return kind == Kind.Blank ? Blanks(text) : text[..Run(text, start, kind, out _)];
    }

    // The last blank before a word begins the next piece, unless it is the only one.
    private static ReadOnlySpan<byte> Blanks(ReadOnlySpan<byte> text)
    {
        int end = Run(text, 0, Kind.Blank, out int last);
        return text[..(end < text.Length && end > last ? end - last : end)];
    }

    private static int Run(ReadOnlySpan<byte> text, int start, Kind kind, out int last)
    {
        last = 0;
        while (start < text.Length && KindOf(text[start..], out int length) == kind)
        {
            last = length;
            start += length;
        }

        return start;
    }

    private static Kind KindOf(ReadOnlySpan<byte> text, out int length)
    {
        Rune.DecodeFromUtf8(text, out var rune, out length); // U+FFFD, a symbol, where it is not UTF-8
        return Rune.IsLetter(rune) ? Kind.Letter
            : Rune.IsNumber(rune) ? Kind.Number
            : Rune.IsWhiteSpace(rune) ? Kind.Blank
            : Kind.Other;
    }
}
