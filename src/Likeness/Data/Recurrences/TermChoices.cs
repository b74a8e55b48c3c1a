namespace Likeness.Data.Recurrences;

/// <summary>The columns that may be added to the row before, one of them or two, with their signs.</summary>
internal static class TermChoices
{
    private static readonly int[] Signs = [1, -1];

    /// <summary>All of them: one column, then two.</summary>
    /// <param name="columns">The places of the columns.</param>
    /// <param name="added">What each of them adds in one step; null for no matter what.</param>
    /// <param name="mayAdd">Whether so much may be added there: nearly all are ruled out by one step.</param>
    public static IEnumerable<(int Column, int Sign)[]> All(
        int[] columns,
        double[]? added = null,
        Func<double, bool>? mayAdd = null
    )
    {
        for (int i = 0; i < columns.Length; i++)
        {
            foreach (int sign in Signs)
            {
                if (added is null || mayAdd!(sign * added[i]))
                {
                    yield return [(columns[i], sign)];
                }
            }
        }

        for (int i = 0; i < columns.Length; i++)
        {
            for (int j = 0; j < columns.Length; j++)
            {
                if (j != i && (added is null || mayAdd!(added[i] - added[j])))
                {
                    yield return [(columns[i], 1), (columns[j], -1)];
                }

                if (j > i && (added is null || mayAdd!(added[i] + added[j])))
                {
                    yield return [(columns[i], 1), (columns[j], 1)];
                }
            }
        }
    }
}
