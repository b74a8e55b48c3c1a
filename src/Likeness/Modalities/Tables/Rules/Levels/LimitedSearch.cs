using Likeness.Data;
using Likeness.Data.Kinds;
using Likeness.Modalities.Tables.Rules.Keys;

namespace Likeness.Modalities.Tables.Rules.Levels;

/// <summary>
/// Finds levels of two columns that never occur together. Independent columns would have a pair without a row with probability exp(−e), if they have e on average: it is to be tiny over all pairs of the table. Dependent ones may have
/// rare pairs; none of these must explain it, nor what another column says of both.
/// </summary>
internal static class LimitedSearch
{
    private const int MaxColumns = 40;
    private const int MaxLevels = 256;
    private const int MaxRules = 20;

    // The pairs of columns that are looked at closely, of which the greatest part of the rows is lacking.
    private const int MaxCandidates = 60;

    // Of independent columns, this part of the rows satisfies all rules: others would be sampled again too often.
    private const double MinAccepted = 0.05;

    private const double MinExpected = 20;
    private const double MaxChance = 0.001;

    // Of pairs that are never there, and of one alone, which a person would doubt sooner.
    private const double MaxFalse = 0.05;
    private const double MaxFalseAlone = 0.01;

    // Rows that are expected of a pair where another column is known, in a rule of several pairs and of one.
    private const double MinGiven = 10;
    private const double MinGivenAlone = 20;

    /// <summary>The rules of columns that are as the data has them.</summary>
    /// <param name="rows">The training rows as the data has them.</param>
    /// <param name="found">The rules found before.</param>
    public static IReadOnlyList<LimitedColumn> All(Table rows, TableRules found)
    {
        // Rows one after another say less than as many by themselves.
        if (rows.Columns.Any(column => column.Panel is not null))
        {
            return [];
        }

        int[] columns =
        [
            .. Enumerable
                .Range(0, rows.Width)
                .Where(at => HasLevels(rows.Columns[at]) && IsOriginal(rows.Columns[at].Name, found))
                .Take(MaxColumns),
        ];
        var pairs = (
            from first in columns
            from second in columns
            where first < second && !Differ(rows, first, second, found)
            select InOrder(rows, first, second)
        ).ToList();
        double cells = pairs.Sum(pair => (double)CellsOf(rows, pair.By, pair.At));
        double least = Least(cells);
        var weights = new KeyWeights(rows, [.. found.Rules.OfType<SubjectColumns>()]);
        List<Candidate> candidates =
        [
            .. pairs
                .Select(pair => Find(rows, pair.By, pair.At, least, weights))
                .OfType<Candidate>()
                .OrderByDescending(one => one.Lacking)
                .Take(MaxCandidates)
                .Reverse(),
        ];
        var explained = new GivenColumn(rows, columns);
        Candidate[] kept =
        [
            .. candidates
                .Select(one => one with { Never = explained.Unexplained(one, MinGiven) })
                .Where(one =>
                    one.Never.Count > 1
                    || (
                        one.Never.Count == 1
                        && one.Sure.Contains(one.Never[0])
                        && explained.Unexplained(one, MinGivenAlone).Count == 1
                    )
                )
                .Reverse(),
        ];
        // The strongest first, as long as a poor model has rows to choose from.
        double accepted = 1;
        return
        [
            .. kept.TakeWhile(one => (accepted *= 1 - one.Lacking) > MinAccepted)
                .Take(MaxRules)
                .Select(one => Create(rows, one)),
        ];
    }

    /// <summary>The rule that a schema declares, of pairs that the rows would have if the columns were independent; null for none.</summary>
    /// <param name="rows">The training rows.</param>
    /// <param name="by">The column that limits the other one.</param>
    /// <param name="column">The other one.</param>
    public static LimitedColumn? Declare(Table rows, string by, string column)
    {
        var columns = rows.Columns.ToList();
        var (first, second) = (columns.FindIndex(one => one.Name == by), columns.FindIndex(one => one.Name == column));
        if (!HasLevels(columns[first]) || !HasLevels(columns[second]))
        {
            return null;
        }

        // Those that would be found, else those that are declared on less evidence.
        var table = new LevelTable(rows, first, second);
        var never = table.Impossible(table.Never(MinExpected), MinExpected, MaxFalse);
        never = never.Length > 0 ? never : table.Never(LogPairs(CellsOf(rows, first, second)));
        return never.Length == 0 ? null : new(column, by, never);
    }

    private static Candidate? Find(Table rows, int by, int at, double least, KeyWeights weights)
    {
        double[]? own = weights.Of(by, at);
        var table = new LevelTable(rows, by, at, own);
        var never = table.Never(least);
        var impossible = never.Length == 0 ? [] : table.Impossible(never, least, MaxFalse);
        return impossible.Length == 0
            ? null
            : new(by, at, impossible, impossible.Sum(table.Expected) / table.Total, own)
            {
                Sure = table.Impossible(never, least, MaxFalseAlone),
            };
    }

    private static LimitedColumn Create(Table rows, Candidate one) =>
        new(rows.Columns[one.At].Name, rows.Columns[one.By].Name, one.Never);

    private static double Least(double cells) => Math.Max(MinExpected, LogPairs(cells));

    // The expected rows of pairs none of which is without a row by chance.
    private static double LogPairs(double cells) => Math.Log(Math.Max(1, cells) / MaxChance);

    private static int CellsOf(Table rows, int by, int at) =>
        rows.Columns[by].Kind.LevelCount * rows.Columns[at].Kind.LevelCount;

    // The column of fewer levels limits the other one.
    private static (int By, int At) InOrder(Table rows, int first, int second) =>
        rows.Columns[first].Kind.LevelCount <= rows.Columns[second].Kind.LevelCount ? (first, second) : (second, first);

    private static bool HasLevels(Column column) =>
        column.Kind is CategoryKind or BooleanKind && column.Kind.LevelCount is > 1 and <= MaxLevels;

    private static bool IsOriginal(string column, TableRules found) =>
        !found.Restores(column) && !found.Rules.Any(rule => rule.Column == column && rule.IsComputed);

    private static bool Differ(Table rows, int first, int second, TableRules found)
    {
        var (one, other) = (rows.Columns[first].Name, rows.Columns[second].Name);
        return found
            .Rules.OfType<DifferentColumn>()
            .Any(rule => (rule.Column, rule.Other) == (one, other) || (rule.Column, rule.Other) == (other, one));
    }

    /// <summary>Two columns with pairs of levels that seem impossible.</summary>
    /// <param name="By">The place of the column of fewer levels.</param>
    /// <param name="At">The place of the other one.</param>
    /// <param name="Never">The pairs.</param>
    /// <param name="Lacking">The part of the rows that independent columns would have of them.</param>
    /// <param name="Weights">What each row counts; null for 1.</param>
    internal sealed record Candidate(int By, int At, IReadOnlyList<LevelPair> Never, double Lacking, double[]? Weights)
    {
        /// <summary>Those each of which alone would be enough.</summary>
        public required IReadOnlyList<LevelPair> Sure { get; init; }
    }
}
