using Likeness.Modalities.Tables.Rules.Determined;
using Likeness.Modalities.Tables.Rules.Formulas;

namespace Likeness.Modalities.Tables.Rules.Exceptions;

/// <summary>
/// Places limits between intervals where the fewest rows are wrong. A wrong row beside a limit may hide a rounder number: as one more is wrong, two digits fewer are worth it.
/// </summary>
internal static class IntervalLimits
{
    private const int MaxFurtherErrors = 2;
    private const int DigitsPerError = 2;

    /// <summary>The limits, increasing; null where two are the same.</summary>
    /// <param name="numbers">The numbers in order.</param>
    /// <param name="classes">The classes of the rows.</param>
    /// <param name="intervals">The intervals in order.</param>
    public static double[]? Find(SortedNumbers numbers, IntervalClasses classes, IReadOnlyList<ClassInterval> intervals)
    {
        double[] limits = [.. intervals.Skip(1).Zip(intervals, (next, before) => Find(numbers, classes, before, next))];
        return limits.Zip(limits.Skip(1)).All(pair => pair.First < pair.Second) ? limits : null;
    }

    private static double Find(SortedNumbers numbers, IntervalClasses classes, ClassInterval before, ClassInterval next)
    {
        var (low, high) = (next.Start, next.Start);
        var (belowLow, aboveHigh) = (0, 0); // further errors there
        var errorsAt = new Dictionary<int, int> { [next.Start] = 0 };
        var (best, least) = (0.0, double.PositiveInfinity);
        for (int further = 0; further <= MaxFurtherErrors; further++)
        {
            while (low > before.Start + 1 && belowLow + More(low - 1) <= further)
            {
                low--;
                belowLow += More(low);
                errorsAt[low] = belowLow;
            }

            while (high < next.End - 1 && aboveHigh - More(high) <= further)
            {
                aboveHigh -= More(high);
                high++;
                errorsAt[high] = aboveHigh;
            }

            double limit = DerivedColumnSearch.Limit(numbers.Numbers[low - 1], numbers.Numbers[high]);
            int at = Array.BinarySearch(numbers.Numbers, limit);
            double cost = SimplestNumber.Digits(limit) + (DigitsPerError * errorsAt[at < 0 ? ~at : at]);
            (best, least) = cost < least ? (limit, cost) : (best, least);
        }

        return best;

        // How many more rows are wrong if a number is in the next interval and not in the one before.
        int More(int number)
        {
            int more = 0;
            foreach (int row in numbers.RowsOf(number))
            {
                int one = classes.Of(row);
                more +=
                    one == before.Class ? 1
                    : one == next.Class ? -1
                    : 0;
            }

            return more;
        }
    }
}
