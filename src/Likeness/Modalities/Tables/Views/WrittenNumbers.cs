using Likeness.Data;
using Likeness.Modalities.Tables.Rules;
using Likeness.Modalities.Tables.Rules.Determined;

namespace Likeness.Modalities.Tables.Views;

/// <summary>What programs write of numbers: 32-bit ones, or 15 digits of a double.</summary>
internal static class WrittenNumbers
{
    /// <summary>Samples whose numbers are 32-bit ones where those of the data are, and whose computed ones have as many significant digits.</summary>
    /// <param name="rows">The samples, restored by the rules.</param>
    /// <param name="rules">The rules.</param>
    public static Table Round(Table rows, IReadOnlyList<TableRule> rules)
    {
        Func<double, double>?[] written = [.. rows.Columns.Select(column => Of(column, rules))];
        return Array.TrueForAll(written, one => one is null)
            ? rows
            : Table.FromColumns(
                rows.Columns,
                [
                    .. written.Select(
                        (one, i) =>
                            one is null
                                ? rows.ColumnValues(i)
                                : Array.ConvertAll(
                                    rows.ColumnValues(i),
                                    value => double.IsNaN(value) ? value : one(value)
                                )
                    ),
                ],
                rows.Picture
            );
    }

    private static Func<double, double>? Of(Column column, IReadOnlyList<TableRule> rules)
    {
        // What is looked up is as the data have it.
        bool isSingle =
            column.Grid is { SinglePrecision: true }
            && !DeterminedColumn.Of(rules).Any(rule => rule.Replaces && rule.Column == column.Name);
        bool isComputed = rules.Any(rule => rule.Replaces && rule.IsComputed && rule.Column == column.Name);
        // Files may have 15 digits of a 32-bit number, which are another double.
        return column.Grid is { Digits: int digits } && (isSingle || isComputed)
                ? value => SignificantDigits.Round(isSingle ? (float)value : value, digits)
            : isSingle ? value => (float)value
            : null;
    }
}
