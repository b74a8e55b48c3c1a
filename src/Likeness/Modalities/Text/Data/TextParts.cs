namespace Likeness.Modalities.Text.Data;

/// <summary>The parts of a text that are scored one by one.</summary>
public enum TextUnit
{
    /// <summary>A line with its end.</summary>
    Line,

    /// <summary>Lines up to and with the next blank ones, such as a document or a paragraph.</summary>
    Paragraph,

    /// <summary>A fixed number of bytes; the last window may be shorter.</summary>
    Window,
}

/// <summary>Divides a text into parts.</summary>
internal static class TextParts
{
    /// <summary>The bytes of each part; together, those of the text.</summary>
    /// <param name="text">The text.</param>
    /// <param name="unit">The parts.</param>
    /// <param name="window">Bytes of a window.</param>
    public static List<int> Lengths(ReadOnlySpan<byte> text, TextUnit unit, int window) =>
        unit switch
        {
            TextUnit.Line => Lines(text),
            TextUnit.Paragraph => Paragraphs(text),
            _ => Windows(text.Length, window),
        };

    /// <summary>The bytes of each line with its end.</summary>
    public static List<int> Lines(ReadOnlySpan<byte> text)
    {
        var lengths = new List<int>();
        for (var rest = text; rest.Length > 0; rest = rest[lengths[^1]..])
        {
            int end = rest.IndexOf((byte)'\n');
            lengths.Add(end < 0 ? rest.Length : end + 1);
        }

        return lengths;
    }

    private static List<int> Paragraphs(ReadOnlySpan<byte> text)
    {
        var lengths = new List<int>();
        bool wasBlank = false;
        bool hasText = false;
        foreach (int line in Lines(text))
        {
            bool isBlank = text[..line].Trim(" \t\r\n"u8).IsEmpty;
            // Leading blank lines belong to the first paragraph.
            bool begins = wasBlank && !isBlank && hasText;
            if (lengths.Count == 0 || begins)
            {
                lengths.Add(0);
            }

            lengths[^1] += line;
            (wasBlank, hasText) = (isBlank, hasText || !isBlank);
            text = text[line..];
        }

        return lengths;
    }

    private static List<int> Windows(int length, int window)
    {
        var lengths = new List<int>();
        for (int left = length; left > 0; left -= window)
        {
            lengths.Add(Math.Min(window, left));
        }

        return lengths;
    }
}
