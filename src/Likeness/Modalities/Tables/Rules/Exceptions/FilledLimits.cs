namespace Likeness.Modalities.Tables.Rules.Exceptions;

/// <summary>
/// Whether a number goes on from one interval to the next. Where it does not, groups of rows have numbers of their own, such as the results of several tests: there the number follows from
/// the group.
/// </summary>
internal static class FilledLimits
{
    // Of the distance from a limit to the median of its interval.
    private const double Near = 0.2;

    // Of the rows that would be as near if they were evenly spread.
    private const double MinRows = 0.25;

    /// <summary>Whether numbers are near each limit on both sides.</summary>
    /// <param name="numbers">The numbers in order.</param>
    /// <param name="keys">The interval of each row.</param>
    public static bool AreFilled(SortedNumbers numbers, CodedColumn keys)
    {
        double[] ordered =
        [
            .. numbers.Numbers.SelectMany(
                (number, i) => Enumerable.Repeat(number, numbers.Starts[i + 1] - numbers.Starts[i])
            ),
        ];
        int[] intervals = Array.ConvertAll(numbers.Rows, row => keys.Codes[row]);
        var starts = Enumerable.Range(1, intervals.Length - 1).Where(i => intervals[i] != intervals[i - 1]).ToList();
        double step = numbers.Numbers.Zip(numbers.Numbers.Skip(1), (one, next) => next - one).DefaultIfEmpty().Min();
        int start = 0;
        foreach (var (i, limit) in starts.Index())
        {
            int end = i + 1 < starts.Count ? starts[i + 1] : intervals.Length;
            double at = ordered[limit];
            double[] below = [.. ordered[start..limit].Select(number => at - number)];
            double[] above = [.. ordered[limit..end].Select(number => number - at)];
            Array.Reverse(below);
            if (!IsFilled(below, step) || !IsFilled(above, step))
            {
                return false;
            }

            start = limit;
        }

        return true;
    }

    private static bool IsFilled(double[] distances, double step)
    {
        double near = step + (Near * distances[distances.Length / 2]);
        return distances.Count(distance => distance <= near) >= MinRows * Near * (distances.Length / 2);
    }
}
