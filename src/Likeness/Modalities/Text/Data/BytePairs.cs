using System.Text.Json;

namespace Likeness.Modalities.Text.Data;

/// <summary>
/// Byte-pair encoding: a token is a byte, or two tokens that are often adjacent. Sennrich et al. 2016, arXiv:1508.07909, §3.2, on
/// bytes and within the pieces of <see cref="TextPieces"/>, as GPT-2 (Radford et al. 2019, §2.2). Tokens 0 … 255 are the bytes, the
/// others the merges in the order in which they were learned, which is also the order of application.
/// </summary>
public sealed class BytePairs : Vocabulary
{
    internal const string Kind = "byte-pairs";

    private readonly List<byte[]> bytes = [.. Enumerable.Range(0, 256).Select(value => new[] { (byte)value })];
    private readonly Dictionary<(int Left, int Right), (int Rank, int Token)> merged = [];
    private readonly IReadOnlyList<(int Left, int Right)> merges;

    private BytePairs(IReadOnlyList<(int Left, int Right)> merges)
    {
        this.merges = merges;
        foreach (var (left, right) in merges)
        {
            if (left < 0 || left >= bytes.Count || right < 0 || right >= bytes.Count)
            {
                throw new FormatException(
                    $"merge {merged.Count} is of tokens {left} and {right}, which it does not have"
                );
            }

            if (
                !merged.TryAdd((left, right), (merged.Count, bytes.Count))
                || bytes[left].Length + bytes[right].Length > TextPieces.Max
            )
            {
                throw new FormatException($"merge {merged.Count} comes twice or is too long");
            }

            bytes.Add([.. bytes[left], .. bytes[right]]);
        }
    }

    /// <inheritdoc/>
    public override int Count => bytes.Count;

    /// <summary>
    /// Learns merges: the most frequent pair of adjacent tokens becomes a token, repeatedly. Of equally frequent pairs
    /// the one with the smaller left token comes first, then with the smaller right one. A pair that occurs once is not merged.
    /// </summary>
    /// <param name="text">The training text.</param>
    /// <param name="count">The requested number of tokens, at least 256; fewer if the text has no more pairs.</param>
    /// <exception cref="LikenessException">The requested number is below 256.</exception>
    public static BytePairs Train(ReadOnlySpan<byte> text, int count) =>
        count >= 256
            ? new BytePairs(new BytePairTraining(text).Merges(count - 256))
            : throw new LikenessException($"{count} tokens cannot represent 256 bytes (give at least 256)");

    /// <inheritdoc/>
    public override int[] Encode(ReadOnlySpan<byte> text)
    {
        var tokens = new List<int>(text.Length / 2);
        var pieces = new KeptPieces(Pairs);
        while (text.Length > 0)
        {
            var piece = TextPieces.First(text);
            text = text[piece.Length..];
            tokens.AddRange(pieces.Encode(piece));
        }

        return [.. tokens];
    }

    /// <inheritdoc/>
    public override ReadOnlySpan<byte> BytesOf(int token)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(token);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(token, bytes.Count);
        return bytes[token];
    }

    /// <inheritdoc/>
    public override JsonElement ToJson() =>
        JsonSerializer.SerializeToElement(
            new { kind = Kind, merges = merges.Select(merge => new[] { merge.Left, merge.Right }) }
        );

    /// <summary>Reads merges from an array of pairs.</summary>
    /// <exception cref="FormatException">They are not merges of a vocabulary.</exception>
    internal static BytePairs FromMerges(JsonElement json) =>
        new([
            .. json.EnumerateArray()
                .Select(pair =>
                    pair.GetArrayLength() == 2
                        ? (pair[0].GetInt32(), pair[1].GetInt32())
                        : throw new FormatException("a merge is not of two tokens")
                ),
        ]);

    private int[] Pairs(ReadOnlySpan<byte> piece) => PairMerging.Merge(ByteVocabulary.Instance.Encode(piece), merged);

    /// <summary>Replaces every pair by one token, from left to right.</summary>
    internal static void Merge(List<int> tokens, (int Left, int Right) pair, int merged)
    {
        int to = 0;
        for (int i = 0; i < tokens.Count; i++)
        {
            bool isPair = tokens[i] == pair.Left && i + 1 < tokens.Count && tokens[i + 1] == pair.Right;
            tokens[to++] = isPair ? merged : tokens[i];
            i += isPair ? 1 : 0;
        }

        tokens.RemoveRange(to, tokens.Count - to);
    }
}
