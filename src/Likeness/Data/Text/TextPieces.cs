namespace Likeness.Data.Text;

/// <summary>
/// A text in pieces across which no pair is merged, so that a word is told alike wherever it stands. A piece is a run of letters, of
/// digits, of blanks, or of other bytes, with the one space before it where there is one; bytes above 127, of which letters of other
/// scripts are made, are letters. Runs of blanks before a word leave it their last space. Pieces are cut after 64 bytes.
/// </summary>
internal static class TextPieces
{
    /// <summary>The most bytes of a piece.</summary>
    public const int Most = 64;

    private enum Kind
    {
        Letter,
        Digit,
        Blank,
        Other,
    }

    /// <summary>The pieces in order; together they are the text.</summary>
    public static List<Range> Of(ReadOnlySpan<byte> text)
    {
        var pieces = new List<Range>();
        for (int start = 0; start < text.Length; )
        {
            // The space that a piece begins with does not say what kind it is.
            bool isSpaceFirst = text[start] == ' ' && start + 1 < text.Length && KindOf(text[start + 1]) != Kind.Blank;
            int end = start + (isSpaceFirst ? 1 : 0);
            var kind = KindOf(text[end]);
            while (end < text.Length && KindOf(text[end]) == kind && end - start < Most)
            {
                end++;
            }

            bool leavesSpace = kind == Kind.Blank && end < text.Length && end - start > 1 && text[end - 1] == ' ';
            end -= leavesSpace && KindOf(text[end]) != Kind.Blank ? 1 : 0;
            pieces.Add(start..end);
            start = end;
        }

        return pieces;
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
