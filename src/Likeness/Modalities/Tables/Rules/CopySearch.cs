using Likeness.Data;

namespace Likeness.Modalities.Tables.Rules;

/// <summary>
/// Finds numbers or times that repeat another column, perhaps with a constant added. By chance, independent columns would with probability
/// Π over rows of the fraction of rows with the same value, which must be tiny.
/// </summary>
internal static class CopySearch
{
    /// <summary>The rule of the last such column; null if there is none.</summary>
    public static TableRule? Next(Table rows, IReadOnlyList<TableRule> found)
    {
        int[] numbers =
        [
            .. Enumerable
                .Range(0, rows.Width)
                .Where(column =>
                    rows.Columns[column].Kind.IsNumeric && RuleSearch.IsOriginal(rows.Columns[column].Name, found)
                ),
        ];
        return (
            from last in numbers.OrderDescending()
            from first in numbers.Where(first => first < last)
            where OrderSearch.MayCompare(rows.Columns[first], rows.Columns[last])
            select Create(rows, last, first) ?? Create(rows, first, last)
        ).FirstOrDefault(rule => rule is not null);
    }

    private static DifferenceColumn? Create(Table rows, int copy, int of)
    {
        if (!MayRepeat(rows.Column(copy), rows.Column(of)))
        {
            return null;
        }

        var rule = DifferenceColumn.Create(rows, copy, [of]);
        return
            rule is { Least: >= 0, Absent: null }
            && rule.Least == rule.Most
            && IsCertain(rows.Column(of), rule.Rests(rows))
            ? rule
            : null;
    }

    // Most columns differ from others in the first rows.
    private static bool MayRepeat(ReadOnlySpan<double> copy, ReadOnlySpan<double> of)
    {
        double? constant = null;
        for (int row = 0; row < copy.Length; row++)
        {
            double rest = copy[row] - of[row];
            if (double.IsNaN(rest))
            {
                continue;
            }

            constant ??= rest;
            if (Math.Abs(rest - constant.Value) > DifferenceColumn.Slack * Math.Max(1, Math.Abs(copy[row])))
            {
                return false;
            }
        }

        return constant >= 0;
    }

    private static bool IsCertain(ReadOnlySpan<double> of, double[] rests)
    {
        var counts = new Dictionary<double, int>();
        for (int row = 0; row < rests.Length; row++)
        {
            if (!double.IsNaN(rests[row]))
            {
                counts[of[row]] = counts.GetValueOrDefault(of[row]) + 1;
            }
        }

        double all = counts.Values.Sum();
        return counts.Values.Sum(count => count * Math.Log(count / all)) < RuleSearch.MaxLogChance;
    }
}
