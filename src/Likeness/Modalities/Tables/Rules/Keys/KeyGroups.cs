using System.Runtime.InteropServices;

namespace Likeness.Modalities.Tables.Rules.Keys;

/// <summary>The rows of each key, the keys in the order of their first rows.</summary>
internal static class KeyGroups
{
    /// <summary>The rows, in their order.</summary>
    /// <param name="keys">The key of each row; NaN for none.</param>
    public static int[][] Of(ReadOnlySpan<double> keys)
    {
        var numbers = new Dictionary<double, int>();
        var counts = new List<int>();
        int[] numberOf = new int[keys.Length];
        for (int row = 0; row < keys.Length; row++)
        {
            if (double.IsNaN(keys[row]))
            {
                numberOf[row] = -1;
                continue;
            }

            ref int number = ref CollectionsMarshal.GetValueRefOrAddDefault(numbers, keys[row], out bool isKnown);
            if (!isKnown)
            {
                number = counts.Count;
                counts.Add(0);
            }

            numberOf[row] = number;
            counts[number]++;
        }

        int[][] groups = [.. counts.Select(count => new int[count])];
        int[] filled = new int[groups.Length];
        for (int row = 0; row < numberOf.Length; row++)
        {
            if (numberOf[row] is >= 0 and var number)
            {
                groups[number][filled[number]++] = row;
            }
        }

        return groups;
    }
}
