using Likeness.Data;
using Likeness.Data.Kinds;
using Likeness.Modalities.Tables.Rules.Orders;

namespace Likeness.Modalities.Tables.Rules.Determined;

/// <summary>Values of one column as those of another: levels by their texts, whole numbers by themselves.</summary>
internal static class LevelMap
{
    /// <summary>What stands for a level that the other column does not have: it equals no cell.</summary>
    public const double None = double.PositiveInfinity;

    private const int MaxNumbers = 1000;

    /// <summary>Whether both columns are categories, or whole numbers.</summary>
    public static bool MayCompare(Column one, Column other) =>
        (one.Kind is CategoryKind { HasNames: false } && other.Kind is CategoryKind { HasNames: false })
        || (AreWhole(one) && AreWhole(other));

    /// <summary>Each value of a column as that of another one; missing stays missing.</summary>
    public static Func<double, double> Between(Column from, Column to)
    {
        if (from.Kind is not CategoryKind levels || to.Kind is not CategoryKind others || levels.Equals(others))
        {
            return cell => cell;
        }

        double[] places = [.. levels.Levels.Select(level => others.TryRead(level, out double place) ? place : None)];
        return cell => double.IsNaN(cell) ? double.NaN : places[(int)cell];
    }

    /// <summary>The rows of each value of a column that may be compared with others; null if these are too many for codes.</summary>
    public static Dictionary<double, int>? Counts(Table rows, int column)
    {
        if (!MayCompare(rows.Columns[column], rows.Columns[column]))
        {
            return null;
        }

        var counts = new Dictionary<double, int>();
        foreach (double cell in rows.Column(column))
        {
            if (!double.IsNaN(cell))
            {
                counts[cell] = counts.GetValueOrDefault(cell) + 1;
                if (counts.Count > MaxNumbers && rows.Columns[column].Kind is NumberKind)
                {
                    return null;
                }
            }
        }

        return counts;
    }

    private static bool AreWhole(Column column) => column.Kind is NumberKind && DifferenceColumn.PlacesOf(column) == 0;
}
