using Likeness.Data;
using Likeness.Data.Kinds;
using Likeness.Modalities.Tables.Rules.Orders;
using Likeness.Numerics;
using MathNet.Numerics.LinearAlgebra;

namespace Likeness.Modalities.Tables.Rules.Formulas;

/// <summary>
/// Finds a column of numbers that is the sum of others, and a rest that takes few values: a least-squares fit proposes the parts, whose coefficients must
/// be 1, and the rest must be non-negative with far fewer different values than the column. By chance, a part that is independent of the others would leave
/// these rests with probability Π over rows P(rest of the row with the part of another one), which must be tiny.
/// </summary>
internal static class SumSearch
{
    private const int FittedRows = 4000;
    private const int MaxColumns = 40;
    private const double MinCoefficient = 0.5;
    private const int FewerValues = 4;
    private const double Ridge = 1e-9;

    /// <summary>The rule of the first such column; null if there is none.</summary>
    public static TableRule? Next(Table rows, IReadOnlyList<TableRule> found)
    {
        int[] numbers =
        [
            .. Enumerable
                .Range(0, rows.Width)
                .Where(column =>
                    rows.Columns[column].Kind is NumberKind
                    && DifferenceColumn.PlacesOf(rows.Columns[column]) is not null
                    && RuleSearch.IsOriginal(rows.Columns[column].Name, found)
                ),
        ];
        if (numbers.Length is < 3 or > MaxColumns)
        {
            return null;
        }

        var products = new Lazy<double[]?>(() => Products(rows, numbers));
        foreach (int total in numbers.OrderByDescending(column => rows.Columns[column].Grid!.Count))
        {
            if (
                products.Value is { } all
                && Parts(all, numbers, total) is { Length: > 1 } parts
                && Create(rows, total, parts) is { } rule
            )
            {
                return rule;
            }
        }

        return null;
    }

    // The sums of products of the numbers and of 1, in rows that have all numbers; null for too few rows.
    private static double[]? Products(Table rows, int[] numbers)
    {
        int[] complete =
        [
            .. Enumerable
                .Range(0, rows.RowCount)
                .Where(row => Array.TrueForAll(numbers, number => !double.IsNaN(rows[row, number])))
                .Take(FittedRows),
        ];
        return complete.Length < 10 * numbers.Length
            ? null
            : CrossProducts.Of([
                .. numbers.Select(number => Array.ConvertAll(complete, row => rows[row, number])),
                [.. Enumerable.Repeat(1.0, complete.Length)],
            ]);
    }

    private static int[] Parts(double[] products, int[] numbers, int total)
    {
        int width = numbers.Length + 1;
        int target = Array.IndexOf(numbers, total);
        // The last one is the constant.
        int[] others = [.. Enumerable.Range(0, width).Where(i => i != target)];
        double Product(int one, int other) => products[(one * width) + other];
        var normal = Matrix<double>.Build.Dense(
            others.Length,
            others.Length,
            (i, j) => Product(others[i], others[j]) + (i == j ? Ridge * Math.Max(1, Product(others[i], others[i])) : 0)
        );
        var right = Vector<double>.Build.Dense(others.Length, i => Product(others[i], target));
        var coefficients = normal.Cholesky().Solve(right);
        return
        [
            .. others.SkipLast(1).Where((_, i) => coefficients[i] > MinCoefficient).Select(other => numbers[other]),
        ];
    }

    private static DifferenceColumn? Create(Table rows, int total, int[] parts)
    {
        var rule = DifferenceColumn.Create(rows, total, parts);
        double[] rests = rule.Rests(rows);
        int[] complete = [.. Enumerable.Range(0, rests.Length).Where(row => !double.IsNaN(rests[row]))];
        int different = complete.Select(row => rests[row]).Distinct().Count();
        int before = complete.Select(row => rows[row, total]).Distinct().Count();
        if (rule.Least < 0 || different * FewerValues > before)
        {
            return null;
        }

        int[] certain = Array.FindAll(parts, part => IsCertain(rows, part, complete, rests, rule.Decimals!.Value));
        return certain.Length == parts.Length ? rule
            : certain.Length > 1 ? Create(rows, total, certain)
            : null;
    }

    private static bool IsCertain(Table rows, int part, int[] complete, double[] rests, int places)
    {
        var counts = complete.CountBy(row => Math.Round(rows[row, part], places)).ToDictionary();
        var known = new Dictionary<double, double>();
        var possible = complete.Select(row => rests[row]).ToHashSet();
        var seen = new HashSet<double>();
        double chance = 0;
        foreach (int row in complete.Take(FittedRows))
        {
            // The rests are taken from the rows in which they come first.
            if (seen.Add(rests[row]))
            {
                continue;
            }

            double left = Math.Round(rests[row] + rows[row, part], places);
            if (!known.TryGetValue(left, out double rowsThatFit))
            {
                rowsThatFit = known[left] = Fitting(left, counts, possible, places);
            }

            chance += Math.Log(Math.Max(1, rowsThatFit) / complete.Length);
        }

        return chance < RuleSearch.MaxLogChance;
    }

    // The number of rows whose part leaves one of the possible rests.
    private static double Fitting(double left, Dictionary<double, int> counts, HashSet<double> rests, int places) =>
        counts.Count < rests.Count
            ? counts.Sum(part => rests.Contains(Math.Round(left - part.Key, places)) ? part.Value : 0)
            : rests.Sum(rest => counts.GetValueOrDefault(Math.Round(left - rest, places)));
}
