namespace Likeness.Modalities.Tables.Subjects;

/// <summary>Flags of sampled rows, as many of which are set as in the data.</summary>
internal static class ExpectedFlags
{
    /// <summary>Changes flags until as many are set as are wanted: first those of which the model is least sure.</summary>
    /// <param name="flags">The flags.</param>
    /// <param name="rows">The rows that are meant, in random order.</param>
    /// <param name="wanted">How many of them are set; fewer change where the model is sure of too many.</param>
    /// <param name="sure">In how many further samples each is set.</param>
    /// <param name="samples">The number of these.</param>
    public static void Adjust(bool[] flags, IEnumerable<int> rows, int wanted, int[] sure, int samples)
    {
        int[] some = [.. rows];
        int set = some.Count(row => flags[row]);
        int[] turned =
            set > wanted
                ? [.. some.Where(row => flags[row] && sure[row] < samples).OrderBy(row => sure[row])]
                : [.. some.Where(row => !flags[row] && sure[row] > 0).OrderByDescending(row => sure[row])];
        foreach (int row in turned.Take(Math.Abs(set - wanted)))
        {
            flags[row] = !flags[row];
        }
    }

    /// <summary>In how many of several samples each flag is set.</summary>
    /// <param name="count">The number of flags.</param>
    /// <param name="samples">The number of samples.</param>
    /// <param name="sample">Samples all flags.</param>
    public static int[] Sure(int count, int samples, Func<bool[]> sample)
    {
        int[] sure = new int[count];
        for (int i = 0; i < samples; i++)
        {
            bool[] again = sample();
            for (int row = 0; row < sure.Length; row++)
            {
                sure[row] += again[row] ? 1 : 0;
            }
        }

        return sure;
    }
}
