using Likeness.Data;
using Likeness.Data.Detection;
using Likeness.Data.Kinds;
using Likeness.Data.Schemas;

namespace Likeness.Modalities.Tables.Rules.Levels;

/// <summary>
/// Finds the fewest categories of which no two rows have the same levels. Of n independent rows, n (n − 1) / 2 × Π Σ p(level)² pairs would, which no pair does by chance if they are many.
/// Rows of a panel or of a series have a time that says as much.
/// </summary>
internal static class OnceSearch
{
    private const int MinRows = 50;
    private const int MinColumns = 2;
    private const int MaxColumns = 4;
    private const int MaxCandidates = 12;

    /// <summary>The rule, if there is one.</summary>
    /// <param name="train">The training rows as the data has them.</param>
    /// <param name="found">The rules found before: what they restore follows from others.</param>
    public static IEnumerable<OnceColumns> All(Table train, TableRules found)
    {
        if (
            train.RowCount < MinRows
            || train.Columns.Any(column => column.Panel is not null || column.Running is not null)
        )
        {
            return [];
        }

        Candidate[] candidates =
        [
            .. Enumerable
                .Range(0, train.Width)
                .Where(at => MayBe(train.Columns[at]) && !found.Restores(train.Columns[at].Name))
                .Select(at => Candidate.Create(train, at))
                .OfType<Candidate>()
                .OrderByDescending(one => one.Levels)
                .Take(MaxCandidates),
        ];
        return Enumerable
            .Range(MinColumns, MaxColumns - MinColumns + 1)
            .Select(count =>
                Choices(candidates, count)
                    .Where(some => AreOnce(train, some))
                    // Those that have the fewest combinations, of which rows would have the same most often.
                    .MinBy(some => some.Aggregate(1.0, (product, one) => product * one.Levels))
            )
            .OfType<Candidate[]>()
            .Take(1)
            .Select(some => Create(train, [.. some.Select(one => one.At)]));
    }

    /// <summary>A declared rule; null where some rows break it.</summary>
    /// <param name="train">The training rows as the data has them.</param>
    /// <param name="rule">The rule.</param>
    public static OnceColumns? Declare(Table train, RuleText rule)
    {
        var once = new OnceColumns(rule.Column, rule.Parts);
        return Array.TrueForAll(once.Holds(train), holds => holds) ? once : null;
    }

    // The columns in the order of the data.
    private static OnceColumns Create(Table train, int[] columns)
    {
        string[] names = [.. columns.Order().Select(at => train.Columns[at].Name)];
        return new(names[0], names[1..]);
    }

    private static bool MayBe(Column column) =>
        column.Kind is CategoryKind or BooleanKind
        || column.Kind is NumberKind
            && (
                TimeNames.Are(column.Name)
                || SubjectNames.MayBeUnits(column.Name)
                || SubjectNames.AreClasses(column.Name)
            );

    private static bool AreOnce(Table train, Candidate[] some)
    {
        double rows = train.RowCount;
        double expected = some.Aggregate(rows * (rows - 1) / 2, (pairs, one) => pairs * one.Same);
        if (expected < -KeyEvidence.MaxLogChance || some.Aggregate(1.0, (cells, one) => cells * one.Levels) < rows)
        {
            return false;
        }

        int[] columns = Array.ConvertAll(some, one => one.At);
        var seen = new HashSet<ValueCombination>();
        return Enumerable.Range(0, train.RowCount).All(row => seen.Add(ValueCombination.Of(train, row, columns)));
    }

    private static IEnumerable<Candidate[]> Choices(Candidate[] from, int count) =>
        count == 0
            ?
            [
                [],
            ]
            : Enumerable
                .Range(0, from.Length)
                .SelectMany(first =>
                    Choices(from[(first + 1)..], count - 1).Select(others => (Candidate[])[from[first], .. others])
                );

    /// <summary>A column that may name rows together with others.</summary>
    /// <param name="At">Its place.</param>
    /// <param name="Levels">The number of its values.</param>
    /// <param name="Same">The probability that two rows have the same.</param>
    private sealed record Candidate(int At, int Levels, double Same)
    {
        public static Candidate? Create(Table train, int at)
        {
            double[] cells = train.ColumnValues(at);
            if (!Array.TrueForAll(cells, double.IsInteger))
            {
                return null;
            }

            int[] counts = [.. cells.CountBy(cell => cell).Select(one => one.Value)];
            double pairs = cells.Length * (cells.Length - 1.0);
            return counts.Length > 1 && counts.Length < cells.Length
                ? new(at, counts.Length, counts.Sum(count => count * (count - 1.0)) / pairs)
                : null;
        }
    }
}
