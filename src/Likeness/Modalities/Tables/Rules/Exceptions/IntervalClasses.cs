using Likeness.Modalities.Tables.Privacy;

namespace Likeness.Modalities.Tables.Rules.Exceptions;

/// <summary>
/// Cuts the order of a number into intervals of one class each, so that rows with another one are few. Each further interval costs as much as some rows, so that a few wrong ones in a row make none:
/// the Potts model, whose exact solution is a shortest path. Source: Winkler and Liebscher 2002, Journal of Nonparametric Statistics 14, pages 631–651.
/// </summary>
internal sealed class IntervalClasses
{
    private const int MaxClasses = 20;
    private const int MaxIntervals = 40;
    private const int MinNumbersPerInterval = 3; // on average
    private const int MinCost = 5;
    private const int RowsPerCost = 1000;
    private const int Probes = 2000;
    private const double MinOfClasses = 0.95;

    // Two neighbours differ where one of them is wrong, or a new interval begins.
    private const double MaxChanges = 0.15;

    private readonly int[] classOf;
    private readonly int[] codes;

    private IntervalClasses(int[] classOf, int[] codes, int count) =>
        (this.classOf, this.codes, Count) = (classOf, codes, count);

    /// <summary>The number of classes.</summary>
    public int Count { get; }

    /// <summary>The common values of a column as classes; null if they are too many, or too few rows have them.</summary>
    public static IntervalClasses? Create(CodedColumn values)
    {
        int[] classOf = new int[values.Counts.Length];
        var (count, rows) = (0, 0);
        for (int code = 0; code < classOf.Length; code++)
        {
            bool isClass = values.Counts[code] >= Protection.MinRows;
            classOf[code] = isClass ? count++ : -1;
            rows += isClass ? values.Counts[code] : 0;
        }

        return count is > 1 and <= MaxClasses && rows >= MinOfClasses * values.Codes.Length
            ? new(classOf, values.Codes, count)
            : null;
    }

    /// <summary>The class of a row; −1 for a rare value.</summary>
    public int Of(int row) => classOf[codes[row]];

    /// <summary>Whether neighbours in the order of a number mostly have the same class.</summary>
    public bool MayHold(SortedNumbers numbers)
    {
        int step = Math.Max(1, numbers.Rows.Length / Probes);
        var (changes, pairs) = (0, 0);
        for (int i = step; i < numbers.Rows.Length; i += step)
        {
            changes += Of(numbers.Rows[i]) != Of(numbers.Rows[i - step]) ? 1 : 0;
            pairs++;
        }

        return numbers.Numbers.Length >= 2 * MinNumbersPerInterval && changes <= (MaxChanges * pairs) + MaxIntervals;
    }

    /// <summary>The intervals in order; null if there is only one, or too many.</summary>
    /// <param name="numbers">The numbers in order.</param>
    public List<ClassInterval>? Intervals(SortedNumbers numbers)
    {
        int[] path = Path(numbers);
        var found = new List<ClassInterval>();
        for (int i = 0; i < path.Length; i++)
        {
            if (i > 0 && path[i] == path[i - 1])
            {
                found[^1] = found[^1] with { End = i + 1 };
            }
            else
            {
                found.Add(new(i, i + 1, path[i]));
            }
        }

        return found.Count is > 1 and <= MaxIntervals && path.Length >= MinNumbersPerInterval * found.Count
            ? found
            : null;
    }

    // The class of each distinct number.
    private int[] Path(SortedNumbers numbers)
    {
        int cost = Math.Max(MinCost, numbers.Rows.Length / RowsPerCost);
        int[] right = new int[Count];
        int[] best = new int[numbers.Numbers.Length];
        int[] changed = new int[numbers.Numbers.Length]; // a bit for each class
        for (int i = 0; i < best.Length; i++)
        {
            best[i] = Array.IndexOf(right, right.Max());
            int other = right[best[i]] - cost;
            for (int k = 0; k < Count; k++)
            {
                if (right[k] < other)
                {
                    right[k] = other;
                    changed[i] |= 1 << k;
                }
            }

            foreach (int row in numbers.RowsOf(i))
            {
                int one = Of(row);
                if (one >= 0)
                {
                    right[one]++;
                }
            }
        }

        int[] path = new int[best.Length];
        int at = Array.IndexOf(right, right.Max());
        for (int i = path.Length - 1; i >= 0; i--)
        {
            path[i] = at;
            at = (changed[i] >> at & 1) == 1 ? best[i] : at;
        }

        return path;
    }
}

/// <summary>An interval of a number in which rows have one class.</summary>
/// <param name="Start">The place of its first distinct number.</param>
/// <param name="End">That after its last one.</param>
/// <param name="Class">The class.</param>
internal readonly record struct ClassInterval(int Start, int End, int Class);
