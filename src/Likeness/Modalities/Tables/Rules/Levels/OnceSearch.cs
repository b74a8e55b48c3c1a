using Likeness.Data;
using Likeness.Data.Kinds;
using Likeness.Data.Schemas;

namespace Likeness.Modalities.Tables.Rules.Levels;

/// <summary>
/// Finds the fewest categories, days and years of which no two rows have the same. Of n independent rows, n (n − 1) / 2 × Π Σ p(level)² pairs would, which no pair does by chance if they are many; of two times, the distance
/// may be what does not depend on one of them.
/// </summary>
internal static class OnceSearch
{
    /// <summary>Fewer rows are no evidence.</summary>
    public const int MinRows = 50;

    private const int MinColumns = 2;
    private const int MaxColumns = 4;
    private const int MaxCandidates = 12;
    private const int MaxRules = 4;

    /// <summary>The rules.</summary>
    /// <param name="train">The training rows as the data has them.</param>
    /// <param name="found">The rules found before: what they restore follows from others.</param>
    /// <remarks>Rows of a panel or of a series have a time that says as much.</remarks>
    public static IEnumerable<OnceColumns> All(Table train, TableRules found) =>
        train.RowCount < MinRows || train.Columns.Any(column => column.Panel is not null || column.Running is not null)
            ? []
            : [.. OnceTimeSearch.All(train, found), .. Together(train, found)];

    /// <summary>Whether a column does not follow from others; one that is only kept in order with them does not.</summary>
    /// <param name="column">The column.</param>
    /// <param name="found">The rules found before.</param>
    public static bool IsFree(string column, TableRules found) =>
        !found.Exceptions.Concerns(column)
        && found.Rules.All(rule => !rule.Replaces || rule.IsOrder || rule.Column != column);

    /// <summary>A declared rule; null where some rows break it.</summary>
    /// <param name="train">The training rows as the data has them.</param>
    /// <param name="rule">The rule.</param>
    public static OnceColumns? Declare(Table train, RuleText rule) =>
        OnceEvidence.Declare(
            train,
            new(rule.Column, rule.Or is null ? rule.Parts : [.. rule.Parts.SkipLast(1)])
            {
                Or = rule.Or,
                MayRepeat = rule.MayBreak,
            }
        );

    // Of categories, the combination that rows would have the same of most often; with a time all: a team plays once a day, at home and away.
    private static IEnumerable<OnceColumns> Together(Table train, TableRules found)
    {
        OnceCandidate[] candidates =
        [
            .. Enumerable
                .Range(0, train.Width)
                .Where(at => IsFree(train.Columns[at].Name, found))
                .Select(at => OnceCandidate.Create(train, at))
                .OfType<OnceCandidate>()
                .OrderByDescending(one => one.Levels)
                .Take(MaxCandidates),
        ];
        OnceColumns[] once = Enumerable
            .Range(MinColumns, MaxColumns - MinColumns + 1)
            .Select(count =>
                Choices(candidates, count)
                    // Those that have the fewest combinations, of which rows would have the same most often.
                    .OrderBy(some => some.Aggregate(1.0, (product, one) => product * one.Levels))
                    .Select(some => (Rule: Rule(train, some), HasTime: some.Any(one => one.IsTime)))
                    .Where(one => one.Rule is not null)
                    .ToList()
            )
            .FirstOrDefault(some => some.Count > 0, [])
            .Where((one, place) => place == 0 || one.HasTime)
            .Select(one => one.Rule!)
            .Take(MaxRules)
            .ToArray();
        return EitherSearch.Joined(train, once, found.Rules);
    }

    private static OnceColumns? Rule(Table train, OnceCandidate[] some)
    {
        double rows = train.RowCount;
        double expected = some.Aggregate(rows * (rows - 1) / 2, (pairs, one) => pairs * one.Same);
        if (some.Aggregate(1.0, (cells, one) => cells * one.Levels) < rows)
        {
            return null;
        }

        // The columns in the order of the data.
        string[] names = [.. some.Select(one => one.At).Order().Select(at => train.Columns[at].Name)];
        return OnceEvidence.Find(
            train,
            new(names[0], names[1..]),
            expected * OfDistances(train, some),
            some.Any(one => one.IsTime)
        );
    }

    // How many times as many pairs are the same if the distance of two times is what does not depend on one of them; of independent times, it is spread over more values.
    private static double OfDistances(Table train, OnceCandidate[] some) =>
        (
            from first in some
            from second in some
            where first.IsTime && second.IsTime && first.At < second.At
            where train.Columns[first.At].Kind is TimeKind == train.Columns[second.At].Kind is TimeKind
            let distances = train.ColumnValues(first.At).Zip(train.ColumnValues(second.At), (one, other) => other - one)
            select OnceCandidate.SameOf([.. distances]) / Math.Min(first.Same, second.Same)
        )
            .DefaultIfEmpty(1)
            .Max(times => Math.Max(1, times));

    private static IEnumerable<OnceCandidate[]> Choices(OnceCandidate[] from, int count) =>
        count == 0
            ?
            [
                [],
            ]
            : Enumerable
                .Range(0, from.Length)
                .SelectMany(first =>
                    Choices(from[(first + 1)..], count - 1).Select(others => (OnceCandidate[])[from[first], .. others])
                );
}
