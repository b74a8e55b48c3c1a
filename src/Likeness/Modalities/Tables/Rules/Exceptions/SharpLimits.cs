namespace Likeness.Modalities.Tables.Rules.Exceptions;

/// <summary>Whether rows beside a limit satisfy a rule as others do: between classes that gradually mix there is no limit.</summary>
internal static class SharpLimits
{
    private const int Neighbours = 20;
    private const double MinHeld = 0.75; // 95 % of rows satisfy the rule, and 14 of 20 with probability 0.0003

    /// <summary>Whether all limits are sharp.</summary>
    /// <param name="numbers">The numbers in order.</param>
    /// <param name="keys">The side of each row: neighbours with another one are beside a limit.</param>
    /// <param name="values">The value of each row.</param>
    /// <param name="main">The values of the keys.</param>
    public static bool Are(SortedNumbers numbers, CodedColumn keys, CodedColumn values, MainValues main)
    {
        int[] rows = numbers.Rows;
        for (int i = 1; i < rows.Length; i++)
        {
            if (keys.Codes[rows[i]] != keys.Codes[rows[i - 1]] && !(IsSharp(i, 1) && IsSharp(i - 1, -1)))
            {
                return false;
            }
        }

        return true;

        bool IsSharp(int from, int step)
        {
            int key = keys.Codes[rows[from]];
            var (held, all) = (0, 0);
            for (int i = from; i >= 0 && i < rows.Length && all < Neighbours && keys.Codes[rows[i]] == key; i += step)
            {
                held += values.Codes[rows[i]] == main.Main[key] ? 1 : 0;
                all++;
            }

            return held >= MinHeld * all;
        }
    }
}
