namespace Likeness.Modalities.Text.Data;

/// <summary>Merges the tokens of a piece: the pair of the lowest rank first, of equal ranks the leftmost, in O(n log n) for n tokens.</summary>
internal static class PairMerging
{
    /// <summary>The tokens after all merges.</summary>
    /// <param name="tokens">The tokens of single bytes; overwritten.</param>
    /// <param name="merges">The rank and the token of each pair.</param>
    public static int[] Merge(int[] tokens, Dictionary<(int Left, int Right), (int Rank, int Token)> merges)
    {
        const int merged = -1;
        int[] next = [.. Enumerable.Range(1, tokens.Length)];
        int[] previous = [.. Enumerable.Range(-1, tokens.Length)];
        var queue = new PriorityQueue<(int Place, int Token), (int Rank, int Place)>();
        for (int i = 0; i + 1 < tokens.Length; i++)
        {
            Enqueue(i);
        }

        while (queue.TryDequeue(out var best, out _))
        {
            int left = best.Place;
            int right = next[left];
            // A neighbour may have been merged since.
            bool isCurrent =
                tokens[left] != merged
                && right < tokens.Length
                && merges.TryGetValue((tokens[left], tokens[right]), out var pair)
                && pair.Token == best.Token;
            if (!isCurrent)
            {
                continue;
            }

            (tokens[left], tokens[right]) = (best.Token, merged);
            next[left] = next[right];
            if (next[left] < tokens.Length)
            {
                previous[next[left]] = left;
                Enqueue(left);
            }

            if (previous[left] >= 0)
            {
                Enqueue(previous[left]);
            }
        }

        return Array.FindAll(tokens, token => token != merged);

        void Enqueue(int place)
        {
            if (merges.TryGetValue((tokens[place], tokens[next[place]]), out var pair))
            {
                queue.Enqueue((place, pair.Token), (pair.Rank, place));
            }
        }
    }
}
