using Likeness.Data;
using Likeness.Modalities.Tables.Rules.Determined;

namespace Likeness.Modalities.Tables.Rules.Levels;

/// <summary>
/// Joins two combinations that rows have once, with columns that differ in each row and have the same levels: a team plays once a day, at home or away. Of n independent rows, n (n − 1) × Π Σ p(level)² × Σ p(level) q(level) pairs would
/// have the level of one column in the other.
/// </summary>
internal static class EitherSearch
{
    /// <summary>The rules, of which those that hold together are one.</summary>
    /// <param name="train">The training rows as the data has them.</param>
    /// <param name="once">Combinations that rows have once.</param>
    /// <param name="found">The rules found before.</param>
    public static IReadOnlyList<OnceColumns> Joined(
        Table train,
        IReadOnlyList<OnceColumns> once,
        IReadOnlyList<TableRule> found
    )
    {
        foreach (var first in once)
        {
            foreach (var second in once)
            {
                if (first != second && Both(train, first, second, found) is { } both)
                {
                    return [both, .. once.Where(one => one != first && one != second)];
                }
            }
        }

        return once;
    }

    private static OnceColumns? Both(Table train, OnceColumns first, OnceColumns second, IReadOnlyList<TableRule> found)
    {
        string[] one = [.. first.Names.Except(second.Names)];
        string[] other = [.. second.Names.Except(first.Names)];
        if (
            one.Length != 1
            || other.Length != 1
            || !found.OfType<DifferentColumn>().Any(rule => (rule.Column, rule.Other) == (one[0], other[0]))
        )
        {
            return null;
        }

        string[] names = [.. first.Names.Intersect(second.Names), one[0]];
        var rule = new OnceColumns(names[0], names[1..]) { Or = other[0] };
        double rows = train.RowCount;
        double expected = names[..^1].Aggregate(rows * (rows - 1), (pairs, name) => pairs * SameOf(train, name));
        return OnceEvidence.Find(train, rule, expected * SameOf(train, one[0], other[0]), mayRepeat: true);
    }

    private static double SameOf(Table train, string name) => OnceCandidate.SameOf(new NamedCells(train)[name]);

    // The probability that a row has in one column what another row has in the other.
    private static double SameOf(Table train, string name, string other)
    {
        var cells = new NamedCells(train);
        Column ColumnOf(string of) => train.Columns.First(column => column.Name == of);
        var levels = LevelMap.Between(ColumnOf(other), ColumnOf(name));
        var rowsOf = cells[name].CountBy(cell => cell).ToDictionary();
        double pairs = cells[other].Sum(cell => (double)rowsOf.GetValueOrDefault(levels(cell)));
        return pairs / ((double)train.RowCount * train.RowCount);
    }
}
