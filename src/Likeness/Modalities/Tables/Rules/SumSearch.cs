using Likeness.Data;
using Likeness.Data.Kinds;
using MathNet.Numerics.LinearAlgebra;

namespace Likeness.Modalities.Tables.Rules;

/// <summary>
/// Finds a column of numbers that is the sum of others, and a rest that takes few values: a least-squares fit proposes the parts, whose coefficients must
/// be 1, and the rest must be non-negative with far fewer different values than the column.
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
                    rows.Columns[column] is { Kind: NumberKind, Grid.Decimals: not null }
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
                !RuleSearch.IsPart(rows.Columns[total].Name, found)
                && Parts(rows, total, [.. numbers.Where(column => column != total)]) is { Length: > 1 } parts
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
        int places = parts.Append(total).Max(column => rows.Columns[column].Grid!.Decimals!.Value);
        string[] names = [.. parts.Select(part => rows.Columns[part].Name)];
        var rule = new DifferenceColumn(rows.Columns[total].Name, names, 0, 1, places);
        double[] rest = rule.Encode(rows).ColumnValues(total);
        for (int row = 0; row < rest.Length; row++)
        {
            // The rest is missing exactly where the column is, so that nothing is lost; and it is never negative.
            if (double.IsNaN(rest[row]) != double.IsNaN(rows[row, total]) || rest[row] < 0)
            {
                return null;
            }
        }

        double[] present = Array.FindAll(rest, value => !double.IsNaN(value));
        int different = present.Distinct().Count();
        int before = rows.ColumnValues(total).Distinct().Count();
        return different * FewerValues <= before ? rule with { Least = present.Min(), Most = present.Max() } : null;
    }
}
