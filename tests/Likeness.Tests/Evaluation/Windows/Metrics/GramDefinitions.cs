namespace Likeness.Tests.Evaluation.Windows.Metrics;

/// <summary>Bits by n-grams as their definition says, over strings in dictionaries.</summary>
internal static class GramDefinitions
{
    private const double Concentration = 5;

    /// <summary>
    /// Mean bits per byte of windows by n-grams of other windows, cross-fitted: windows of an even block by those of odd blocks, and vice versa.
    /// </summary>
    /// <param name="scored">The windows to score, one block each.</param>
    /// <param name="counted">The windows to count; as many.</param>
    /// <param name="order">n.</param>
    public static double Bits(byte[][] scored, byte[][] counted, int order)
    {
        Dictionary<string, int>[] parts =
        [
            .. new[] { 0, 1 }.Select(part => Counts([.. counted.Where((_, i) => i % 2 == part)], order)),
        ];
        return scored.Select((window, i) => BitsPerByte(window, parts[1 - (i % 2)], order)).Average();
    }

    private static double BitsPerByte(byte[] window, Dictionary<string, int> counts, int order) =>
        Enumerable
            .Range(0, window.Length)
            .Average(at =>
            {
                string past = Letters(window[Math.Max(0, at - order + 1)..at]);
                return -Math.Log2(Probability(counts, past, (char)window[at]));
            });

    // p(s | c) = (count(c s) + α p(s | c′)) / (count(c) + α), down to 1/256.
    private static double Probability(Dictionary<string, int> counts, string context, char symbol)
    {
        double shorter = context.Length == 0 ? 1.0 / 256 : Probability(counts, context[1..], symbol);
        int followed = counts.GetValueOrDefault(context + "*");
        return (counts.GetValueOrDefault(context + symbol + "!") + (Concentration * shorter))
            / (followed + Concentration);
    }

    // "gram!" of each gram, and "gram*" of each that something follows.
    private static Dictionary<string, int> Counts(byte[][] windows, int order)
    {
        var counts = new Dictionary<string, int>(StringComparer.Ordinal);
        foreach (string window in windows.Select(Letters))
        {
            for (int at = 0; at < window.Length; at++)
            {
                for (int length = 0; length < order && at - length >= 0; length++)
                {
                    string context = window.Substring(at - length, length);
                    Count(context + "*");
                    Count(context + window[at] + "!");
                }
            }
        }

        return counts;

        void Count(string key) => counts[key] = counts.GetValueOrDefault(key) + 1;
    }

    private static string Letters(byte[] bytes) => string.Concat(bytes.Select(each => (char)each));
}
