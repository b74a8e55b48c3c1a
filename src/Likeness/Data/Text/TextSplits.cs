using System.Globalization;

namespace Likeness.Data.Text;

/// <summary>A text in three parts that follow each other: what models learn from, choose by and are judged by.</summary>
/// <param name="Train">The first part.</param>
/// <param name="Validation">The second part; empty where none is set aside.</param>
/// <param name="Test">The last part; empty where none is set aside.</param>
public sealed record TextSplits(ReadOnlyMemory<byte> Train, ReadOnlyMemory<byte> Validation, ReadOnlyMemory<byte> Test)
{
    /// <summary>
    /// Cuts a text. A cut inside a character of UTF-8 moves back to its beginning. Parts are contiguous, so that no held-out sentence
    /// has its neighbours in the training text.
    /// </summary>
    /// <param name="text">The text.</param>
    /// <param name="validation">The share of bytes to choose by, in [0, 1).</param>
    /// <param name="test">The share of bytes to be judged by, in [0, 1).</param>
    /// <exception cref="LikenessException">The shares leave nothing to learn from, or the text is too short for them.</exception>
    public static TextSplits Of(ReadOnlyMemory<byte> text, double validation = 0.05, double test = 0.05)
    {
        if (!(validation >= 0 && test >= 0 && validation + test < 1))
        {
            string shares = string.Create(CultureInfo.InvariantCulture, $"{validation} and {test}");
            throw new LikenessException(
                $"shares of {shares} are no parts of a text (give two that sum to less than 1)"
            );
        }

        int last = text.Length - (int)(text.Length * test);
        int first = Cut(text.Span, last - (int)(text.Length * validation));
        int second = Cut(text.Span, last);
        bool isEmpty = first == 0 || (validation > 0 && second == first) || (test > 0 && second == text.Length);
        return isEmpty
            ? throw new LikenessException(
                $"a text of {text.Length} bytes is too short to be cut into parts (give a longer one)"
            )
            : new TextSplits(text[..first], text[first..second], text[second..]);
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
