namespace Likeness.Data.Detection;

/// <summary>
/// Rows that a panel lacks: those that a random part of it would lack, of which samples have any, or those of days on which a store is closed, which samples lack, too.
/// </summary>
internal static class PanelHoles
{
    private const double MaxDeviations = 4; // standard deviations of what would be by chance
    private const double MinChance = 1e-3; // of as many holes in a row before the first or behind the last row
    private static readonly int[] Lags = [1, 5, 7, 12];

    /// <summary>The rows with those that lack at random.</summary>
    /// <param name="present">Whether each series has each time: [series][times].</param>
    /// <remarks>Holes are random if they are as many in each series and at each time as by chance, and as many at some distances from each other.</remarks>
    public static bool[][] Filled(bool[][] present)
    {
        var ranges = Array.ConvertAll(
            present,
            bits => (From: Array.IndexOf(bits, true), To: Array.LastIndexOf(bits, true) + 1)
        );
        double possible = ranges.Sum(range => range.To - range.From);
        double rate = present.Sum(bits => bits.Count(bit => bit)) / possible;
        if (rate == 1 || !AreRandom(present, ranges, rate))
        {
            return present;
        }

        int most = (int)(Math.Log(MinChance) / Math.Log(1 - rate));
        int count = present[0].Length;
        return
        [
            .. ranges
                .Select(range =>
                    (From: range.From <= most ? 0 : range.From, To: count - range.To <= most ? count : range.To)
                )
                .Select(range => Enumerable.Range(0, count).Select(i => i >= range.From && i < range.To).ToArray()),
        ];
    }

    private static bool AreRandom(bool[][] present, (int From, int To)[] ranges, double rate)
    {
        var ofSeries = present.Zip(ranges, (bits, range) => (range.To - range.From, bits.Count(bit => bit)));
        var ofTimes = Enumerable
            .Range(0, present[0].Length)
            .Select(time =>
                (ranges.Count(range => time >= range.From && time < range.To), present.Count(bits => bits[time]))
            );
        return IsByChance(ofSeries, rate)
            && (present.Length == 1 || IsByChance(ofTimes, rate))
            && Array.TrueForAll(Lags, lag => ArePairsByChance(present, ranges, rate, lag));
    }

    // χ² of the numbers of rows against binomial ones.
    private static bool IsByChance(IEnumerable<(int Possible, int Present)> counts, double rate)
    {
        var known = counts.Where(one => one.Possible > 0).ToList();
        double sum = known.Sum(one =>
            Math.Pow(one.Present - (rate * one.Possible), 2) / (one.Possible * rate * (1 - rate))
        );
        return sum - known.Count <= MaxDeviations * Math.Sqrt(2.0 * known.Count);
    }

    private static bool ArePairsByChance(bool[][] present, (int From, int To)[] ranges, double rate, int lag)
    {
        var (pairs, both) = (0.0, 0.0);
        foreach (var (bits, (from, to)) in present.Zip(ranges))
        {
            for (int time = from + lag; time < to; time++)
            {
                pairs++;
                both += bits[time] && bits[time - lag] ? 1 : 0;
            }
        }

        // Pairs that share a time depend on each other.
        double square = rate * rate;
        double variance = pairs * ((square * (1 - square)) + (2 * ((square * rate) - (square * square))));
        return Math.Abs(both - (pairs * square)) <= MaxDeviations * Math.Sqrt(Math.Max(1, variance));
    }
}
