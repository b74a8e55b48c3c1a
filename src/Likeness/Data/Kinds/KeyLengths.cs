using System.Globalization;

namespace Likeness.Data.Kinds;

/// <summary>
/// How many characters stand at the end of keys of several lengths, and how often: <c>{4=13,5=87}</c> are four in 13 % of the keys.
/// </summary>
/// <param name="All">The numbers of characters, increasing, and the percentage of keys that have each; 100 together.</param>
internal sealed record KeyLengths(IReadOnlyList<(int Count, int Percent)> All)
{
    private const int MinKeys = 5; // of a length
    private const int MaxCount = 64;

    /// <summary>The most characters.</summary>
    public int Max => All[^1].Count;

    /// <summary>How often keys have each length.</summary>
    public FormFrequencies Frequencies => new([.. All.Select(one => one.Percent)]);

    /// <summary>The lengths of keys; null if hardly any differ.</summary>
    /// <param name="counts">The number of characters at the end of each key.</param>
    public static KeyLengths? Find(IEnumerable<int> counts)
    {
        var found = counts.CountBy(count => count).OrderBy(one => one.Key).ToList();
        int keys = found.Sum(one => one.Value);
        var frequent = found.FindAll(one => one.Value >= Math.Max(MinKeys, keys / FormFrequencies.Whole));
        if (frequent.Count < 2)
        {
            return null;
        }

        var percents = FormFrequencies.Rounded(frequent.ConvertAll(one => one.Value)).Percents;
        return new([.. frequent.Select((one, i) => (one.Key, percents[i]))]);
    }

    /// <summary>Reads what <see cref="ToString"/> gives, without its braces.</summary>
    /// <exception cref="FormatException">The text is none of lengths.</exception>
    public static KeyLengths Parse(ReadOnlySpan<char> text)
    {
        var all = new List<(int Count, int Percent)>();
        foreach (var one in text.Split(','))
        {
            var pair = text[one];
            int at = pair.IndexOf('=');
            all.Add(
                (
                    int.Parse(pair[..Math.Max(0, at)], NumberStyles.None, CultureInfo.InvariantCulture),
                    int.Parse(pair[(at + 1)..], NumberStyles.None, CultureInfo.InvariantCulture)
                )
            );
        }

        bool isOne =
            all.Count > 1
            && all.Sum(one => one.Percent) == FormFrequencies.Whole
            && all.TrueForAll(one => one is { Count: <= MaxCount, Percent: > 0 })
            && all.Zip(all.Skip(1)).All(pair => pair.First.Count < pair.Second.Count);
        return isOne ? new(all) : throw new FormatException($"'{text}' is not a list of lengths.");
    }

    /// <inheritdoc/>
    public override string ToString() => $"{{{string.Join(',', All.Select(one => $"{one.Count}={one.Percent}"))}}}";
}
