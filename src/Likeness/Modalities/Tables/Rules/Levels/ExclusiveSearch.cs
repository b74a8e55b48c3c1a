using System.Numerics;
using Likeness.Data;
using Likeness.Data.Kinds;
using Likeness.Modalities.Tables.Privacy;
using Likeness.Modalities.Tables.Rules.Declared;
using Likeness.Modalities.Tables.Rules.Keys;
using Likeness.Modalities.Tables.Rules.Orders;
using MathNet.Numerics;

namespace Likeness.Modalities.Tables.Rules.Levels;

/// <summary>
/// Finds indicators of which at most one is 1 in a row. By chance, the n ones of another column would all be outside the S rows that have a one already with probability C(N − S, n) / C(N, n), which must be tiny: for each
/// column, or for all together where their names are related.
/// </summary>
internal static class ExclusiveSearch
{
    private const int MinColumns = 2;

    // The largest probability of each column whose name is related to one of the others'.
    private static readonly double MaxRelatedLogChance = Math.Log(0.01);

    // Where a column is 1, and where it is missing, a bit a row.
    private readonly record struct Indicator(int At, string Name, int Ones, ulong[] One, ulong[] Missing);

    /// <summary>The rules, and those of their indicators.</summary>
    /// <param name="rows">The training rows as the data has them.</param>
    /// <param name="subjects">What the rows of a key share: these columns stay.</param>
    /// <param name="found">The rules found before.</param>
    public static IEnumerable<TableRule> All(
        Table rows,
        IEnumerable<SubjectColumns> subjects,
        IReadOnlyList<TableRule> found
    )
    {
        var kept = subjects.SelectMany(one => one.Kept).ToHashSet();
        List<Indicator> left =
        [
            .. Enumerable
                .Range(0, rows.Width)
                .Where(at =>
                    IsIndicator(rows, at)
                    && !kept.Contains(rows.Columns[at].Name)
                    && RuleSearch.IsOriginal(rows.Columns[at].Name, found)
                )
                .Select(at => Create(rows, at))
                .Where(one => Math.Min(one.Ones, Present(rows, one) - one.Ones) >= Protection.MinRows),
        ];
        while (left.Count > 0)
        {
            var group = Group(rows, left);
            left.RemoveAll(group.Contains);
            if (group.Count >= MinColumns)
            {
                string[] names = [.. group.OrderBy(one => one.At).Select(one => one.Name)];
                foreach (var rule in Create(rows, names).WithParts)
                {
                    yield return rule;
                }
            }
        }
    }

    /// <summary>The rule that a schema declares; null if some row breaks it.</summary>
    /// <param name="rows">The training rows.</param>
    /// <param name="declared">The rule of columns that the rows have.</param>
    public static ExclusiveColumn? Declare(Table rows, Declaration declared)
    {
        var rule = new ExclusiveColumn(declared.Column, declared.Parts, declared.Rule.HasNone);
        return
            rule.All.All(name => IsIndicator(rows, rows.Columns.ToList().FindIndex(column => column.Name == name)))
            && !rule.Holds(rows).Contains(false)
            ? rule
            : null;
    }

    private static ExclusiveColumn Create(Table rows, string[] names)
    {
        var rule = new ExclusiveColumn(names[0], names[1..], HasNone: false);
        return rule with { HasNone = rule.Holds(rows).Contains(false) };
    }

    // Whether a column is 0 or 1, or false or true.
    private static bool IsIndicator(Table rows, int at)
    {
        if (rows.Columns[at].Kind is not (NumberKind or BooleanKind))
        {
            return false;
        }

        foreach (double cell in rows.Column(at))
        {
            if (!double.IsNaN(cell) && cell is not (0 or 1))
            {
                return false;
            }
        }

        return true;
    }

    // The first column, and those that are 0 where one of the group is 1: with related names first, then the one of the least chance. The more rows have a one already, the less chance have the others.
    private static List<Indicator> Group(Table rows, List<Indicator> left)
    {
        var first = left[0];
        List<Indicator> group = [first];
        ulong[] any = [.. first.One];
        int ones = first.Ones;
        double chance = 0;
        int present = Present(rows, first);
        var others = left.Skip(1)
            .Where(one => one.Missing.AsSpan().SequenceEqual(first.Missing))
            .Select(one => (Column: one, IsLikeFirst: OrderEvidence.AreRelated(first.Name, one.Name)))
            .ToList();
        while (true)
        {
            others.RemoveAll(one => Intersect(any, one.Column.One));
            var (next, own, _) = others
                .Select(one => (one.Column, Own: LogChance(one.Column), one.IsLikeFirst))
                .Where(one => one.Own < (IsRelated(one.Column) ? MaxRelatedLogChance : RuleSearch.MaxLogChance))
                .OrderByDescending(one => one.IsLikeFirst)
                .ThenBy(one => one.Own)
                .FirstOrDefault();
            if (next.Name is null)
            {
                return chance < RuleSearch.MaxLogChance ? group : [first];
            }

            others.RemoveAll(one => one.Column.At == next.At);
            group.Add(next);
            ones += next.Ones;
            chance += own;
            for (int i = 0; i < any.Length; i++)
            {
                any[i] |= next.One[i];
            }
        }

        double LogChance(Indicator one) =>
            SpecialFunctions.BinomialLn(present - ones, one.Ones) - SpecialFunctions.BinomialLn(present, one.Ones);

        bool IsRelated(Indicator one) => group.Exists(other => OrderEvidence.AreRelated(other.Name, one.Name));
    }

    private static bool Intersect(ulong[] one, ulong[] other)
    {
        for (int i = 0; i < one.Length; i++)
        {
            if ((one[i] & other[i]) != 0)
            {
                return true;
            }
        }

        return false;
    }

    private static int Present(Table rows, Indicator one) => rows.RowCount - Count(one.Missing);

    private static int Count(ulong[] bits) => bits.Sum(BitOperations.PopCount);

    private static Indicator Create(Table rows, int at)
    {
        double[] cells = rows.ColumnValues(at);
        ulong[] one = RowBits.Of(Array.ConvertAll(cells, cell => cell == 1));
        ulong[] missing = RowBits.Of(Array.ConvertAll(cells, double.IsNaN));
        return new(at, rows.Columns[at].Name, Count(one), one, missing);
    }
}
