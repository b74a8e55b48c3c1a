namespace Likeness.Modalities.Text.Data;

/// <summary>
/// Divides a text into pieces; pairs are merged only within pieces, so that a word has the same tokens everywhere. A piece is a run of letters, of
/// digits, of blanks, or of other bytes, with the one space before it if there is one; bytes above 127, which encode letters of other
/// scripts, count as letters. A run of blanks before a word excludes its last space. Pieces have at most 64 bytes.
/// </summary>
internal static class TextPieces
{
    /// <summary>The maximum number of bytes of a piece.</summary>
    public const int Max = 64;

    private enum Kind
    {
        Letter,
        Digit,
        Blank,
        Other,
    }

    /// <summary>The first piece of a text; repeat with the rest for the others.</summary>
    /// <param name="text">At least one byte.</param>
    public static ReadOnlySpan<byte> First(ReadOnlySpan<byte> text)
    {
        // The leading space does not determine the kind of a piece.
        bool isSpaceFirst = text[0] == ' ' && text.Length > 1 && KindOf(text[1]) != Kind.Blank;
        int end = isSpaceFirst ? 1 : 0;
        var kind = KindOf(text[end]);
        while (end < text.Length && KindOf(text[end]) == kind && end < Max)
        {
            end++;
        }

        bool leavesSpace = kind == Kind.Blank && end < text.Length && end > 1 && text[end - 1] == ' ';
        return text[..(end - (leavesSpace && KindOf(text[end]) != Kind.Blank ? 1 : 0))];
    }

    private static Kind KindOf(byte value) =>
        value switch
        {
            (byte)' ' or (>= 9 and <= 13) => Kind.Blank,
            (>= (byte)'0' and <= (byte)'9') => Kind.Digit,
            (>= (byte)'A' and <= (byte)'Z') or (>= (byte)'a' and <= (byte)'z') or >= 128 => Kind.Letter,
            _ => Kind.Other,
        };
}
