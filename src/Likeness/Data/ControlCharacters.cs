namespace Likeness.Data;

/// <summary>Keeps characters that command a terminal (ECMA-48), or turn the direction of text, out of what is shown.</summary>
public static class ControlCharacters
{
    private const char Replacement = '\uFFFD';

    /// <summary>The text with each control character, line breaks included, replaced by U+FFFD; the same object where it has none.</summary>
    /// <param name="text">Any text, such as the name of a column or a file.</param>
    public static string Replace(string text)
    {
        if (!text.AsSpan().ContainsAnyInRange('\0', '\u001F') && !text.Any(IsControl))
        {
            return text;
        }

        return string.Create(
            text.Length,
            text,
            (to, from) =>
            {
                for (int i = 0; i < to.Length; i++)
                {
                    to[i] = IsControl(from[i]) ? Replacement : from[i];
                }
            }
        );
    }

    // C0, DEL and C1; and the bidirectional embeddings, overrides and isolates of Unicode.
    private static bool IsControl(char character) =>
        char.IsControl(character) || character is (>= '\u202A' and <= '\u202E') or (>= '\u2066' and <= '\u2069');
}
