using System.Globalization;

namespace Likeness.Modalities.Text.Data;

/// <summary>
/// A text in three parts: its beginning to choose by, its end to be judged by, and all between them to learn from, so that what is judged
/// goes on from what was learned.
/// </summary>
/// <param name="Validation">The first part; empty where none is set aside.</param>
/// <param name="Train">The part in the middle.</param>
/// <param name="Test">The last part; empty where none is set aside.</param>
public sealed record TextSplits(ReadOnlyMemory<byte> Validation, ReadOnlyMemory<byte> Train, ReadOnlyMemory<byte> Test)
{
    /// <summary>
    /// Cuts a text. A cut inside a character of UTF-8 moves back to its beginning. Parts are contiguous, so that no test sentence
    /// has its neighbours in the training text.
    /// </summary>
    /// <param name="text">The text.</param>
    /// <param name="validation">The share of bytes to choose by, in [0, 1).</param>
    /// <param name="test">The share of bytes to be judged by, in [0, 1).</param>
    /// <exception cref="LikenessException">The shares leave nothing to learn from, or the text is too short for them.</exception>
    public static TextSplits Create(ReadOnlyMemory<byte> text, double validation = 0.05, double test = 0.05)
    {
        if (!(validation >= 0 && test >= 0 && validation + test < 1))
        {
            string fractions = string.Create(CultureInfo.InvariantCulture, $"{validation} and {test}");
            throw new LikenessException(
                $"shares of {fractions} are no parts of a text (give two that sum to less than 1)"
            );
        }

        int first = Cut(text.Span, (int)(text.Length * validation));
        int last = Cut(text.Span, text.Length - (int)(text.Length * test));
        bool isEmpty = last <= first || (validation > 0 && first == 0) || (test > 0 && last == text.Length);
        return isEmpty
            ? throw new LikenessException(
                $"a text of {text.Length} bytes is too short to be cut into parts (give a longer one)"
            )
            : new TextSplits(text[..first], text[first..last], text[last..]);
    }

    private static int Cut(ReadOnlySpan<byte> text, int place)
    {
        int start = place;
        while (start > 0 && start < text.Length && place - start < 3 && IsContinuation(text[start]))
        {
            start--;
        }

        return start < text.Length && IsContinuation(text[start]) ? place : start;
    }

    /// <summary>Whether a byte goes on with a character of UTF-8 that another began.</summary>
    internal static bool IsContinuation(byte value) => (value & 0xC0) == 0x80;
}
