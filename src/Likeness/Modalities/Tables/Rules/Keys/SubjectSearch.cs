using System.Runtime.CompilerServices;
using Likeness.Data;
using Likeness.Data.Detection;
using Likeness.Data.Kinds;
using Likeness.Modalities.Tables.Privacy;
using Likeness.Modalities.Tables.Rules.Calendar;

namespace Likeness.Modalities.Tables.Rules.Keys;

/// <summary>
/// Finds keys that several rows have, and the columns that are the same in all rows of a key, hardly by chance.
/// </summary>
internal static class SubjectSearch
{
    // Rows beyond the first of each key: of fewer, a few copied rows look like a rule.
    private const int MinFurtherRows = 20;

    // The same rows are described, and searched for rules.
    private static readonly ConditionalWeakTable<Table, IReadOnlyList<SubjectColumns>> FoundKeys = [];

    /// <summary>A rule for each column of keys, unless another one determines it; a column is the same by one rule at most.</summary>
    /// <param name="train">The training rows.</param>
    public static IReadOnlyList<SubjectColumns> All(Table train) => FoundKeys.GetValue(train, Find);

    private static IReadOnlyList<SubjectColumns> Find(Table train)
    {
        train = TimePartColumn.Without(train);
        var sameOf = new Dictionary<int, int[]>();
        foreach (int key in Enumerable.Range(0, train.Width).Where(i => MayBeFound(train.Columns[i])))
        {
            int[] rowsOf = KeyEvidence.GroupsOf(train.Column(key));
            int further = rowsOf.Index().Count(one => one.Item >= 0 && one.Item < one.Index);
            sameOf[key] = further < MinFurtherRows ? [] : SameInKeys.Of(train, key, rowsOf);
        }

        var rules = new List<SubjectColumns>();
        var taken = new HashSet<int>();
        if (NestedKeys.Find(train, sameOf) is { } nested)
        {
            rules.AddRange(NestedKeys.Create(train, nested, sameOf[nested.Inner], sameOf[nested.Outer]));
            taken.UnionWith([nested.Inner, nested.Outer, .. sameOf[nested.Inner], .. sameOf[nested.Outer]]);
        }
        else if (VisitSearch.Find(train, sameOf) is { } visits)
        {
            rules.AddRange(visits.Rules);
            var kept = visits.Rules.SelectMany(rule => rule.Same).ToHashSet();
            taken.UnionWith(Enumerable.Range(0, train.Width).Where(i => kept.Contains(train.Columns[i].Name)));
            taken.Add(visits.Key);
        }

        // What determines other keys comes first: the customer of each order is one of the columns that are the same in the rows of the order.
        foreach (
            int key in sameOf.Keys.OrderByDescending(key => sameOf[key].Count(sameOf.ContainsKey)).ThenBy(key => key)
        )
        {
            int[] same = [.. sameOf[key].Where(column => !taken.Contains(column))];
            if (
                !taken.Contains(key)
                && MayBeFresh(train.Columns[key])
                && (
                    SubjectNames.Are(train.Columns[key].Name)
                    || same.Length > 0
                    || SubjectSeries.Find(train, key, same) is { } series
                        && (
                            series.Unlike.Any()
                            || series.Recurrences.Any(one => one.IsOfColumns)
                            || SubjectNames.MayBeUnits(train.Columns[key].Name)
                        )
                )
            )
            {
                taken.UnionWith([key, .. same]);
                rules.Add(SubjectColumns.Create(train, key, same, Protection.MinRows));
            }
        }

        return
        [
            .. rules.Select(rule => rule with { Series = rule.Series?.WithoutTimes(name => AreOfOther(rule, name)) }),
        ];

        // The days on which a product was ordered are those of orders: moved with the product, they would leave these.
        bool AreOfOther(SubjectColumns rule, string time) =>
            rules.Exists(other => other != rule && other.Same.Contains(time) && other.Within?.Column != rule.Column);
    }

    /// <summary>Whether several rows may have a key of a column.</summary>
    public static bool MayBeSubjects(Column column) => column.Kind is IdentifierKind { Repeats: true };

    /// <summary>Whether keys of a column may be found to be subjects: none has so many rows that it is something else, such as the shop among its customers.</summary>
    public static bool MayBeFound(Column column) =>
        column.Kind is IdentifierKind { Repeats: true, Rows: null or { HasDominant: false } };

    /// <summary>Whether samples can have fresh keys of a column: of codes such as postcodes, these would be longer.</summary>
    public static bool MayBeFresh(Column column) =>
        SubjectNames.Are(column.Name) || column.Kind is IdentifierKind { HasRoom: true };

    /// <summary>Whether a column is the same in all rows of each key, by chance or not.</summary>
    public static bool IsSame(Table rows, int key, int column) =>
        KeyEvidence.IsSame(KeyEvidence.GroupsOf(rows.Column(key)), rows.Column(column));
}
