using Likeness.Data;

namespace Likeness.Modalities.Tables.Rules.Approximate;

/// <summary>Finds categories each of whose levels has a main level of another one, which nearly all of its rows have: a postcode and its town.</summary>
internal static class ApproximateLevels
{
    private const int MinRowsPerLevel = 10;
    private const long MaxPairs = 1_000_000;

    /// <summary>The rules; of two categories that determine each other, the one that more rows satisfy.</summary>
    public static IEnumerable<ApproximateRule> All(Table rows)
    {
        int[] levels =
        [
            .. Enumerable
                .Range(0, rows.Width)
                .Where(column => rows.Columns[column].Kind is { LevelCount: > 1, IsLearned: true }),
        ];
        return from a in levels
            from b in levels
            where a < b
            let one = Find(rows, a, b)
            let other = Find(rows, b, a)
            let best = one is null || (other is not null && other.LogChance < one.LogChance) ? other : one
            where best is not null
            select best;
    }

    private static ApproximateRule? Find(Table rows, int by, int column)
    {
        var keys = rows.Column(by);
        var values = rows.Column(column);
        int groups = rows.Columns[by].Kind.LevelCount;
        int levels = rows.Columns[column].Kind.LevelCount;
        if (groups > rows.RowCount / MinRowsPerLevel || (long)groups * levels > MaxPairs)
        {
            return null;
        }

        var counts = new int[groups, levels];
        for (int row = 0; row < keys.Length; row++)
        {
            if (!double.IsNaN(keys[row]) && !double.IsNaN(values[row]))
            {
                counts[(int)keys[row], (int)values[row]]++;
            }
        }

        var main = new int[groups];
        var ofLevel = new int[levels];
        var (seen, all, held) = (0, 0, 0);
        for (int group = 0; group < groups; group++)
        {
            for (int level = 0; level < levels; level++)
            {
                main[group] = counts[group, level] > counts[group, main[group]] ? level : main[group];
                ofLevel[level] += counts[group, level];
                all += counts[group, level];
            }

            seen += counts[group, main[group]] > 0 ? 1 : 0;
            held += counts[group, main[group]];
        }

        // One row of each level says which is its main one.
        var (rest, restHeld) = (all - seen, held - seen);
        if (held == all || rest == 0 || restHeld < ApproximateRule.MinFraction * rest)
        {
            return null;
        }

        double chance = ofLevel.Max() / (double)all;
        double log = ApproximateRule.LogChanceOf(restHeld, rest, chance) + (seen * Math.Log(levels));
        return chance <= ApproximateRule.MaxChance && log < RuleSearch.MaxLogChance
            ? new ApproximateRule(
                $"{rows.Columns[by].Name} determines {rows.Columns[column].Name}",
                log,
                table => Holds(table, by, column, main)
            )
            : null;
    }

    // A level that real rows do not have determines nothing.
    private static bool?[] Holds(Table rows, int by, int column, int[] main)
    {
        var keys = rows.Column(by);
        var values = rows.Column(column);
        var holds = new bool?[keys.Length];
        for (int row = 0; row < holds.Length; row++)
        {
            bool isKnown = keys[row] < main.Length && !double.IsNaN(values[row]);
            holds[row] = isKnown ? values[row] == main[(int)keys[row]] : null;
        }

        return holds;
    }
}
