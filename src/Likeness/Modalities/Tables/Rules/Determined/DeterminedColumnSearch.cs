using System.Runtime.InteropServices;
using Likeness.Data;
using Likeness.Data.Kinds;
using Likeness.Modalities.Tables.Rules.Formulas;
using Likeness.Modalities.Tables.Rules.Keys;
using MathNet.Numerics;

namespace Likeness.Modalities.Tables.Rules.Determined;

/// <summary>
/// Finds a column that another one determines. By chance, independent columns would agree in all groups with probability
/// Π over groups of Σ p(value)^(rows of the group), which must be tiny.
/// </summary>
internal static class DeterminedColumnSearch
{
    // A determining number has few values, so that nearly every sampled one is known; levels all are.
    private const int MaxNumbers = 1000;
    private const int MinRowsPerNumber = 3;
    private const int MinRowsPerLevel = 2;

    // Of numbers with gaps between them, only a few that repeat often are codes: those of sites or prices.
    private const int MaxNumbersWithGaps = 20;
    private const int MinRowsPerNumberWithGaps = 20;

    // Of the numbers that samples may have, this fraction must be known, so that enough samples are.
    private const double MinKnown = 0.25;

    // Keys are few, and so are the columns that they share: a larger probability is enough.
    private const double FewPairs = RuleSearch.MaxLogChance / 2;

    /// <summary>The rule of the last column that an earlier or later one determines; null if there is none.</summary>
    /// <param name="rows">The training rows.</param>
    /// <param name="found">The rules that were found before.</param>
    /// <param name="heads">Of two columns that the rows of a key share, each key is one row.</param>
    public static TableRule? Next(Table rows, IReadOnlyList<TableRule> found, SubjectHeads heads)
    {
        for (int column = rows.Width - 1; column >= 0; column--)
        {
            if (!rows.Columns[column].Kind.IsLearned || !RuleSearch.IsOriginal(rows.Columns[column].Name, found))
            {
                continue;
            }

            foreach (int by in RuleSearch.Before(rows, column, found))
            {
                var ofKeys = heads.Find(by, column);
                var independent = ofKeys ?? rows;
                if (
                    IsKey(independent, by)
                    && Map(independent.Column(by), independent.Column(column), ofKeys is null ? 0 : FewPairs) is { } map
                    && !(
                        map.IsByChance
                        && !(rows.Columns[by].Kind is TimeKind && AreOfDays(map.Values, independent, column))
                    )
                )
                {
                    return Create(rows, by, column, map.Values);
                }
            }
        }

        return null;
    }

    /// <summary>The rule that one column determines another, by chance or not; null if it does not.</summary>
    public static TableRule? Declare(Table rows, int by, int column) =>
        Map(rows.Column(by), rows.Column(column)) is { } map ? Create(rows, by, column, map.Values) : null;

    /// <summary>The pairs by which one column determines other values, and hardly by chance; null if it does not.</summary>
    /// <param name="rows">The rows.</param>
    /// <param name="by">The determining column.</param>
    /// <param name="values">[rows.RowCount] the values.</param>
    public static IReadOnlyList<ValuePair>? Find(Table rows, int by, double[] values) =>
        IsKey(rows, by) && Map(rows.Column(by), values) is { IsByChance: false } map ? Pairs(map.Values) : null;

    /// <summary>The rule of each key's value.</summary>
    public static DeterminedColumn Create(Table rows, int by, int column, Dictionary<double, double> values) =>
        new(rows.Columns[column].Name, rows.Columns[by].Name, Pairs(values));

    private static ValuePair[] Pairs(Dictionary<double, double> values) =>
        [.. values.OrderBy(pair => pair.Key).Select(pair => new ValuePair(pair.Key, pair.Value))];

    /// <summary>Whether samples of a determining column mostly have values that the rows have: not fresh keys, nor numbers that hardly repeat.</summary>
    public static bool IsKnown(Table rows, int by)
    {
        var column = rows.Columns[by];
        int distinct = rows.ColumnValues(by).Distinct().Count();
        double possible = column.Grid?.Count ?? double.PositiveInfinity;
        return column.Kind is { IsLearned: true } and not ListKind
            && (
                column.Kind.LevelCount > 0
                || distinct <= rows.RowCount / MinRowsPerNumber
                || distinct >= MinKnown * possible
            );
    }

    /// <summary>Whether a column has few enough values to look others up by.</summary>
    public static bool IsKey(Table rows, int column)
    {
        var kind = rows.Columns[column].Kind;
        // Samples have lists that the rows do not have.
        return kind is { IsLearned: true } and not ListKind
            && (
                kind.LevelCount > 0
                    ? kind.LevelCount <= rows.RowCount / MinRowsPerLevel
                    : rows.Columns[column].Grid?.Count <= Math.Min(MaxNumbers, rows.RowCount / MinRowsPerNumber)
                        || IsFew(rows, column)
            );
    }

    private static bool IsFew(Table rows, int column)
    {
        int most = Math.Min(MaxNumbersWithGaps, rows.RowCount / MinRowsPerNumberWithGaps);
        var traits = NumberTraits.Of(rows);
        return rows.Columns[column].Grid is not null
            && traits.Values(column) + (traits.IsComplete(column) ? 0 : 1) <= most;
    }

    private static (Dictionary<double, double> Values, bool IsByChance)? Map(
        ReadOnlySpan<double> keys,
        ReadOnlySpan<double> values,
        double choices = 0
    )
    {
        var map = new Dictionary<double, double>();
        var rowsOfKey = new Dictionary<double, int>();
        var rowsOfValue = new Dictionary<double, int>();
        for (int row = 0; row < keys.Length; row++)
        {
            ref double value = ref CollectionsMarshal.GetValueRefOrAddDefault(map, keys[row], out bool exists);
            if (exists && !value.Equals(values[row]))
            {
                return null;
            }

            value = values[row];
            CollectionsMarshal.GetValueRefOrAddDefault(rowsOfKey, keys[row], out _)++;
            CollectionsMarshal.GetValueRefOrAddDefault(rowsOfValue, values[row], out _)++;
        }

        return (map, IsByChance(rowsOfKey.Values, rowsOfValue.Values, choices));
    }

    // Few days may have a rare value, such as holidays: of as many rows at random, all would hardly be those of a few days.
    private static bool AreOfDays(Dictionary<double, double> valueOf, Table rows, int column)
    {
        int[] days = [.. valueOf.Values.CountBy(value => value).Select(one => one.Value)];
        int[] all = [.. rows.ColumnValues(column).CountBy(value => value).Select(one => one.Value)];
        double choices = (days.Length - 1) * Math.Log(valueOf.Count);
        return days.Length > 1 && LogWays(days) + choices - LogWays(all) < RuleSearch.MaxLogChance;
    }

    // Of giving values to so many places, each as often as it is.
    private static double LogWays(int[] counts) =>
        SpecialFunctions.FactorialLn(counts.Sum()) - counts.Sum(SpecialFunctions.FactorialLn);

    /// <summary>Whether independent columns might agree in all groups.</summary>
    /// <param name="rowsOfKeys">The rows of each group.</param>
    /// <param name="rowsOfValues">The rows of each value.</param>
    /// <param name="choices">The logarithm of the number of other groupings that would have been found, too.</param>
    public static bool IsByChance(
        IReadOnlyCollection<int> rowsOfKeys,
        IReadOnlyCollection<int> rowsOfValues,
        double choices = 0
    )
    {
        double count = rowsOfValues.Sum(rows => (double)rows);
        double[] fractions = [.. rowsOfValues.Select(rows => rows / count)];
        double chance = rowsOfKeys
            .CountBy(rows => rows)
            .Sum(group => group.Value * Math.Log(fractions.Sum(fraction => Math.Pow(fraction, group.Key))));
        // The values are taken from the groups themselves: each group chooses its own for free.
        double chosen = rowsOfKeys.Count * Math.Log(Math.Max(1, rowsOfValues.Count));
        return rowsOfValues.Count <= 1 || chance + choices + chosen >= RuleSearch.MaxLogChance;
    }
}
