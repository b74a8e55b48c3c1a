using System.Buffers;
using System.Numerics;
using Likeness.Data.Kinds;

namespace Likeness.Data.Detection;

/// <summary>
/// Finds keys that begin with one of a few texts and have random letters and digits of one length behind it, as <c>ch_</c>, <c>po_</c> and <c>re_</c> begin those of payments. What keys begin with
/// may follow from another column.
/// </summary>
internal static class KeyPrefixSearch
{
    private const int MinKeys = 20;
    private const int LongestKey = 64;
    private const int MaxPrefixes = 50;
    private const int MinRows = 5; // of a beginning that is not rare
    private const double MaxRare = 0.05;
    private const int MinRest = 6; // characters
    private const int Room = 10; // possible keys for each of the data

    private static readonly char[] Signs = ['_', '-', ':', '.', '/', '|', '#'];

    private static readonly SearchValues<char> Letters = SearchValues.Create(
        "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789"
    );

    /// <summary>The pattern, whose first part is what keys begin with; null for others.</summary>
    /// <param name="keys">Different keys.</param>
    public static KeyPattern? Find(IReadOnlyList<string> keys)
    {
        if (keys.Count < MinKeys || keys.Any(key => key.Length is 0 or > LongestKey))
        {
            return null;
        }

        int[] ends = [.. keys.Select(_ => 0)];
        // sk_live_, pk_test_: further texts with a sign behind them, as long as these are few.
        while (Next(keys, ends) is { } next && AreFew(keys, next))
        {
            ends = next;
        }

        string[] levels = [.. keys.Select((key, i) => key[..ends[i]]).Distinct().Order(StringComparer.Ordinal)];
        if (levels.Length < 2 || !Array.TrueForAll(levels, level => level.Any(char.IsLetter)))
        {
            return null;
        }

        // The sign behind them is the same in all, or belongs to each.
        bool isCommon = Array.TrueForAll(levels, level => level[^1] == levels[0][^1]);
        string sign = isCommon ? $"{levels[0][^1]}" : "";
        string[] rests = [.. keys.Select((key, i) => key[ends[i]..]).Distinct()];
        return
            Array.TrueForAll(rests, rest => rest.Length >= MinRest)
            && KeyPatterns.Plain([.. rests.Select(rest => $"{KeyParts.Slot(0)}{sign}{rest}")])
                is { IsForm: true, IsCounter: false } pattern
            && pattern.Size >= (BigInteger)Room * rests.Length
            ? pattern.With([
                [.. levels.Select(level => level[..^sign.Length])],
            ])
            : null;
    }

    // Behind the next sign; null where a key has none, or only digits before it.
    private static int[]? Next(IReadOnlyList<string> keys, int[] ends)
    {
        int[] next = [.. keys.Select((key, i) => key.IndexOfAny(Signs, ends[i]) + 1)];
        return keys.Zip(ends, next)
            .All(one =>
                one.Third > one.Second + 1
                && one.Third < one.First.Length
                && !one.First.AsSpan(one.Second, one.Third - one.Second - 1).ContainsAnyExcept(Letters)
            )
            ? next
            : null;
    }

    private static bool AreFew(IReadOnlyList<string> keys, int[] ends)
    {
        var counts = keys.Select((key, i) => key[..ends[i]]).CountBy(text => text).ToDictionary();
        return counts.Count <= Math.Min(MaxPrefixes, keys.Count / MinRows)
            && counts.Values.Where(count => count < MinRows).Sum() <= MaxRare * keys.Count;
    }
}
