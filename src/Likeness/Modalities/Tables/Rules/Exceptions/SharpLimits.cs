namespace Likeness.Modalities.Tables.Rules.Exceptions;

/// <summary>Whether rows beside a limit satisfy a rule as others do: between values that gradually mix there is no limit.</summary>
internal static class SharpLimits
{
    // Wide ones show a gradual change in which the limit is at a place without errors.
    private static readonly int[] Neighbours = [20, 40, 80];

    /// <summary>Whether the limits of intervals are sharp.</summary>
    /// <param name="numbers">The numbers in order.</param>
    /// <param name="keys">The interval of each row.</param>
    /// <param name="main">The values of the intervals.</param>
    public static bool OfIntervals(SortedNumbers numbers, CodedColumn keys, MainValues main)
    {
        int[] ordered = Array.ConvertAll(numbers.Rows, row => keys.Codes[row]);
        bool[] holds = Array.ConvertAll(numbers.Rows, row => main.Holds(row, keys));
        int[] starts =
        [
            0,
            .. Enumerable.Range(1, ordered.Length - 1).Where(i => ordered[i] != ordered[i - 1]),
            ordered.Length,
        ];
        return Enumerable.Range(1, starts.Length - 2).All(i => IsSharp(holds, starts[i - 1], starts[i], starts[i + 1]));
    }

    /// <summary>Whether the limit of a comparison is sharp.</summary>
    /// <param name="distances">By how much the number of each row is above its limit.</param>
    /// <param name="hasEqual">Whether the values below the limit have equal ones, too.</param>
    /// <param name="keys">The case of each row.</param>
    /// <param name="main">The values of the cases.</param>
    public static bool OfComparison(double[] distances, bool hasEqual, CodedColumn keys, MainValues main)
    {
        var numbers = SortedNumbers.Create(distances);
        bool[] holds = Array.ConvertAll(numbers.Rows, row => main.Holds(row, keys));
        int above = numbers.Rows.Count(row => distances[row] < 0 || (hasEqual && distances[row] == 0));
        return IsSharp(holds, 0, above, holds.Length);
    }

    private static bool IsSharp(bool[] holds, int start, int limit, int end)
    {
        double rate = holds.Count(one => !one) / (double)holds.Length;
        bool[] below = holds[start..limit];
        Array.Reverse(below);
        return IsEven(below, rate) && IsEven(holds.AsSpan(limit..end), rate);
    }

    // An interval may have more errors than others, but not more near its limit.
    private static bool IsEven(ReadOnlySpan<bool> side, double rate)
    {
        double most = Math.Max(rate, side.Count(false) / Math.Max(1.0, side.Length));
        foreach (int neighbours in Neighbours)
        {
            var near = side[..Math.Min(neighbours, side.Length)];
            if (!NearlyHolds.AreEven(near.Count(false), near.Length, most))
            {
                return false;
            }
        }

        return true;
    }
}
