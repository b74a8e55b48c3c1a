using System.Numerics;

namespace Likeness.Modalities.Tables.Rules.Formulas;

/// <summary>The rows in which a factor is finite, a bit for each: where a column of zeros divides, these are few.</summary>
internal static class FiniteRows
{
    private const int BitsOfWord = 64;

    /// <summary>The rows of some values.</summary>
    public static ulong[] Of(double[] values)
    {
        var bits = new ulong[(values.Length + BitsOfWord - 1) / BitsOfWord];
        for (int row = 0; row < values.Length; row++)
        {
            bits[row / BitsOfWord] |= double.IsFinite(values[row]) ? 1UL << (row % BitsOfWord) : 0;
        }

        return bits;
    }

    /// <summary>The next row in which all factors are finite; −1 for none.</summary>
    /// <param name="finite">The rows of each factor.</param>
    /// <param name="row">The first row that it may be.</param>
    public static int Next(ulong[][] finite, int row)
    {
        ulong[] first = finite[0];
        ulong left = ulong.MaxValue << (row % BitsOfWord);
        for (int word = row / BitsOfWord; word < first.Length; word++, left = ulong.MaxValue)
        {
            ulong bits = first[word] & left;
            for (int i = 1; i < finite.Length; i++)
            {
                bits &= finite[i][word];
            }

            if (bits != 0)
            {
                return (word * BitsOfWord) + BitOperations.TrailingZeroCount(bits);
            }
        }

        return -1;
    }
}
