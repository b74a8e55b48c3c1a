using Likeness.Data;
using Likeness.Data.Detection;
using Likeness.Data.Kinds;

namespace Likeness.Modalities.Tables.Rules.Keys;

/// <summary>
/// The columns that are the same in all rows of a key, hardly by chance: of independent rows, or of rows that are exchanged between keys. Where a key surely determines several columns, as patients do, less evidence is enough for a further one.
/// </summary>
internal static class SameInKeys
{
    private const int MinCertain = 2;
    private const int MinKeys = 10; // with several rows
    private const double MaxLogChanceOfFurther = -9.2; // 1e-4

    /// <summary>The columns.</summary>
    /// <param name="rows">The rows.</param>
    /// <param name="key">The column of keys.</param>
    /// <param name="firstRows">The first row of each row's key.</param>
    public static int[] Of(Table rows, int key, int[] firstRows)
    {
        var certain = new List<int>();
        var likely = new List<int>();
        foreach (int column in Enumerable.Range(0, rows.Width))
        {
            var values = rows.Column(column);
            if (column == key || rows.Columns[column].Kind is EmptyKind || !KeyEvidence.IsSame(firstRows, values))
            {
                continue;
            }

            double chance = KeyEvidence.IsByChance(firstRows, values)
                ? KeyEvidence.LogExchanged(firstRows, values)
                : KeyEvidence.MaxLogChance;
            if (chance <= KeyEvidence.MaxLogChance)
            {
                certain.Add(column);
            }
            else if (chance < MaxLogChanceOfFurther)
            {
                likely.Add(column);
            }
        }

        bool areFurther = certain.Count >= MinCertain && KeyEvidence.Repeated(firstRows) >= MinKeys;
        return areFurther ? [.. certain.Concat(likely).Order()] : [.. certain];
    }
}
