using Likeness.Compute.Cpu;
using Likeness.Data;
using Likeness.Data.Kinds;

namespace Likeness.Modalities.Tables.Rules.Approximate;

/// <summary>
/// Finds numbers that are the sum of two or three others in nearly all rows. A few rows rule most candidates out. Where a part is 0 a sum says nothing of it, so the rows
/// without a 0 must satisfy it, too.
/// </summary>
internal static class ApproximateSums
{
    private const int MaxColumns = 50;
    private const int ProbedRows = 64;
    private const int MaxBrokenOfProbed = 6; // of 64 rows, 7 or more are broken with probability 0.0003 where 2 % of all are
    private const int MinInformative = 30;
    private const double MinOfInformative = 0.9;

    /// <summary>The rules.</summary>
    public static IEnumerable<ApproximateRule> All(Table rows)
    {
        int[] numbers = [.. Enumerable.Range(0, rows.Width).Where(column => rows.Columns[column].Kind is NumberKind)];
        if (numbers.Length is < 3 or > MaxColumns || rows.RowCount < MinInformative)
        {
            yield break;
        }

        int[] order = new PhiloxRandom(1, 0).Permutation(rows.RowCount);
        double[][] probed =
        [
            .. numbers.Select(column => order.Take(ProbedRows).Select(row => rows[row, column]).ToArray()),
        ];
        foreach (int[] sum in Candidates(probed))
        {
            if (Find(rows, numbers[sum[0]], [.. sum[1..].Select(part => numbers[part])]) is { } rule)
            {
                yield return rule;
            }
        }
    }

    // The total first, then its parts.
    private static IEnumerable<int[]> Candidates(double[][] cells)
    {
        var two = new double[cells[0].Length];
        var three = new double[cells[0].Length];
        for (int a = 0; a < cells.Length; a++)
        {
            for (int b = a + 1; b < cells.Length; b++)
            {
                Add(cells[a], cells[b], two);
                foreach (int total in Totals(cells, two, [a, b]))
                {
                    yield return [total, a, b];
                }

                for (int c = b + 1; c < cells.Length; c++)
                {
                    Add(two, cells[c], three);
                    foreach (int total in Totals(cells, three, [a, b, c]))
                    {
                        yield return [total, a, b, c];
                    }
                }
            }
        }
    }

    private static void Add(double[] a, double[] b, double[] sum)
    {
        for (int row = 0; row < sum.Length; row++)
        {
            sum[row] = a[row] + b[row];
        }
    }

    private static List<int> Totals(double[][] cells, double[] sum, int[] parts)
    {
        var totals = new List<int>();
        for (int total = 0; total < cells.Length; total++)
        {
            if (IsProbable(cells[total], sum) && !parts.Contains(total))
            {
                totals.Add(total);
            }
        }

        return totals;
    }

    private static bool IsProbable(double[] total, double[] sum)
    {
        int broken = 0;
        for (int row = 0; row < sum.Length; row++)
        {
            broken += IsBroken(total[row], sum[row]) ? 1 : 0;
            if (broken > MaxBrokenOfProbed)
            {
                return false;
            }
        }

        return true;
    }

    // False where a value is missing.
    private static bool IsBroken(double total, double sum) =>
        Math.Abs(total - sum) > TableRule.RoundOff * Math.Max(1, Math.Abs(total));

    private static ApproximateRule? Find(Table rows, int total, int[] parts)
    {
        bool?[] holds = Holds(rows, total, parts);
        int all = holds.Count(one => one is not null);
        int broken = holds.Count(one => one == false);
        int[] informative =
        [
            .. Enumerable
                .Range(0, rows.RowCount)
                .Where(row => holds[row] is not null && Array.TrueForAll(parts, part => rows[row, part] != 0)),
        ];
        int held = informative.Count(row => holds[row] == true);
        if (
            broken == 0
            || broken > ApproximateRule.MaxBroken(all)
            || informative.Length < MinInformative
            || held < MinOfInformative * informative.Length
        )
        {
            return null;
        }

        // One part of another row each.
        double chance = parts.Max(part =>
        {
            int alike = Enumerable
                .Range(0, informative.Length)
                .Count(i =>
                {
                    int row = informative[i];
                    int other = informative[(i + (informative.Length / 2)) % informative.Length];
                    double sum = parts.Sum(one => rows[one == part ? other : row, one]);
                    return !IsBroken(rows[row, total], sum);
                });
            return (alike + 1.0) / (informative.Length + 1);
        });
        double log = ApproximateRule.LogChanceOf(held, informative.Length, chance);
        string text =
            $"{rows.Columns[total].Name} = {string.Join(" + ", parts.Select(part => rows.Columns[part].Name))}";
        return chance <= ApproximateRule.MaxChance && log < RuleSearch.MaxLogChance
            ? new ApproximateRule(text, log, table => Holds(table, total, parts))
            : null;
    }

    private static bool?[] Holds(Table rows, int total, int[] parts)
    {
        var holds = new bool?[rows.RowCount];
        for (int row = 0; row < holds.Length; row++)
        {
            double sum = 0;
            foreach (int part in parts)
            {
                sum += rows[row, part];
            }

            double whole = rows[row, total];
            holds[row] = double.IsNaN(whole - sum) ? null : !IsBroken(whole, sum);
        }

        return holds;
    }
}
