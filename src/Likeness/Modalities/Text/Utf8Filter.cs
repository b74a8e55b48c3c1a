using Likeness.Modalities.Text.Data;
using Likeness.Models.Tokens;
using Likeness.Sampling;

namespace Likeness.Modalities.Text;

/// <summary>
/// Tokens of bytes that the training text has, each after those before it valid UTF-8 (RFC 3629, §4) if the training text is. The state is what the
/// bytes of an incomplete character need.
/// </summary>
internal sealed class Utf8Filter : ISymbolFilter
{
    private const int Invalid = -1;

    // States: how many continuation bytes are needed, or after which first byte the second one has a smaller range.
    private const int Whole = 0;
    private const int AfterE0 = 4;
    private const int AfterED = 5;
    private const int AfterF0 = 6;
    private const int AfterF4 = 7;
    private const int States = 8;

    private readonly Vocabulary vocabulary;
    private readonly bool isUtf8;
    private readonly float[][] added;

    /// <summary>Prepares the tokens of a vocabulary.</summary>
    /// <param name="vocabulary">The vocabulary.</param>
    /// <param name="bytes">Those of the training text.</param>
    public Utf8Filter(Vocabulary vocabulary, TextBytes bytes)
    {
        (this.vocabulary, isUtf8) = (vocabulary, bytes.IsUtf8);
        bool[] known = bytes.All();
        added =
        [
            .. Enumerable
                .Range(0, isUtf8 ? States : 1)
                .Select(state =>
                    Enumerable
                        .Range(0, vocabulary.Count)
                        .Select(token => Follows(state, token, known) ? 0 : TokenSampling.Never)
                        .ToArray()
                ),
        ];
    }

    /// <summary>The filter of a transform; null for one that was stored without the bytes of its text.</summary>
    public static Utf8Filter? Create(TextTransform transform) =>
        transform.Bytes is { } bytes ? new Utf8Filter(transform.Vocabulary, bytes) : null;

    /// <inheritdoc/>
    public int Next(int state, int symbol) =>
        isUtf8 ? Math.Max(Whole, After(state, vocabulary.BytesOf(symbol))) : Whole;

    /// <inheritdoc/>
    public ReadOnlySpan<float> Added(int state) => added[state];

    private bool Follows(int state, int token, bool[] known)
    {
        var bytes = vocabulary.BytesOf(token);
        foreach (byte value in bytes)
        {
            if (!known[value])
            {
                return false;
            }
        }

        return !isUtf8 || After(state, bytes) != Invalid;
    }

    private static int After(int state, ReadOnlySpan<byte> bytes)
    {
        foreach (byte value in bytes)
        {
            state = After(state, value);
        }

        return state;
    }

    private static int After(int state, byte value) =>
        state switch
        {
            Whole => value switch
            {
                < 0x80 => Whole,
                >= 0xC2 and <= 0xDF => 1,
                0xE0 => AfterE0,
                0xED => AfterED,
                >= 0xE1 and <= 0xEF => 2,
                0xF0 => AfterF0,
                >= 0xF1 and <= 0xF3 => 3,
                0xF4 => AfterF4,
                _ => Invalid,
            },
            AfterE0 => value is >= 0xA0 and <= 0xBF ? 1 : Invalid,
            AfterED => value is >= 0x80 and <= 0x9F ? 1 : Invalid,
            AfterF0 => value is >= 0x90 and <= 0xBF ? 2 : Invalid,
            AfterF4 => value is >= 0x80 and <= 0x8F ? 2 : Invalid,
            Invalid => Invalid,
            _ => value is >= 0x80 and <= 0xBF ? state - 1 : Invalid,
        };
}
