using Likeness.Data;
using Likeness.Data.Kinds;
using Likeness.Modalities.Tables.Rules.Orders;
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

        foreach (int total in numbers.OrderByDescending(column => rows.Columns[column].Grid!.Count))
        {
            if (
                Parts(rows, total, [.. numbers.Where(column => column != total)]) is { Length: > 1 } parts
                && Create(rows, total, parts) is { } rule
            )
            {
                return rule;
            }
        }

        return null;
    }

    private static int[]? Parts(Table rows, int total, int[] others)
    {
        int[] complete =
        [
            .. Enumerable
                .Range(0, rows.RowCount)
                .Where(row =>
                    !double.IsNaN(rows[row, total])
                    && Array.TrueForAll(others, other => !double.IsNaN(rows[row, other]))
                )
                .Take(FittedRows),
        ];
        if (complete.Length < 10 * (others.Length + 1))
        {
            return null;
        }

        var design = Matrix<double>.Build.Dense(
            complete.Length,
            others.Length + 1,
            (row, column) => column == others.Length ? 1 : rows[complete[row], others[column]]
        );
        var target = Vector<double>.Build.Dense(complete.Length, row => rows[complete[row], total]);
        var normal = design.TransposeThisAndMultiply(design);
        for (int i = 0; i < normal.RowCount; i++)
        {
            normal[i, i] += Ridge * Math.Max(1, normal[i, i]);
        }

        var coefficients = normal.Cholesky().Solve(design.TransposeThisAndMultiply(target));
        return [.. others.Where((_, i) => coefficients[i] > MinCoefficient)];
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
