namespace Likeness.Trees;

/// <summary>Tests of counts, by the likelihood ratio (G) and the normal approximation of its distribution.</summary>
internal static class Independence
{
    // Columns and rows of a table of counts, and how far beyond its mean, in standard deviations, G shows a dependence.
    private const int Groups = 12;
    private const double Deviations = 6;

    /// <summary>Whether counts differ more than those of equally probable outcomes.</summary>
    public static bool IsUneven(ReadOnlySpan<double> counts)
    {
        double sum = 0;
        double g = 0;
        foreach (double count in counts)
        {
            sum += count;
            g += Entropy(count);
        }

        return IsLarge(2 * (g - (sum * Math.Log(Math.Max(1, sum) / counts.Length))), counts.Length - 1);
    }

    /// <summary>Whether two columns depend on each other, by the counts of groups of their bins.</summary>
    /// <param name="one">The bins of one column.</param>
    /// <param name="other">Those of the other, of the same rows.</param>
    public static bool Depend(byte[] one, byte[] other)
    {
        byte[] rows = GroupsOf(one);
        byte[] columns = GroupsOf(other);
        var counts = new double[Groups, Groups];
        var (ofRow, ofColumn) = (new double[Groups], new double[Groups]);
        for (int i = 0; i < one.Length; i++)
        {
            counts[rows[i], columns[i]]++;
            ofRow[rows[i]]++;
            ofColumn[columns[i]]++;
        }

        double g =
            counts.Cast<double>().Sum(Entropy) - ofRow.Sum(Entropy) - ofColumn.Sum(Entropy) + Entropy(one.Length);
        return IsLarge(2 * g, (ofRow.Count(count => count > 0) - 1) * (ofColumn.Count(count => count > 0) - 1));
    }

    // Groups of about as many rows, of neighbouring bins.
    private static byte[] GroupsOf(byte[] bins)
    {
        var counts = new int[256];
        foreach (byte bin in bins)
        {
            counts[bin]++;
        }

        var group = new byte[256];
        int before = 0;
        for (int bin = 0; bin < counts.Length; bin++)
        {
            group[bin] = (byte)((before + (counts[bin] / 2.0)) * Groups / bins.Length);
            before += counts[bin];
        }

        return Array.ConvertAll(bins, bin => group[bin]);
    }

    private static bool IsLarge(double g, int freedom) =>
        g > freedom + (Deviations * Math.Sqrt(2 * freedom)) + Deviations;

    private static double Entropy(double count) => count > 0 ? count * Math.Log(count) : 0;
}
