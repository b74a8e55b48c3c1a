using System.Globalization;

namespace Likeness.Modalities.Text.Data;

/// <summary>
/// A text in three contiguous parts: its beginning for validation, its end for test, and the middle for training, so that the test text
/// follows the training text.
/// </summary>
/// <param name="Validation">The first part; may be empty.</param>
/// <param name="Train">The part in the middle.</param>
/// <param name="Test">The last part; may be empty.</param>
public sealed record TextSplits(ReadOnlyMemory<byte> Validation, ReadOnlyMemory<byte> Train, ReadOnlyMemory<byte> Test)
{
    /// <summary>
    /// Splits a text. A boundary inside a UTF-8 character moves back to its beginning. Parts are contiguous, so that no test sentence
    /// has its neighbours in the training text.
    /// </summary>
    /// <param name="text">The text.</param>
    /// <param name="validation">The fraction of validation bytes, in [0, 1).</param>
    /// <param name="test">The fraction of test bytes, in [0, 1).</param>
    /// <exception cref="LikenessException">The fractions leave nothing for training, or the text is too short.</exception>
    public static TextSplits Create(ReadOnlyMemory<byte> text, double validation = 0.05, double test = 0.05)
    {
        if (!(validation >= 0 && test >= 0 && validation + test < 1))
        {
            string fractions = string.Create(CultureInfo.InvariantCulture, $"{validation} and {test}");
            throw new LikenessException(
                $"{fractions} are not valid fractions of a text (give two that sum to less than 1)"
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

    /// <summary>Whether a byte is a continuation byte of UTF-8.</summary>
    internal static bool IsContinuation(byte value) => (value & 0xC0) == 0x80;
}
