using System.Numerics;

namespace Likeness.Data.Recurrences;

/// <summary>To which rows with a value steps lead, a bit for each: whether two columns ever have one together is asked of all pairs.</summary>
/// <param name="cells">The cells of the columns, which may change.</param>
/// <param name="steps">The steps.</param>
internal sealed class KnownSteps(double[][] cells, (int Before, int Row)[] steps)
{
    private const int BitsOfWord = 64;

    private readonly ulong[]?[] bits = new ulong[cells.Length][];

    /// <summary>The steps from each row of a key to the next one.</summary>
    /// <param name="groups">The rows of each key, in their order.</param>
    public static (int Before, int Row)[] Of(int[][] groups)
    {
        var steps = new (int Before, int Row)[groups.Sum(group => Math.Max(0, group.Length - 1))];
        int at = 0;
        foreach (int[] group in groups)
        {
            for (int i = 1; i < group.Length; i++)
            {
                steps[at++] = (group[i - 1], group[i]);
            }
        }

        return steps;
    }

    /// <summary>Whether all steps lead to rows in which a column has a value.</summary>
    public bool HasAll(int column) => Of(column).Sum(BitOperations.PopCount) == steps.Length;

    /// <summary>Whether a step leads to a row in which both columns have a value.</summary>
    public bool HaveCommon(int one, int other)
    {
        var (first, second) = (Of(one), Of(other));
        for (int i = 0; i < first.Length; i++)
        {
            if ((first[i] & second[i]) != 0)
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Computes a column again, whose cells have changed.</summary>
    public void Forget(int column) => bits[column] = null;

    private ulong[] Of(int column)
    {
        if (bits[column] is { } known)
        {
            return known;
        }

        known = new ulong[(steps.Length / BitsOfWord) + 1];
        for (int i = 0; i < steps.Length; i++)
        {
            known[i / BitsOfWord] |= double.IsNaN(cells[column][steps[i].Row]) ? 0 : 1UL << (i % BitsOfWord);
        }

        return bits[column] = known;
    }
}
