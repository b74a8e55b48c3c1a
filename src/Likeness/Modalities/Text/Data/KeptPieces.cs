using System.Text;

namespace Likeness.Modalities.Text.Data;

/// <summary>Encodes the bytes of a piece.</summary>
internal delegate int[] PieceEncoding(ReadOnlySpan<byte> piece);

/// <summary>Encodes pieces of a text, of which most come again: the tokens of the first ones are kept.</summary>
/// <param name="encode">The tokens of a piece.</param>
internal sealed class KeptPieces(PieceEncoding encode)
{
    private const int MaxKept = 1 << 16;

    private readonly Dictionary<string, int[]> kept = new(StringComparer.Ordinal);

    /// <summary>The tokens of a piece.</summary>
    public int[] Encode(ReadOnlySpan<byte> piece)
    {
        string key = Encoding.Latin1.GetString(piece);
        if (!kept.TryGetValue(key, out int[]? known))
        {
            known = encode(piece);
            if (kept.Count < MaxKept)
            {
                kept.Add(key, known);
            }
        }

        return known;
    }
}
