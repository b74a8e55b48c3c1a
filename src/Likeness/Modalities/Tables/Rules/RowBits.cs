using System.Numerics;

namespace Likeness.Modalities.Tables.Rules;

/// <summary>Rows of a table, a bit for each: of those in which a factor is finite, where a column of zeros divides, or in which a column is missing.</summary>
internal static class RowBits
{
    private const int BitsOfWord = 64;

    /// <summary>The rows of which something is so.</summary>
    public static ulong[] Of(bool[] rows)
    {
        var bits = new ulong[(rows.Length + BitsOfWord - 1) / BitsOfWord];
        for (int row = 0; row < rows.Length; row++)
        {
            bits[row / BitsOfWord] |= rows[row] ? 1UL << (row % BitsOfWord) : 0;
        }

        return bits;
    }

    /// <summary>The rows in which values are finite.</summary>
    public static ulong[] OfFinite(double[] values) => Of(Array.ConvertAll(values, double.IsFinite));

    /// <summary>The next row that all sets have; −1 for none.</summary>
    /// <param name="sets">The sets of rows.</param>
    /// <param name="row">The first row that it may be.</param>
    public static int Next(ulong[][] sets, int row)
    {
        ulong[] first = sets[0];
        ulong left = ulong.MaxValue << (row % BitsOfWord);
        for (int word = row / BitsOfWord; word < first.Length; word++, left = ulong.MaxValue)
        {
            ulong bits = first[word] & left;
            for (int i = 1; i < sets.Length; i++)
            {
                bits &= sets[i][word];
            }

            if (bits != 0)
            {
                return (word * BitsOfWord) + BitOperations.TrailingZeroCount(bits);
            }
        }

        return -1;
    }
}
