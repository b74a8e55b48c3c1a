using Likeness.Data;
using Likeness.Modalities.Tables.Rules.Determined;

namespace Likeness.Modalities.Tables.Rules.Exceptions;

/// <summary>Finds columns whose value nearly always follows from the level or number of another one: a city and its country, with errors.</summary>
internal static class NearlyDeterminedSearch
{
    // Values that hardly repeat are not determined by keys that do.
    private const double MaxDistinct = 0.6;

    /// <summary>The rules, at most one of each column.</summary>
    /// <param name="rows">The training rows.</param>
    /// <param name="found">The rules that all rows satisfy.</param>
    public static IEnumerable<TableRule> All(Table rows, IReadOnlyList<TableRule> found) =>
        Find(rows, found).Select(one => one.Rule);

    /// <summary>The same with their evidence.</summary>
    /// <inheritdoc cref="All"/>
    public static IReadOnlyList<NearlyRule> Find(Table rows, IReadOnlyList<TableRule> found) =>
        NearlySearch.Find(rows, found, column => rows.Columns[column].Kind.IsLearned, Find);

    private static NearlyRule? Find(SearchedTable searched, int by, int column)
    {
        if (!DeterminedColumnSearch.IsKey(searched.Rows, by))
        {
            return null;
        }

        var some = searched.Some.Values(column);
        if (
            some.Counts.Length > MaxDistinct * some.Codes.Length
            || !NearlyHolds.MayHold(MainValues.Find(searched.Some.Values(by), some))
        )
        {
            return null;
        }

        var (keys, values) = (searched.All.Values(by), searched.All.Values(column));
        var main = MainValues.Find(keys, values);
        return NearlyHolds.IsMap(main, searched.Choices)
            ? new(DeterminedColumnSearch.Create(searched.Rows, by, column, main.Pairs(keys)), main.Held, main.LogChance)
            {
                IsByNumber = searched.Rows.Columns[by].Kind.LevelCount == 0,
            }
            : null;
    }
}
