using Likeness.Compute.Cpu;
using Likeness.Data;

namespace Likeness.Modalities.Tables.Rules.Keys;

/// <summary>
/// Whether the rows of keys stand in an order of their own, which no column tells: the subjects of each pupil, or the wells of a plate. Then a row says more of the next one than of another of the same key.
/// </summary>
internal static class FileOrderEvidence
{
    private const int Groups = 12;
    private const int MinPairs = 100;
    private const int Shuffles = 19;

    // The information that a row has on the next one, in nats, beyond that of shuffled rows; and in their standard deviations.
    private const double MinGain = 0.1;
    private const double MinDeviations = 8;

    // Information is never below 0, but for round-off.
    private const double RoundOff = 1e-6;

    /// <summary>Whether some column shows the order.</summary>
    /// <param name="rows">Training rows.</param>
    /// <param name="groups">The rows of each key, as the data have them.</param>
    /// <param name="columns">The columns that are not the same in all rows of a key.</param>
    public static bool IsShown(Table rows, int[][] groups, IEnumerable<int> columns)
    {
        int[][] several = Array.FindAll(groups, group => group.Length > 1);
        if (several.Sum(group => group.Length - 1) < MinPairs)
        {
            return false;
        }

        return columns.Any(column => IsShown(Grouped(rows.ColumnValues(column)), several));
    }

    private static bool IsShown(byte[] codes, int[][] groups)
    {
        double own = Information(codes, groups);
        if (own < MinGain - RoundOff)
        {
            return false;
        }

        var random = new PhiloxRandom(1, 0);
        int[][] orders = Array.ConvertAll(groups, group => new int[group.Length]);
        double[] shuffled = new double[Shuffles];
        for (int i = 0; i < shuffled.Length; i++)
        {
            foreach (var (group, order) in groups.Zip(orders))
            {
                group.CopyTo(order, 0);
                random.Shuffle(order);
            }

            shuffled[i] = Information(codes, orders);
            // Most columns show none.
            if (own < shuffled[i] + MinGain)
            {
                return false;
            }
        }

        double mean = shuffled.Average();
        double deviation = Math.Sqrt(shuffled.Sum(one => (one - mean) * (one - mean)) / (Shuffles - 1));
        return own > mean + Math.Max(MinGain, MinDeviations * deviation);
    }

    // The mutual information of the groups of neighbouring rows, in nats.
    private static double Information(byte[] codes, int[][] groups)
    {
        var counts = new double[Groups + 1, Groups + 1];
        var (first, second) = (new double[Groups + 1], new double[Groups + 1]);
        double all = 0;
        foreach (int[] group in groups)
        {
            for (int i = 1; i < group.Length; i++)
            {
                var (before, code) = (codes[group[i - 1]], codes[group[i]]);
                counts[before, code]++;
                first[before]++;
                second[code]++;
                all++;
            }
        }

        return (counts.Cast<double>().Sum(Weight) - first.Sum(Weight) - second.Sum(Weight) + Weight(all)) / all;

        static double Weight(double count) => count > 0 ? count * Math.Log(count) : 0;
    }

    // Groups of about as many rows, of neighbouring values; missing ones have their own.
    private static byte[] Grouped(double[] cells)
    {
        var groups = new Dictionary<double, byte>();
        double[] known = Array.FindAll(cells, cell => !double.IsNaN(cell));
        long before = 0;
        foreach (var (value, count) in known.CountBy(cell => cell).OrderBy(one => one.Key))
        {
            groups.Add(value, (byte)(before * Groups / known.Length));
            before += count;
        }

        return Array.ConvertAll(cells, cell => groups.GetValueOrDefault(cell, (byte)Groups));
    }
}
