using Likeness.Data;
using Likeness.Data.Kinds;
using Likeness.Modalities.Tables.Rules.Keys;

namespace Likeness.Modalities.Tables.Rules.Determined;

/// <summary>
/// Turns rules by which a number determines a category, where models should learn the category first: its levels have numbers far apart, or in turns. Marks and their grades stay
/// as they are: the number goes on from one level to the next.
/// </summary>
internal static class DeterminingSearch
{
    // Numbers of two levels are far apart where their distance is larger than any within these levels.
    private const double MinGap = 2;

    // The fraction of limits that must be between such numbers.
    private const double MinSeparate = 2.0 / 3;

    // The runs of each level, on average: headings of the north are at both ends.
    private const double MinTurns = 1.5;

    // Numbers that are listed have so many rows on average.
    private const int MinRowsPerNumber = 3;

    /// <summary>The rules, of which some by which a number determines a category are turned.</summary>
    /// <param name="train">The training rows.</param>
    /// <param name="rules">Rules of these, in any order.</param>
    /// <param name="further">Rules that are applied with them.</param>
    /// <param name="keepsTexts">Whether each rule reads as before: what determines what stays, even one to one.</param>
    public static List<TableRule> Turned(
        Table train,
        IReadOnlyList<TableRule> rules,
        IEnumerable<TableRule> further,
        bool keepsTexts = false
    )
    {
        TableRule[] all = [.. rules, .. further];
        string[] settled =
        [
            .. all.Select(rule => rule.Column),
            .. all.OfType<SubjectColumns>().SelectMany(rule => rule.Same),
        ];
        string[] names = [.. train.Columns.Select(column => column.Name)];
        var turned = new List<TableRule>(rules);
        foreach (
            var ofNumber in rules
                .Where(rule => rule is DeterminedColumn or DerivedColumn)
                .ToLookup(rule => rule.Needs.First())
        )
        {
            int by = Array.IndexOf(names, ofNumber.Key);
            if (train.Columns[by].Kind is not NumberKind || settled.Contains(ofNumber.Key))
            {
                continue;
            }

            // Of several categories, the others still follow from the number.
            var found = ofNumber
                .Select(rule => (rule, column: Array.IndexOf(names, rule.Column)))
                .Where(one =>
                    train.Columns[one.column].Kind.LevelCount > 0 && settled.Count(name => name == one.rule.Column) == 1
                )
                .OrderByDescending(one => train.Columns[one.column].Kind.LevelCount)
                .Select(one => (one.rule, turned: Turned(train, by, one.column, one.rule, keepsTexts)))
                .FirstOrDefault(one => one.turned is not null);
            if (found.turned is not null)
            {
                turned[turned.IndexOf(found.rule)] = found.turned;
            }
        }

        return turned;
    }

    /// <summary>The rules of a schema, in the order in which they encode, of which some are turned that read as before.</summary>
    /// <param name="train">The training rows.</param>
    /// <param name="rules">The rules.</param>
    /// <param name="further">Rules that are applied with them.</param>
    /// <param name="stays">Whether a rule is not turned.</param>
    public static List<TableRule> TurnedAsDeclared(
        Table train,
        List<TableRule> rules,
        IEnumerable<TableRule> further,
        Predicate<TableRule> stays
    )
    {
        var fixedRules = rules.FindAll(stays);
        var turned = Turned(train, rules.FindAll(rule => !stays(rule)), [.. further, .. fixedRules], keepsTexts: true);
        return turned.Exists(rule => rule is DeterminingColumn)
            ? RuleSearch.InOrder([.. fixedRules, .. turned])
            : rules;
    }

    private static TableRule? Turned(Table train, int by, int column, TableRule rule, bool keepsTexts)
    {
        var runs = Runs(train, by, column);
        int levels = runs.Select(run => run.Level).Distinct().Count();
        // A level may be that of missing numbers: then it says that there is none.
        bool mayTurn = levels > 1 && !train.ColumnValues(by).Any(double.IsNaN);
        if (rule is DerivedColumn { Function.Part: ColumnPart.Interval })
        {
            // Between intervals in turns, numbers that repeat are rather the only ones than any of their interval.
            var listed =
                runs.Count == levels
                    ? AreSeparate(runs)
                        ? runs.Where(run => run.First == run.Last).Select(run => new ValuePair(run.First, run.Level))
                        : null
                    : runs.Count >= MinTurns * levels
                        ? Repeated(train, by, column)
                        : null;
            return listed is null || !mayTurn ? null : new DeterminingColumn(train.Columns[by].Name, rule, [.. listed]);
        }

        if (rule is not DeterminedColumn determined)
        {
            return null;
        }

        var pairs = determined.Pairs;
        if (pairs.Select(pair => pair.Value).Distinct().Count() == pairs.Count)
        {
            // Samples of a number with holes would mostly be unknown; one without, such as the month of its name, is in order.
            bool hasHoles = !(train.Columns[by].Grid?.Count <= pairs.Count(pair => !double.IsNaN(pair.Key)));
            return hasHoles && !keepsTexts
                ? new DeterminedColumn(
                    determined.By,
                    determined.Column,
                    [.. pairs.Select(pair => new ValuePair(pair.Value, pair.Key)).OrderBy(pair => pair.Key)]
                )
                : null;
        }

        // Levels in turns: more runs than levels.
        return mayTurn && runs.Count >= MinTurns * levels
            ? new DeterminingColumn(train.Columns[by].Name, rule, [])
            : null;
    }

    private static List<ValuePair>? Repeated(Table train, int by, int column)
    {
        var pairs = train
            .ColumnValues(by)
            .Zip(train.ColumnValues(column), (number, level) => new ValuePair(number, level))
            .Where(pair => !double.IsNaN(pair.Key))
            .Distinct()
            .ToList();
        return pairs.Count <= train.RowCount / MinRowsPerNumber ? pairs : null;
    }

    private static bool AreSeparate(List<Run> runs)
    {
        double wide = runs.Zip(runs.Skip(1))
            .Count(pair => pair.Second.First - pair.First.Last > MinGap * Math.Max(pair.First.Gap, pair.Second.Gap));
        return wide >= MinSeparate * (runs.Count - 1);
    }

    // Numbers in order that have the same level, without missing ones.
    private static List<Run> Runs(Table train, int by, int column)
    {
        double[] numbers = train.ColumnValues(by);
        double[] levels = train.ColumnValues(column);
        Array.Sort(numbers, levels);
        var runs = new List<Run>();
        for (int i = 0; i < numbers.Length; i++)
        {
            if (double.IsNaN(numbers[i]))
            {
                continue;
            }

            if (runs.Count > 0 && runs[^1] is var last && last.Level.Equals(levels[i]))
            {
                runs[^1] = last with { Last = numbers[i], Gap = Math.Max(last.Gap, numbers[i] - last.Last) };
            }
            else
            {
                runs.Add(new(levels[i], numbers[i], numbers[i], 0));
            }
        }

        return runs;
    }

    // The largest distance between neighbours within.
    private readonly record struct Run(double Level, double First, double Last, double Gap);
}
