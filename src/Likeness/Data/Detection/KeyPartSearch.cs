using System.Numerics;
using Likeness.Data.Kinds;

namespace Likeness.Data.Detection;

/// <summary>
/// Finds the parts of keys that repeat: keys consist of runs of letters, of digits, and of single other characters, of the same sequence in all keys. A run
/// with few texts repeats, and so do the first digits of a run of one length whose others do not. At least one run must leave room for fresh keys.
/// </summary>
internal static class KeyPartSearch
{
    private const int LongestKey = 64;
    private const int First = 1000; // keys that are looked at first
    private const int Most = 100_000; // keys of which all runs are read
    private const int MinKeys = 20;
    private const int MinRows = 5; // of a text that is not rare
    private const double MaxRare = 0.05;
    private const int MaxLevels = 1000;
    private const int MaxParts = 8;
    private const int MinDigits = 4; // of a run whose first digits may repeat
    private const double MaxCovered = 0.25; // of the texts that as many digits or letters could be
    private const int Digits = 10;
    private const int Letters = 26;
    private const int MaxStep = 10; // between numbers that count
    private const int MinRoom = 2; // possible keys for each of the data

    /// <summary>The pattern of keys with parts that repeat; null for keys without any.</summary>
    /// <param name="keys">Different keys.</param>
    /// <param name="mayRepeat">Whether samples may have codes of the data again: whole numbers of one length, such as postcodes, need no room for fresh ones.</param>
    /// <param name="areCodes">Whether any others need none, either: flight numbers, bins.</param>
    public static KeyPattern? Find(IReadOnlyList<string> keys, bool mayRepeat = false, bool areCodes = false)
    {
        if (keys.Count < MinKeys || keys.Any(key => key.Length is 0 or > LongestKey || key.Any(IsSlot)))
        {
            return null;
        }

        if (keys.Count > 2 * First && !MayRepeat(keys))
        {
            return null;
        }

        if (keys.Count > Most)
        {
            // Texts of parts that these lack are rare; keys are counted on from the last of all.
            int stride = (keys.Count / Most) + 1;
            string[] some = [.. Enumerable.Range(0, keys.Count / stride).Select(i => keys[i * stride])];
            return Find(some, mayRepeat, areCodes)?.Behind(keys);
        }

        if (RunsOf(keys) is not { } runs)
        {
            return null;
        }

        bool isUnique = !mayRepeat;
        mayRepeat &= areCodes || keys.All(key => key.Length == keys[0].Length && key.All(char.IsAsciiDigit));
        var parts = Merged([.. runs.SelectMany(run => run.Split(keys.Count))], keys.Count, isCode: !isUnique);
        while (parts.Any(run => run.IsPart))
        {
            var repeating = parts.FindAll(run => run.IsPart);
            if (
                repeating.Count <= MaxParts
                && KeyParts.AreFew(Levels(repeating))
                && Pattern(parts, keys.Count, mayRepeat, isUnique) is { } pattern
            )
            {
                return pattern;
            }

            // The run with the most texts may be what leaves room for fresh keys; words are not spelt at random.
            var most = repeating.MaxBy(run => (!run.IsWord, run.Counts.Count))!;
            if (most.Whole?.Split(keys.Count, most.Texts[0].Length - 1).ToList() is [var start, var rest])
            {
                // Fewer of the first digits leave more room.
                int at = parts.IndexOf(most);
                (parts[at], parts[at + 1], start.IsPart) = (start, rest, true);
            }
            else
            {
                most.IsPart = false;
            }
        }

        return null;
    }

    // Whether some of many keys have parts that repeat: a few of all, or the first digits of neighbours, which consecutive numbers have in common.
    private static bool MayRepeat(IReadOnlyList<string> keys)
    {
        int stride = keys.Count / First;
        return RunsOf([.. Enumerable.Range(0, First).Select(i => keys[i * stride])]) is { } some
            && (
                some.Exists(run => run.Days is not null || run.Repeats(First))
                || (RunsOf([.. keys.Take(First)]) is { } block && block.Exists(run => run.Split(First).Skip(1).Any()))
            );
    }

    private static bool IsSlot(char character) => KeyParts.PartOf(character) >= 0;

    private static KeyPattern? Pattern(List<Run> runs, int rows, bool mayRepeat, bool isUnique)
    {
        var repeating = runs.FindAll(run => run.IsPart);
        var templates = new string[rows];
        for (int row = 0; row < rows; row++)
        {
            int part = 0;
            templates[row] = string.Concat(
                runs.Select(run => run.IsPart ? $"{KeyParts.Slot(part++)}" : run.Texts[row])
            );
        }

        string[] distinct = [.. templates.Distinct()];
        // Any combination may be a code, but one of a name and a number may be that of a person: the number is fresh.
        bool areNames = !mayRepeat && repeating.Exists(run => run.IsWord) && repeating.Exists(run => run.IsNumber);
        if (distinct.Length == 1 && !isUnique && !areNames)
        {
            return KeyPattern.Placed([.. distinct[0].Select(character => $"{character}")]).With(Levels(repeating));
        }

        if (distinct.Length == 1 || runs.Exists(run => !run.IsPart && run.IsWord))
        {
            return null;
        }

        var pattern = KeyPatterns.Plain(distinct) ?? Formed(distinct);
        if (pattern is { IsCounter: true } && (mayRepeat || !IsCounted(runs, rows, distinct.Length, isUnique)))
        {
            pattern = Formed(distinct);
        }

        // The number behind first digits gets no further digit.
        if (pattern is { IsCounter: true } && runs[^1].IsRest && pattern.Within(distinct.Max(one => one.Length)) < rows)
        {
            return null;
        }

        if (pattern?.Size < (BigInteger)MinRoom * distinct.Length && Array.Exists(distinct, one => one.Contains('@')))
        {
            pattern = pattern.Longer();
        }

        return pattern is { IsCounter: true } || mayRepeat || pattern?.Size >= (BigInteger)MinRoom * distinct.Length
            ? pattern?.With(Levels(repeating))
            : null;
    }

    private static KeyPattern? Formed(string[] templates) =>
        KeyForms.Find(templates, haveLetters: true) ?? KeyPatterns.OfFrequentLength(templates);

    private static List<IReadOnlyList<string>> Levels(List<Run> parts) =>
        [
            .. parts.Select(run =>
                run.Days
                ??
                [
                    .. run
                        .Counts.Keys.OrderBy(text => char.IsAsciiDigit(text[0]) ? text.Length : 0)
                        .ThenBy(text => text, StringComparer.Ordinal),
                ]
            ),
        ];

    // A counter counts all keys, or those of each combination from about the same number on.
    private static bool IsCounted(List<Run> runs, int rows, int distinct, bool isUnique)
    {
        var numbers = runs.FindLast(run => !run.IsPart && run.Counts.Count > 1)!;
        long[] counted = [.. numbers.Texts.Select(text => long.TryParse(text, out long number) ? number : -1)];
        long first = counted.Min();
        if (distinct == rows || !isUnique)
        {
            return distinct == rows;
        }

        var repeating = runs.FindAll(run => run.IsPart);
        // DATA-41, OPS-300: a number behind words has no other limit.
        if (runs[^1] == numbers && repeating.TrueForAll(run => run.Texts.All(text => text.All(char.IsLetter))))
        {
            return true;
        }

        return Enumerable
                .Range(0, rows)
                .GroupBy(row => string.Join('\n', repeating.Select(run => run.Texts[row])))
                .Sum(group => group.Max(row => counted[row]) - first + 1.0)
            <= MinRoom * (double)rows;
    }

    // Neighbouring parts are one if one of them determines the other: web.de.
    private static List<Run> Merged(List<Run> runs, int rows, bool isCode)
    {
        foreach (var run in runs)
        {
            run.IsPart = run.Days is not null || run.Repeats(rows, isCode);
        }

        for (int first = 0; first < runs.Count; first++)
        {
            int next = runs.FindIndex(first + 1, run => run.Counts.Count > 1);
            if (
                !runs[first].IsPart
                || next < 0
                || !runs[next].IsPart
                || runs[first].Days is not null
                || runs[next].Days is not null
            )
            {
                continue;
            }

            var both = Run.Joined(runs[first..(next + 1)]);
            if (both.Counts.Count == Math.Max(runs[first].Counts.Count, runs[next].Counts.Count))
            {
                both.IsPart = true;
                runs.RemoveRange(first, next - first + 1);
                runs.Insert(first--, both);
            }
        }

        return runs;
    }

    // The runs of all keys; null if they differ.
    private static List<Run>? RunsOf(IReadOnlyList<string> keys)
    {
        int[] ends = Ends(keys[0]);
        var texts = ends.Select(_ => new string[keys.Count]).ToArray();
        for (int row = 0; row < keys.Count; row++)
        {
            string key = keys[row];
            int[] own = row == 0 ? ends : Ends(key);
            if (own.Length != ends.Length)
            {
                return null;
            }

            for (int run = 0, start = 0; run < own.Length; start = own[run++])
            {
                char here = key[start];
                char there = keys[0][run == 0 ? 0 : ends[run - 1]];
                if (ClassOf(here) != ClassOf(there) || (ClassOf(here) == 0 && here != there))
                {
                    return null;
                }

                texts[run][row] = key[start..own[run]];
            }
        }

        return [.. texts.Select(own => new Run(own))];
    }

    private static int[] Ends(string key)
    {
        var ends = new List<int>();
        for (int at = 1; at <= key.Length; at++)
        {
            if (at == key.Length || ClassOf(key[at]) == 0 || ClassOf(key[at]) != ClassOf(key[at - 1]))
            {
                ends.Add(at);
            }
        }

        return [.. ends];
    }

    private static int ClassOf(char character) =>
        char.IsAsciiDigit(character) ? 1
        : char.IsLetter(character) ? 2
        : 0;

    // The texts of the keys between two places.
    private sealed class Run(string[] texts)
    {
        private readonly Lazy<IReadOnlyList<string>?> days = new(() =>
            char.IsAsciiDigit(texts[0][0]) ? KeyDays.From(texts.ToHashSet()) : null
        );

        public string[] Texts => texts;

        public Dictionary<string, int> Counts { get; } = texts.CountBy(text => text).ToDictionary();

        public bool IsPart { get; set; }

        /// <summary>The days from the first to the last, if the texts are days.</summary>
        public IReadOnlyList<string>? Days => days.Value;

        /// <summary>Whether these are the other digits behind the first ones.</summary>
        public bool IsRest { get; init; }

        /// <summary>The run of which these are the first digits; null for another.</summary>
        public Run? Whole { get; init; }

        /// <summary>Whether the texts are words, which letters at random are not.</summary>
        public bool IsWord => char.IsLetter(texts[0][0]) && IsOfAnyLength;

        /// <summary>Whether the texts are numbers.</summary>
        public bool IsNumber => char.IsAsciiDigit(texts[0][0]);

        private bool IsOfAnyLength => Array.Exists(texts, text => text.Length != texts[0].Length);

        public static Run Joined(List<Run> runs) =>
            new([.. runs[0].Texts.Select((_, row) => string.Concat(runs.Select(run => run.Texts[row])))]);

        /// <summary>Whether the texts are few, also of those that were possible, and hardly any is rare.</summary>
        /// <param name="rows">The number of keys.</param>
        /// <param name="isCode">Whether numbers of any length may be all that are possible: the parts of an address of a network.</param>
        public bool Repeats(int rows, bool isCode = false) =>
            !IsRest
            && Counts.Count > 1
            && (
                (isCode && IsOfAnyLength) || Counts.Count <= MaxCovered * Possible(Counts.Keys.Max(text => text.Length))
            )
            && Counts.Count <= Math.Min(MaxLevels, rows / MinRows)
            && Counts.Values.Where(count => count < MinRows).Sum() <= MaxRare * rows;

        /// <summary>The first digits and the others, where the first repeat, and are few of those that were possible.</summary>
        /// <param name="rows">The number of keys.</param>
        /// <param name="most">The most first digits.</param>
        public IEnumerable<Run> Split(int rows, int most = LongestKey)
        {
            int length = texts[0].Length;
            if (
                length < MinDigits
                || Days is not null
                || Repeats(rows)
                || !Array.TrueForAll(texts, text => text.Length == length && IsNumber)
            )
            {
                return [this];
            }

            int common = texts[0].Length;
            Array.ForEach(texts, text => common = Math.Min(common, text.AsSpan().CommonPrefixLength(texts[0])));
            int fewest = Math.Max(2, common + 1);
            for (int digits = Math.Min(most, length - 2); digits >= fewest; digits--)
            {
                var start = Begin(digits);
                // Consecutive numbers have the same first digits, which say nothing.
                if (
                    start.Repeats(rows)
                    && start.Counts.Count <= MaxCovered * Possible(digits - common)
                    && !(IsDense(MaxStep) && start.IsDense(1))
                )
                {
                    // What all have behind the first digits is none of them.
                    while (digits > fewest && Array.TrueForAll(texts, text => text[digits - 1] == texts[0][digits - 1]))
                    {
                        digits--;
                    }

                    return [Begin(digits), new Run(Array.ConvertAll(texts, text => text[digits..])) { IsRest = true }];
                }
            }

            return [this];

            Run Begin(int digits) => new(Array.ConvertAll(texts, text => text[..digits])) { Whole = this };
        }

        private double Possible(int length) => Math.Pow(IsNumber ? Digits : Letters, length);

        // Whether numbers that differ are at most so far from each other, on average.
        private bool IsDense(int step)
        {
            long[] numbers = [.. Counts.Keys.Select(text => long.TryParse(text, out long number) ? number : 0)];
            return numbers.Max() - numbers.Min() < step * (long)numbers.Length;
        }
    }
}
