using System.Globalization;
using Likeness.Modalities.Tables.Rules;
using Likeness.Modalities.Tables.Rules.Determined;

namespace Likeness.Modalities.Tables.Privacy;

/// <summary>What the levels of a column determine in coarser ones, also by way of others, such as the borough and the state of a postcode: rare levels are replaced by common ones of the same coarse values.</summary>
internal sealed class CoarseValues
{
    private readonly List<(string Column, Func<double, double> Of)> chains = [];
    private readonly Func<string, double, bool> isEmitted;

    /// <summary>Follows the rules.</summary>
    /// <param name="column">The column.</param>
    /// <param name="rules">The rules.</param>
    /// <param name="isEmitted">Whether a value of a column is emitted.</param>
    public CoarseValues(string column, IReadOnlyList<TableRule> rules, Func<string, double, bool> isEmitted)
    {
        this.isEmitted = isEmitted;
        var determined = DeterminedColumn.Of(rules).ToList();
        var left = new Queue<(string Column, Func<double, double> Of)>([(column, level => level)]);
        while (left.TryDequeue(out var by))
        {
            foreach (var rule in determined.Where(rule => rule.By == by.Column && rule.Column != column))
            {
                if (!chains.Exists(chain => chain.Column == rule.Column))
                {
                    (string, Func<double, double>) chain = (rule.Column, level => rule.Of(by.Of(level)));
                    chains.Add(chain);
                    left.Enqueue(chain);
                }
            }
        }
    }

    /// <summary>The common levels with the same coarse values as a rare one, of those values that are emitted; none where it has no such value.</summary>
    /// <param name="level">The rare level.</param>
    /// <param name="common">The common levels.</param>
    public IReadOnlyList<double> CommonOf(double level, IReadOnlyCollection<double> common)
    {
        int[] emitted = Emitted(level);
        return emitted.Length == 0
            ? []
            :
            [
                .. common.Where(other =>
                    Array.TrueForAll(emitted, i => chains[i].Of(other).Equals(chains[i].Of(level)))
                ),
            ];
    }

    /// <summary>The coarse values of a level that are emitted, as a text; null for none.</summary>
    public string? KeyOf(double level)
    {
        int[] emitted = Emitted(level);
        return emitted.Length == 0
            ? null
            : string.Join(
                ' ',
                emitted.Select(i => string.Create(CultureInfo.InvariantCulture, $"{i}:{chains[i].Of(level):R}"))
            );
    }

    /// <summary>For coarse values of enough rows without any common level, the most frequent of their rare ones: it stands for all of them, and is missing in samples.</summary>
    /// <param name="cells">The cells of the training rows.</param>
    /// <param name="rare">The rare levels.</param>
    public int[] StandIns(ReadOnlySpan<double> cells, IReadOnlyCollection<int> rare)
    {
        if (chains.Count == 0)
        {
            return [];
        }

        var rareLevels = rare.Select(level => (double)level).ToHashSet();
        var counts = cells
            .ToArray()
            .Where(cell => !double.IsNaN(cell))
            .CountBy(cell => cell)
            .ToDictionary(one => one.Key, one => one.Value);
        double[] common = [.. counts.Keys.Where(level => !rareLevels.Contains(level))];
        return
        [
            .. counts
                .Where(one => rareLevels.Contains(one.Key) && KeyOf(one.Key) is not null)
                .GroupBy(one => KeyOf(one.Key)!, StringComparer.Ordinal)
                .Where(group =>
                    group.Sum(one => one.Value) >= Protection.MinRows && CommonOf(group.First().Key, common).Count == 0
                )
                .Select(group => (int)group.OrderByDescending(one => one.Value).ThenBy(one => one.Key).First().Key),
        ];
    }

    private int[] Emitted(double level) =>
        [
            .. Enumerable
                .Range(0, chains.Count)
                .Where(i =>
                    chains[i].Of(level) is var value && !double.IsNaN(value) && isEmitted(chains[i].Column, value)
                ),
        ];
}
