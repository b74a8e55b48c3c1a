using Likeness.Data;
using Likeness.Data.Detection;
using Likeness.Modalities.Tables.Privacy;
using Likeness.Modalities.Tables.Rules.Keys;

namespace Likeness.Modalities.Tables.Rules.Declared;

/// <summary>What declared rules say of the rows of a key.</summary>
internal static class DeclaredSubjects
{
    /// <summary>A rule for each key, those of a key and of keys within it first.</summary>
    /// <param name="train">The training rows.</param>
    /// <param name="declared">Keys, and the columns that are the same in all rows of one.</param>
    public static IReadOnlyList<SubjectColumns> Create(Table train, IReadOnlyList<(int Key, int Column)> declared)
    {
        var sameOf = declared
            .GroupBy(one => one.Key, one => one.Column)
            .ToDictionary(group => group.Key, group => group.Distinct().ToArray());
        var rules = new List<SubjectColumns>();
        if (NestedIn(train, sameOf) is { } nested)
        {
            int[] same = sameOf[nested.Inner];
            rules.AddRange(NestedKeys.Create(train, nested, same, OfOuter(train, nested.Outer, same, sameOf)));
            sameOf.Remove(nested.Inner);
            sameOf.Remove(nested.Outer);
        }
        else if (VisitSearch.Find(train, sameOf) is { } visits)
        {
            rules.AddRange(visits.Rules);
            sameOf.Remove(visits.Key);
        }

        return
        [
            .. rules,
            .. sameOf.Select(one => SubjectColumns.Create(train, one.Key, one.Value, Protection.MinRows)),
        ];
    }

    // A key of which lines say what it determines, else one that is found to have keys of another column within it.
    private static (int Inner, int Outer)? NestedIn(Table train, Dictionary<int, int[]> sameOf)
    {
        foreach (var (inner, same) in sameOf)
        {
            foreach (int outer in same.Where(sameOf.ContainsKey))
            {
                return (inner, outer);
            }
        }

        var all = new Dictionary<int, int[]>(sameOf);
        foreach (int[] same in sameOf.Values)
        {
            foreach (int outer in same.Where(column => SubjectSearch.MayBeSubjects(train.Columns[column])))
            {
                all[outer] = OfOuter(train, outer, same, sameOf);
            }
        }

        return NestedKeys.Find(train, all);
    }

    // What both keys determine belongs to the outer one.
    private static int[] OfOuter(Table train, int outer, int[] same, Dictionary<int, int[]> sameOf) =>
        [
            .. sameOf
                .GetValueOrDefault(outer, [])
                .Union(same.Intersect(SameInKeys.Of(train, outer, KeyEvidence.GroupsOf(train.Column(outer))))),
        ];
}
