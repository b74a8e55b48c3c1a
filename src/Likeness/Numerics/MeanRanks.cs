namespace Likeness.Numerics;

/// <summary>Ranks of values.</summary>
internal static class MeanRanks
{
    /// <summary>The rank of each value from 1 on; ties share the mean of their ranks.</summary>
    public static double[] Of(double[] values)
    {
        double[] sorted = [.. values];
        int[] order = [.. Enumerable.Range(0, values.Length)];
        Array.Sort(sorted, order);
        var ranks = new double[values.Length];
        for (int from = 0, to; from < sorted.Length; from = to)
        {
            for (to = from + 1; to < sorted.Length && sorted[to] == sorted[from]; to++) { }

            for (int i = from; i < to; i++)
            {
                ranks[order[i]] = (from + 1 + to) / 2.0;
            }
        }

        return ranks;
    }
}
