using Likeness.Data;
using Likeness.Data.Detection;
using Likeness.Modalities.Tables.Rules.Calendar;
using Likeness.Modalities.Tables.Rules.Determined;
using Likeness.Modalities.Tables.Rules.Formulas;
using Likeness.Modalities.Tables.Rules.Keys;
using Likeness.Modalities.Tables.Rules.Levels;
using Likeness.Modalities.Tables.Rules.Orders;

namespace Likeness.Modalities.Tables.Rules;

/// <summary>Finds rules that hold on all training rows and would not by chance.</summary>
internal static class RuleSearch
{
    /// <summary>The logarithm of the largest probability of a rule among independent columns.</summary>
    public const double MaxLogChance = KeyEvidence.MaxLogChance;

    /// <summary>More columns would take too long in pairs.</summary>
    public const int MaxColumns = 200;

    /// <summary>The rules, in the order in which they encode.</summary>
    /// <param name="train">The training rows, as the data has them.</param>
    /// <param name="subjects">What the rows of a key share.</param>
    /// <param name="known">Rules that are known before.</param>
    public static List<TableRule> Find(
        Table train,
        IReadOnlyList<SubjectColumns>? subjects = null,
        IReadOnlyList<TableRule>? known = null
    )
    {
        if (train.RowCount == 0 || train.Width > MaxColumns)
        {
            return [];
        }

        List<TableRule> found = [.. known ?? [], .. TimePartColumn.All(train)];
        found.AddRange([.. OfListColumn.All(train, found)]);
        found.AddRange(DateSearch.All(train, subjects ?? [], found));
        // Of the same rows, years of 365.25 days may be right, too.
        found.AddRange(ShiftedDaySearch.All(train).Where(rule => IsFree(rule, found)).ToList());
        found.AddRange(YearsSearch.All(train).Where(rule => IsFree(rule, found)).ToList());
        found.AddRange([.. AnnuitySearch.All(train, found)]);
        FormulaColumn[] formulas = [.. WithRates(train, found).Select(rule => OpenEnds.Closed(train, rule))];
        found.AddRange(formulas.Select(rule => DelayRules.Turned(train, rule, formulas)));
        found.AddRange([.. TimeSumSearch.All(train, found)]);
        found.AddRange([.. ClockSearch.All(train, found)]);
        found.AddRange([.. RateSearch.All(train, found)]);
        found.AddRange([.. RoundedSumSearch.All(train, found)]);
        var heads = new SubjectHeads(train, subjects ?? []);
        while (
            (
                CopySearch.Next(train, found)
                ?? DerivedColumnSearch.Next(train, found, heads)
                ?? DeterminedColumnSearch.Next(train, found, heads)
                ?? ComparedColumnSearch.Next(train, found)
                ?? SumSearch.Next(train, found)
            )
                is { } rule
        )
        {
            found.Add(rule);
        }

        found.AddRange(OneOfSearch.All(train, found));
        found.AddRange([.. ExclusiveSearch.All(train, subjects ?? [], found)]);
        found.AddRange(OrderSearch.All(train, found, subjects));
        TableRule[] further =
        [
            .. DifferentSearch.All(train, found),
            .. PresenceSearch.All(train, found),
            .. PresenceSearch.OfZeros(train, found),
        ];
        // Rules that some rows break stay as they are.
        int first = known?.Count ?? 0;
        var turned = DeterminingSearch.Turned(
            train,
            found[first..],
            [.. subjects ?? [], .. further, .. found[..first]]
        );
        return [.. InOrder([.. found[..first], .. turned]), .. further];
    }

    /// <summary>Rules in the order in which they encode: a column that others determine is first, while they are there as the data has them. With missing values, orders may run in a circle.</summary>
    public static List<TableRule> InOrder(IReadOnlyList<TableRule> rules)
    {
        var left = rules.ToList();
        var ordered = new List<TableRule>();
        while (left.Count > 0)
        {
            int first = left.FindIndex(rule => !left.Exists(other => other.EncodesFrom.Contains(rule.Column)));
            ordered.Add(left[Math.Max(0, first)]);
            left.RemoveAt(Math.Max(0, first));
        }

        return ordered;
    }

    /// <summary>Whether a column is computed from another one, perhaps over further ones.</summary>
    public static bool Needs(string column, string other, IReadOnlyList<TableRule> found)
    {
        // With missing values, orders may run in a circle.
        var seen = new HashSet<string>();
        return IsNeeded(column);

        bool IsNeeded(string by) =>
            seen.Add(by)
            && found.Any(rule => rule.Column == by && rule.Needs.Any(part => part == other || IsNeeded(part)));
    }

    // A rate tells what is computed from what: where formulas run against it, it goes first, if as much is computed then.
    private static FormulaColumn[] WithRates(Table train, List<TableRule> found)
    {
        FormulaColumn[] formulas = [.. FormulaSearch.All(train, found)];
        var rates = RateSearch.All(train, [.. found, .. formulas], inCircles: true);
        FormulaColumn[] behind = rates.Count == 0 ? [] : [.. FormulaSearch.All(train, [.. found, .. rates])];
        if (rates.Count == 0 || !formulas.All(rule => behind.Any(one => one.Column == rule.Column)))
        {
            return formulas;
        }

        found.AddRange(rates);
        return behind;
    }

    // Whether no other rule restores its column, or needs it for what it is computed from.
    private static bool IsFree(TableRule rule, IReadOnlyList<TableRule> found) =>
        IsOriginal(rule.Column, found) && !rule.Needs.Any(part => Needs(part, rule.Column, found));

    /// <summary>Whether a column is as the data has it: no rule has replaced it.</summary>
    public static bool IsOriginal(string column, IReadOnlyList<TableRule> found) =>
        !found.Any(rule => rule.Column == column);

    /// <summary>The columns from which another one may be restored: those as the data has them, then computed ones that do not need it.</summary>
    public static IEnumerable<int> Before(Table rows, int column, IReadOnlyList<TableRule> found)
    {
        var replaced = found.ToLookup(rule => rule.Column);
        string name = rows.Columns[column].Name;
        int[] others = [.. Enumerable.Range(0, rows.Width).Where(other => other != column)];
        // What a left-out column determines, the one that determines it does, too.
        return others
            .Where(other => !replaced.Contains(rows.Columns[other].Name))
            .Concat(
                others.Where(other =>
                    replaced[rows.Columns[other].Name].Any(rule => rule.IsComputed)
                    && !Needs(rows.Columns[other].Name, name, found)
                )
            );
    }
}
