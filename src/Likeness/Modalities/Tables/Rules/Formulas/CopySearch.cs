using Likeness.Data;
using Likeness.Data.Kinds;
using Likeness.Data.Schemas;
using Likeness.Modalities.Tables.Rules.Orders;

namespace Likeness.Modalities.Tables.Rules.Formulas;

/// <summary>
/// Finds numbers or times that repeat another column, perhaps with a constant added. By chance, independent columns would with probability
/// Π over rows of the fraction of rows with the same value, which must be tiny.
/// </summary>
internal static class CopySearch
{
    // Of a difference: some microseconds of times since 1970.
    private const double RoundOff = 2e-15;

    private const int MaxPlaces = 9;

    /// <summary>The rule of the last such column; null if there is none.</summary>
    /// <param name="rows">The rows.</param>
    /// <param name="found">The rules of other columns.</param>
    /// <param name="copies">The names of columns that may be copies, of any others; null for all of which none is computed.</param>
    public static TableRule? Next(Table rows, IReadOnlyList<TableRule> found, IReadOnlySet<string>? copies = null)
    {
        int[] numbers =
        [
            .. Enumerable
                .Range(0, rows.Width)
                .Where(column =>
                    rows.Columns[column].Kind.IsNumeric
                    && (copies is not null || IsOriginal(column))
                    && Varies(rows.Column(column))
                ),
        ];
        return (
            from last in numbers.OrderDescending()
            from first in numbers.Where(first => first < last)
            where MayRepeat(rows.Columns[first], rows.Columns[last])
            let later = IsFiner(rows.Columns[first], rows.Columns[last]) ? first : last
            let earlier = first + last - later
            select (MayCopy(later, earlier) ? Create(rows, later, earlier) : null)
                ?? (MayCopy(earlier, later) ? Create(rows, earlier, later) : null)
        ).FirstOrDefault(rule => rule is not null);

        bool IsOriginal(int column) => RuleSearch.IsOriginal(rows.Columns[column].Name, found);

        bool MayCopy(int column, int of) =>
            copies is null
            || (
                copies.Contains(rows.Columns[column].Name)
                && IsOriginal(column)
                && !RuleSearch.Needs(rows.Columns[of].Name, rows.Columns[column].Name, found)
            );
    }

    // A duration may be there in seconds, too.
    private static bool MayRepeat(Column first, Column last) =>
        OrderSearch.MayCompare(first, last) || (LinearSearch.IsQuantity(first) && LinearSearch.IsQuantity(last));

    // What a mean was subtracted from is rounded, and the difference is not.
    private static bool IsFiner(Column column, Column than) =>
        column.Kind is NumberKind
        && than.Kind is NumberKind
        && DifferenceColumn.PlacesOf(column) is null
        && DifferenceColumn.PlacesOf(than) is not null;

    // A number so large that others vanish beside it is no copy of them.
    private static bool Varies(ReadOnlySpan<double> column)
    {
        var (least, most) = (double.PositiveInfinity, double.NegativeInfinity);
        foreach (double value in column)
        {
            least = value < least ? value : least;
            most = value > most ? value : most;
        }

        return least < most;
    }

    private static FormulaColumn? Create(Table rows, int copy, int of)
    {
        bool isFiner = IsFiner(rows.Columns[copy], rows.Columns[of]);
        if (Constant(rows.Column(copy), rows.Column(of)) is not { } first || (first < 0 && !isFiner))
        {
            return null;
        }

        double more = isFiner ? PreciseConstant.Find(rows.Column(copy), rows.Column(of)) ?? first : first;
        int? places = DifferenceColumn.PlacesOf(rows.Columns[copy]);
        double constant =
            places <= MaxPlaces && DifferenceColumn.PlacesOf(rows.Columns[of]) is { } others
                ? Math.Round(more, Math.Max(places.Value, others))
                : more;
        var cell = new FormulaCell(0);
        var rule = FormulaColumn.Create(
            rows,
            copy,
            [of],
            constant == 0 ? cell : new FormulaSum((cell, false), (new FormulaNumber(Math.Abs(constant)), constant < 0))
        );
        return !rule.IsAlone && IsCertain(rows.Column(copy), rows.Column(of)) ? rule : null;
    }

    /// <summary>What a column has more than another one in all rows; null if that differs: for most columns in the first rows.</summary>
    public static double? Constant(ReadOnlySpan<double> copy, ReadOnlySpan<double> of)
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
            if (
                Math.Abs(rest - constant.Value)
                > RoundOff * Math.Max(1, Math.Max(Math.Abs(copy[row]), Math.Abs(of[row])))
            )
            {
                return null;
            }
        }

        return constant;
    }

    private static bool IsCertain(ReadOnlySpan<double> copy, ReadOnlySpan<double> of)
    {
        var counts = new Dictionary<double, int>();
        for (int row = 0; row < copy.Length; row++)
        {
            if (!double.IsNaN(copy[row] - of[row]))
            {
                counts[of[row]] = counts.GetValueOrDefault(of[row]) + 1;
            }
        }

        double all = counts.Values.Sum();
        return counts.Values.Sum(count => count * Math.Log(count / all)) < RuleSearch.MaxLogChance;
    }
}
