namespace Likeness.Modalities.Text.Data;

/// <summary>
/// A text in pieces across which no pair is merged, so that a word is told alike wherever it stands. A piece is a run of letters, of
/// digits, of blanks, or of other bytes, with the one space before it where there is one; bytes above 127, of which letters of other
/// scripts are made, are letters. Runs of blanks before a word leave it their last space. Pieces are cut after 64 bytes.
/// </summary>
internal static class TextPieces
{
    /// <summary>The most bytes of a piece.</summary>
    public const int Max = 64;

    private enum Kind
    {
        Letter,
        Digit,
        Blank,
        Other,
    }

    /// <summary>The piece that a text begins with; the others follow in the same way on what is left.</summary>
    /// <param name="text">At least one byte.</param>
    public static ReadOnlySpan<byte> First(ReadOnlySpan<byte> text)
    {
        // The space that a piece begins with does not say what kind it is.
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
