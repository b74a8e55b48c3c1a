using System.Text.Json.Serialization;
using Likeness.Data;
using Likeness.Data.Detection;
using Likeness.Data.Kinds;
using Likeness.Modalities.Tables.Privacy;

namespace Likeness.Modalities.Tables.Rules.Keys;

/// <summary>
/// Keys within the keys of another column: the orders of a customer, each of several lines. The outer key is the one that has whole inner keys.
/// </summary>
internal static class NestedKeys
{
    // Outer keys with several inner ones: of fewer, one determines the other with a few exceptions.
    private const int MinOuter = 20;

    // Of one outer key, on average: more rows are not sampled one after another.
    private const int MaxRows = 60;

    // Of the inner keys, those whose rows stand next to each other among those of the outer one.
    private const double MinTogether = 0.9;

    /// <summary>The inner and the outer key among columns of keys; null if none is within another one.</summary>
    /// <param name="train">Training rows.</param>
    /// <param name="sameOf">Columns of keys, and the columns that are the same in all rows of a key.</param>
    public static (int Inner, int Outer)? Find(Table train, IReadOnlyDictionary<int, int[]> sameOf)
    {
        var found = new List<(int Inner, int Outer)>();
        foreach (var (inner, same) in sameOf)
        {
            found.AddRange(
                same.Where(outer =>
                        sameOf.TryGetValue(outer, out int[]? shared)
                        && !shared.Contains(inner)
                        && MayBeOuter(train, outer, shared)
                        && SubjectSearch.MayBeFresh(train.Columns[inner])
                        && Are(train, (inner, outer))
                    )
                    .Select(outer => (inner, outer))
            );
        }

        // Of several, that which says most: customers, not the drivers who deliver.
        return found.Count == 0
            ? null
            : found.OrderByDescending(one => sameOf[one.Outer].Length).ThenBy(one => one).First();
    }

    /// <summary>The rules of both keys, that of the outer one first.</summary>
    /// <param name="train">Training rows.</param>
    /// <param name="keys">The inner and the outer key.</param>
    /// <param name="same">What is the same in all rows of an inner key.</param>
    /// <param name="shared">What is the same in all rows of an outer key.</param>
    public static IReadOnlyList<SubjectColumns> Create(
        Table train,
        (int Inner, int Outer) keys,
        IEnumerable<int> same,
        IReadOnlyList<int> shared
    )
    {
        var outer = SubjectColumns.Create(train, keys.Outer, shared, Protection.MinRows);
        int[] all = [keys.Outer, .. same.Union(shared).Where(column => column != keys.Outer)];
        var inner = SubjectColumns.Create(train, keys.Inner, all, Protection.MinRows);
        var series = outer.Series;
        var heads = train.TakeRows([.. KeyEvidence.GroupsOf(train.Column(keys.Inner)).Distinct()]);
        var headed = SubjectSeries.Find(heads.Under([.. heads.Columns.Select(Uncounted)]), keys.Outer, shared);
        string[] own = [.. inner.Same.Except(outer.Same)];
        return
        [
            outer with
            {
                OrderedBy = SubjectColumns.OrderOf(ByKey(train, keys.Outer), keys.Outer),
                // Times go on by steps, which are 0 within an inner key.
                Series = new SubjectSeries(series?.First ?? 0, [])
                {
                    Counter = series?.Counter,
                    Totals = series?.Totals ?? [],
                    Recurrences = series?.Recurrences ?? [],
                    IsReversed = series?.IsReversed ?? false,
                },
            },
            inner with
            {
                Same = own,
                Within = new(
                    outer.Column,
                    PerOuter(train, keys).Merged(Protection.MinRows).Sizes,
                    Counted(train, keys.Outer).Mean / Counted(train, keys.Inner).Mean
                )
                {
                    First = headed?.First ?? 0,
                    Counter = own.Contains(headed?.Counter) ? headed?.Counter : null,
                    Distinct = [.. (headed?.Distinct ?? []).Intersect(own)],
                },
            },
        ];
    }

    // Of all rows of the data, where they are known.
    private static KeyRows Counted(Table train, int key) =>
        (train.Columns[key].Kind as IdentifierKind)?.Rows ?? KeyRows.Count(train.Column(key));

    // Of one row for each inner key, the numbers of rows are other ones.
    private static Column Uncounted(Column column) =>
        column.Kind is IdentifierKind keys ? column with { Kind = keys with { Rows = null } } : column;

    /// <summary>Rows of a key, in which those of an inner one are brought together, in the order of their first.</summary>
    /// <param name="rows">The rows, in their order.</param>
    /// <param name="inner">The first row of each row's inner key.</param>
    public static int[] Together(IEnumerable<int> rows, int[] inner) =>
        [.. rows.GroupBy(row => inner[row]).SelectMany(group => group)];

    // Pupils that are put together to a class have less in common than those of one number, which models learn.
    private static bool MayBeOuter(Table train, int outer, int[] shared)
    {
        string name = train.Columns[outer].Name;
        return SubjectSearch.MayBeFresh(train.Columns[outer])
            && !SubjectNames.NeedTimes(name)
            && (SubjectNames.MayBeUnits(name) || (shared.Length > 0 && !SubjectNames.AreClasses(name)));
    }

    /// <summary>Whether keys are within those of another column, which they determine: several in each of enough of these, their rows next to each other.</summary>
    /// <param name="train">Training rows.</param>
    /// <param name="keys">The inner and the outer key.</param>
    public static bool Are(Table train, (int Inner, int Outer) keys)
    {
        if (HasMissing(train.Column(keys.Inner)) || HasMissing(train.Column(keys.Outer)))
        {
            return false;
        }

        var counted = PerOuter(train, keys);
        double outers = counted.Sizes.Sum(size => size.Keys);
        int several = counted.Sizes.Where(size => size.Rows > 1).Sum(size => size.Keys);
        if (several < MinOuter || train.RowCount > MaxRows * outers)
        {
            return false;
        }

        var ordered = ByKey(train, keys.Outer).Column(keys.Inner);
        int runs = 1;
        for (int row = 1; row < ordered.Length; row++)
        {
            runs += ordered[row] == ordered[row - 1] ? 0 : 1;
        }

        int all = counted.Sizes.Sum(size => size.Rows * size.Keys);
        return all >= MinTogether * runs;
    }

    private static bool HasMissing(ReadOnlySpan<double> cells)
    {
        foreach (double cell in cells)
        {
            if (double.IsNaN(cell))
            {
                return true;
            }
        }

        return false;
    }

    // How many inner keys the outer ones have.
    private static KeyRows PerOuter(Table train, (int Inner, int Outer) keys)
    {
        int[] heads = [.. KeyEvidence.GroupsOf(train.Column(keys.Inner)).Distinct()];
        return KeyRows.Count(Array.ConvertAll(heads, row => train[row, keys.Outer]));
    }

    // The rows of each key next to each other, in their order.
    private static Table ByKey(Table train, int key)
    {
        int[] first = KeyEvidence.GroupsOf(train.Column(key));
        return train.TakeRows([.. Enumerable.Range(0, train.RowCount).OrderBy(row => first[row])]);
    }
}

/// <summary>The key in which another one is.</summary>
/// <param name="Column">The column of the outer keys.</param>
/// <param name="Sizes">The numbers of inner keys, and how many outer keys of the training rows have each.</param>
/// <param name="Mean">The mean number of inner keys, of all rows of the data.</param>
internal sealed record OuterKey(string Column, IReadOnlyList<KeyRowCount> Sizes, double Mean)
{
    /// <summary>The number of the first inner key.</summary>
    public double First { get; init; }

    /// <summary>The column whose values are n, n + 1, n + 2 … in the inner keys of each outer one; null for none.</summary>
    public string? Counter { get; init; }

    /// <summary>Further columns of which no two inner keys of an outer one have the same value, such as the time of an order.</summary>
    public IReadOnlyList<string> Distinct { get; init; } = [];

    /// <summary>Whether other outer keys have the same inner ones, as the numbers or times of visits, which name a visit together with the patient.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public bool AreNumbered { get; init; }

    /// <summary>What is the same in some rows of an outer key; null for nothing.</summary>
    public RepeatedColumns? Repeated { get; init; }

    /// <inheritdoc/>
    public bool Equals(OuterKey? other) =>
        other is not null
        && (Column, Mean, First, Counter, AreNumbered)
            == (other.Column, other.Mean, other.First, other.Counter, other.AreNumbered)
        && Equals(Repeated, other.Repeated)
        && Sizes.SequenceEqual(other.Sizes)
        && Distinct.SequenceEqual(other.Distinct);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Column, Sizes.Count);
}
