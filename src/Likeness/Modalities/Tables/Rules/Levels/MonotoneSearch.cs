using Likeness.Data;
using Likeness.Data.Schemas;

namespace Likeness.Modalities.Tables.Rules.Levels;

/// <summary>
/// Finds columns next to each other that are missing from one of them on, in the order of the file or against it. By chance, each row that misses one would miss the next one as often as all rows do, which must be tiny over all
/// rows and columns together.
/// </summary>
internal static class MonotoneSearch
{
    private const int MinColumns = 3;

    /// <summary>The rules.</summary>
    /// <param name="train">The training rows as the data has them.</param>
    /// <param name="mayHave">Whether a column is learned as it is, but for its numbers.</param>
    public static IEnumerable<MonotoneColumns> All(Table train, Func<string, bool> mayHave)
    {
        int[] columns =
        [
            .. Enumerable
                .Range(0, train.Width)
                .Where(column => train.Columns[column].Kind.IsLearned && mayHave(train.Columns[column].Name)),
        ];
        if (train.Width > RuleSearch.MaxColumns)
        {
            yield break;
        }

        bool[][] missing = [.. columns.Select(column => Array.ConvertAll(train.ColumnValues(column), double.IsNaN))];
        int[] counts = [.. missing.Select(cells => cells.Count(cell => cell))];
        for (int first = 0, next; first < columns.Length; first = next)
        {
            // The longest of both directions from here on.
            int[] forwards = [.. Run(first, isForwards: true)];
            int[] backwards = [.. Run(first, isForwards: false)];
            int[] run = backwards.Length > forwards.Length ? backwards : forwards;
            next = first + 1;
            int[] order = run == backwards ? [.. run.Reverse()] : run;
            if (IsEvident(order))
            {
                next = first + run.Length;
                string[] names = [.. order.Select(i => train.Columns[columns[i]].Name)];
                yield return new(names[^1], names[..^1]) { AreTogether = counts[order[0]] == counts[order[^1]] };
            }
        }

        // Columns that are never missing say nothing.
        IEnumerable<int> Run(int from, bool isForwards)
        {
            int last = from;
            while (last < columns.Length && counts[last] > 0 && (last == from || Follows(last - 1, last, isForwards)))
            {
                last++;
            }

            return Enumerable.Range(from, last - from);
        }

        bool Follows(int one, int other, bool isForwards) =>
            isForwards ? Implies(missing[one], missing[other]) : Implies(missing[other], missing[one]);

        bool IsEvident(int[] order) =>
            order.Length >= MinColumns
            && order.Sum(i => counts[i]) > 0
            && order
                .Zip(order.Skip(1), (one, other) => counts[one] * Math.Log(counts[other] / (double)train.RowCount))
                .Sum()
                < RuleSearch.MaxLogChance * (order.Length - 1) / (MinColumns - 1);
    }

    /// <summary>The rule of a schema; null if a row has a value behind a missing one, or no column is ever missing.</summary>
    /// <param name="train">The training rows as the data has them.</param>
    /// <param name="declared">The rule.</param>
    public static MonotoneColumns? Declare(Table train, RuleText declared)
    {
        var rule = new MonotoneColumns(declared.Column, declared.Parts);
        int last = train.Columns.ToList().FindIndex(column => column.Name == rule.Column);
        return Array.TrueForAll(rule.Holds(train), holds => holds) && train.ColumnValues(last).Any(double.IsNaN)
            ? rule
            : null;
    }

    private static bool Implies(bool[] one, bool[] other)
    {
        for (int row = 0; row < one.Length; row++)
        {
            if (one[row] && !other[row])
            {
                return false;
            }
        }

        return true;
    }
}
