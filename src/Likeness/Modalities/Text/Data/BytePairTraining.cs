using System.Runtime.InteropServices;

namespace Likeness.Modalities.Text.Data;

/// <summary>
/// Learns byte pairs from the distinct pieces of a text with their counts: a merge changes only the pieces that contain its pair, and the
/// most frequent pair comes from a heap whose outdated entries are updated lazily.
/// </summary>
internal sealed class BytePairTraining
{
    private readonly List<(List<int> Tokens, int Count)> pieces = [];
    private readonly Dictionary<(int Left, int Right), int> counts = [];
    private readonly Dictionary<(int Left, int Right), HashSet<int>> places = [];
    private readonly PriorityQueue<(int Left, int Right), (int MinusCount, int Left, int Right)> queue = new();

    /// <summary>Counts the pairs of a text.</summary>
    public BytePairTraining(ReadOnlySpan<byte> text)
    {
        var numbers = new Dictionary<string, int>(StringComparer.Ordinal);
        while (text.Length > 0)
        {
            var piece = TextPieces.First(text);
            text = text[piece.Length..];
            ref int number = ref CollectionsMarshal.GetValueRefOrAddDefault(
                numbers,
                System.Text.Encoding.Latin1.GetString(piece),
                out bool isKnown
            );
            if (!isKnown)
            {
                number = pieces.Count;
                pieces.Add(([.. ByteVocabulary.Instance.Encode(piece)], 0));
            }

            pieces[number] = pieces[number] with { Count = pieces[number].Count + 1 };
        }

        for (int i = 0; i < pieces.Count; i++)
        {
            Count(i, 1);
        }

        foreach (var pair in counts.Keys)
        {
            Enqueue(pair);
        }
    }

    /// <summary>The merges in order; at most this many.</summary>
    public List<(int Left, int Right)> Merges(int max)
    {
        var merges = new List<(int, int)>();
        while (merges.Count < max && queue.TryDequeue(out var pair, out var place))
        {
            int count = counts[pair];
            if (count != -place.MinusCount)
            {
                Enqueue(pair);
                continue;
            }

            if (count < 2)
            {
                break;
            }

            Merge(pair, 256 + merges.Count);
            merges.Add(pair);
        }

        return merges;
    }

    private void Merge((int Left, int Right) pair, int merged)
    {
        var changed = new HashSet<(int, int)>();
        foreach (int i in places[pair])
        {
            Count(i, -1);
            BytePairs.Merge(pieces[i].Tokens, pair, merged);
            Count(i, 1);
            changed.UnionWith(Neighbours(pieces[i].Tokens).Where(each => each.Left == merged || each.Right == merged));
        }

        places.Remove(pair);
        foreach (var other in changed)
        {
            Enqueue(other);
        }
    }

    private void Count(int piece, int sign)
    {
        var (tokens, count) = pieces[piece];
        foreach (var pair in Neighbours(tokens))
        {
            CollectionsMarshal.GetValueRefOrAddDefault(counts, pair, out _) += sign * count;
            if (sign > 0)
            {
                (CollectionsMarshal.GetValueRefOrAddDefault(places, pair, out _) ??= []).Add(piece);
            }
        }
    }

    private void Enqueue((int Left, int Right) pair)
    {
        if (counts[pair] > 0)
        {
            queue.Enqueue(pair, (-counts[pair], pair.Left, pair.Right));
        }
    }

    private static IEnumerable<(int Left, int Right)> Neighbours(List<int> tokens) =>
        Enumerable.Range(0, Math.Max(0, tokens.Count - 1)).Select(i => (tokens[i], tokens[i + 1]));
}
