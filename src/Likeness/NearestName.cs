namespace Likeness;

/// <summary>Suggests the name that a mistyped one was probably meant to be.</summary>
public static class NearestName
{
    /// <summary>
    /// The candidate at the smallest Damerau–Levenshtein distance (insert, delete, replace, swap neighbours; case ignored), if that
    /// is at most a third of the longer length (and at least one), or a candidate that starts with the text; else null. Ties go to
    /// the earlier one. Source: F. J. Damerau, A technique for computer detection and correction of spelling errors, CACM 7(3),
    /// 1964.
    /// </summary>
    public static string? To(string text, IEnumerable<string> candidates)
    {
        string? nearest = null;
        int best = int.MaxValue;
        foreach (string candidate in candidates)
        {
            int distance = Distance(text.ToLowerInvariant(), candidate.ToLowerInvariant());
            int allowed = Math.Max(1, Math.Max(text.Length, candidate.Length) / 3);
            bool begun = text.Length >= 2 && candidate.StartsWith(text, StringComparison.OrdinalIgnoreCase);
            if (distance < best && (distance <= allowed || begun))
            {
                (nearest, best) = (candidate, distance);
            }
        }

        return nearest;
    }

    private static int Distance(string a, string b)
    {
        int[,] cost = new int[a.Length + 1, b.Length + 1];
        for (int i = 0; i <= a.Length; i++)
        {
            for (int j = 0; j <= b.Length; j++)
            {
                cost[i, j] = (i, j) switch
                {
                    (0, _) => j,
                    (_, 0) => i,
                    _ => Math.Min(
                        cost[i - 1, j - 1] + (a[i - 1] == b[j - 1] ? 0 : 1),
                        Math.Min(cost[i - 1, j], cost[i, j - 1]) + 1
                    ),
                };
                if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1])
                {
                    cost[i, j] = Math.Min(cost[i, j], cost[i - 2, j - 2] + 1);
                }
            }
        }

        return cost[a.Length, b.Length];
    }
}
