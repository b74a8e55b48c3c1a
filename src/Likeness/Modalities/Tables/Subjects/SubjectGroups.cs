using Likeness.Compute.Cpu;
using Likeness.Data;
using Likeness.Data.Kinds;
using Likeness.Modalities.Tables.Rules.Keys;

namespace Likeness.Modalities.Tables.Subjects;

/// <summary>
/// Puts rows together to subjects that are similar in the columns of their rule. Rows with the same levels form cells, which are filled with subjects of the rule's sizes, the largest first; in a
/// cell, rows are put in an order in which neighbours are similar, by splits in the middle of the widest column, and cut into subjects.
/// </summary>
internal sealed class SubjectGroups
{
    private const int SubjectsPerCell = 4; // on average

    // Rows keep what is similar in them, but get what is the same.
    private const double Nearer = 3;
    private const double RanksPerVariance = 12; // a uniform number in [0, 1] has the variance 1/12

    private readonly Table rows;
    private readonly SubjectColumns rule;
    private readonly PhiloxRandom random;
    private readonly int[] keyed;
    private readonly int[] heads;
    private readonly int[] places;
    private readonly List<(List<int> Rows, int Size)> incomplete = [];

    private readonly IReadOnlyList<SimilarColumn> similar;

    private SubjectGroups(Table rows, SubjectColumns rule, IReadOnlyList<SimilarColumn> similar, PhiloxRandom random)
    {
        this.similar = similar;
        (this.rows, this.rule, this.random) = (rows, rule, random);
        int at = IndexOf(rule.Column);
        bool mayBeMissing = rows.Columns[at].Missing is not null;
        var keys = rows.Column(at);
        var found = new List<int>();
        for (int row = 0; row < keys.Length; row++)
        {
            // Models do not see keys that are never missing.
            if (!mayBeMissing || !double.IsNaN(keys[row]))
            {
                found.Add(row);
            }
        }

        // Where rows do not differ, any are put together.
        keyed = [.. random.Permutation(found.Count).Select(i => found[i])];
        heads = [.. Enumerable.Range(0, rows.RowCount)];
        places = new int[rows.RowCount];
    }

    /// <summary>
    /// The head of each row's subject, a row of it whose values all have, and the place of each row in its subject, from 0: [rows.RowCount]. A row without a key is alone.
    /// </summary>
    /// <param name="rows">Sampled rows with the columns of the data.</param>
    /// <param name="rule">What the rows of a subject share.</param>
    /// <param name="similar">Further columns in which rows of a subject are similar.</param>
    /// <param name="random">Chooses sizes and heads.</param>
    public static (int[] Heads, int[] Places) Find(
        Table rows,
        SubjectColumns rule,
        IReadOnlyList<SimilarColumn> similar,
        PhiloxRandom random
    )
    {
        var groups = new SubjectGroups(rows, rule, similar, random);
        groups.Fill();
        return (groups.heads, groups.places);
    }

    private void Fill()
    {
        if (keyed.Length == 0)
        {
            return;
        }

        var (cells, others) = Cells();
        double[][] numbers =
        [
            .. rule
                .Same.Select(IndexOf)
                .Where(column => rows.Columns[column].Kind.IsNumeric)
                .Select(column => Ranks(rows.ColumnValues(column))),
            .. similar.Select(Blurred),
        ];
        var (sizesOf, left) = Pack(cells);
        var rest = new List<int>();
        for (int cell = 0; cell < cells.Count; cell++)
        {
            int[] ordered = cells[cell];
            Order(ordered, others, numbers);
            rest.AddRange(Cut(ordered, sizesOf[cell], numbers));
        }

        rest = Cut([.. rest], left, numbers);
        if (rule.Series is { Counter: null, Distinct: { Count: > 0 } distinct })
        {
            Refill(rest, [.. distinct.Select(name => rows.ColumnValues(IndexOf(name)))]);
        }
    }

    // Subjects that have lost rows which they had twice take those that are left, where they have no such row yet.
    private void Refill(List<int> alone, double[][] distinct)
    {
        foreach (int row in alone)
        {
            int at = incomplete.FindIndex(subject =>
                subject.Rows.TrueForAll(own => Array.TrueForAll(distinct, cells => cells[own] != cells[row]))
            );
            if (at < 0)
            {
                continue;
            }

            var (rowsOf, size) = incomplete[at];
            heads[row] = heads[rowsOf[0]];
            rowsOf.Add(row);
            if (rowsOf.Count == size)
            {
                incomplete.RemoveAt(at);
            }
        }
    }

    // Samples sizes for all rows, and assigns each to a cell that has as many rows left; the last ones, to rows of several cells.
    private (List<int>[] SizesOf, List<int> Left) Pack(List<int[]> cells)
    {
        int[] room = [.. cells.Select(cell => cell.Length)];
        var sizesOf = cells.Select(_ => new List<int>()).ToArray();
        var left = new List<int>();
        foreach (int size in Sizes().OrderDescending())
        {
            int cell = Choose(room, size);
            if (cell < 0)
            {
                left.Add(size);
                continue;
            }

            sizesOf[cell].Add(size);
            room[cell] -= size;
        }

        return (sizesOf, left);
    }

    private List<int> Sizes()
    {
        int keys = rule.Sizes.Sum(size => size.Keys);
        var sizes = new List<int>();
        for (int left = keyed.Length; left > 0; left -= sizes[^1])
        {
            double at = random.NextDouble() * keys;
            int size = rule.Sizes.First(one => (at -= one.Keys) < 0 || one == rule.Sizes[^1]).Rows;
            sizes.Add(Math.Min(left, size));
        }

        return sizes;
    }

    // A cell that has so much room, the likelier the more it has; −1 for none.
    private int Choose(int[] room, int size)
    {
        long all = 0;
        foreach (int one in room)
        {
            all += one >= size ? one : 0;
        }

        double at = random.NextDouble() * all;
        int last = -1;
        for (int cell = 0; cell < room.Length && at >= 0; cell++)
        {
            if (room[cell] >= size)
            {
                at -= room[cell];
                last = cell;
            }
        }

        return last;
    }

    // The rows with the same levels, and levels that are too many for cells of several subjects.
    private (List<int[]> Cells, double[][] Others) Cells()
    {
        double[][] levels =
        [
            .. rule
                .Same.Append(rule.Column)
                .Select(IndexOf)
                .Where(column => rows.Columns[column].Kind is { LevelCount: > 0 } or IdentifierKind { Parts: not null })
                .Select(rows.ColumnValues)
                .OrderBy(column => keyed.Select(row => column[row]).Distinct().Count()),
        ];
        double largest = keyed.Length / (SubjectsPerCell * rule.MeanRows);
        var cells = new List<int[]> { keyed };
        for (int i = 0; i < levels.Length; i++)
        {
            double[] level = levels[i];
            List<int[]> finer =
            [
                .. cells.SelectMany(cell =>
                    cell.GroupBy(row => level[row]).OrderBy(group => group.Key).Select(group => group.ToArray())
                ),
            ];
            if (finer.Count > largest)
            {
                return (cells, levels[i..]);
            }

            cells = finer;
        }

        return (cells, []);
    }

    private void Order(int[] some, double[][] levels, double[][] numbers)
    {
        IOrderedEnumerable<int> sorted = some.OrderBy(_ => 0);
        sorted = levels.Aggregate(sorted, (order, level) => order.ThenBy(row => level[row]));
        sorted.ToArray().CopyTo(some, 0);
        for (int first = 0, next; first < some.Length; first = next)
        {
            for (next = first + 1; next < some.Length && Array.TrueForAll(levels, IsLikeFirst); next++) { }

            Bisect(some.AsSpan(first, next - first), numbers);
            bool IsLikeFirst(double[] level) => level[some[next]].Equals(level[some[first]]);
        }
    }

    private static void Bisect(Span<int> some, double[][] numbers)
    {
        if (some.Length <= 2)
        {
            return;
        }

        if (NearestPairs.Widest(some, numbers) is { } ranks)
        {
            // Stable, so that rows with one value stay in random order.
            int[] sorted = [.. some.ToArray().OrderBy(row => ranks[row])];
            sorted.CopyTo(some);
            Bisect(some[..(some.Length / 2)], numbers);
            Bisect(some[(some.Length / 2)..], numbers);
        }
    }

    // Subjects of neighbours, between which the rows that are left stand alone; these are returned.
    private List<int> Cut(int[] ordered, List<int> sizes, double[][] numbers)
    {
        int alone = ordered.Length - sizes.Sum();
        int[] pieces = [.. sizes, .. Enumerable.Repeat(0, Math.Max(0, alone))];
        int[] order = random.Permutation(pieces.Length);
        var left = new List<int>();
        var groups = new List<int[]>();
        int first = 0;
        foreach (int piece in order)
        {
            int size = pieces[piece];
            if (size == 0)
            {
                left.Add(ordered[first++]);
                continue;
            }

            groups.Add(ordered[first..(first + size)]);
            first += size;
        }

        var dealt = rule.Series is { } series ? SeriesDealing.Deal(groups, series, rows, numbers, random) : groups;
        foreach (var (asked, group) in groups.Zip(dealt))
        {
            if (group.Length < asked.Length)
            {
                incomplete.Add(([.. group], asked.Length));
            }

            int head = group[(int)(random.NextDouble() * group.Length)];
            foreach (var (place, row) in group.Index())
            {
                (heads[row], places[row]) = (head, place);
            }
        }

        left.AddRange(dealt[groups.Count..].SelectMany(group => group));
        return left;
    }

    // Rows with the same sum of a rank and noise have ranks of the correlation ρ if the variance of the noise is (1 − ρ) / ρ of theirs.
    private double[] Blurred(SimilarColumn column)
    {
        double[] ranks = Ranks(
            rule.Series?.Beginnings(rows, column.Column) ?? rows.ColumnValues(IndexOf(column.Column))
        );
        double deviation = Math.Sqrt((1 - column.Fraction) / column.Fraction / RanksPerVariance);
        // Times are moved.
        double scale = column.Column == rule.Series?.Times?.Column ? 1 : Nearer * column.Fraction;
        foreach (int row in keyed)
        {
            ranks[row] = scale * (ranks[row] + (deviation * random.NextNormal()));
        }

        return ranks;
    }

    // Ranks from 0 to 1, missing ones below all.
    private double[] Ranks(double[] cells)
    {
        double[] sorted = [.. keyed.Select(row => cells[row]).Where(cell => !double.IsNaN(cell)).Order()];
        var ranks = new double[cells.Length];
        foreach (int row in keyed)
        {
            int rank = double.IsNaN(cells[row]) ? -1 : Array.BinarySearch(sorted, cells[row]);
            while (rank > 0 && sorted[rank - 1] == cells[row])
            {
                rank--;
            }

            ranks[row] = rank / (double)Math.Max(1, sorted.Length);
        }

        return ranks;
    }

    private int IndexOf(string name) => rows.Columns.Index().First(one => one.Item.Name == name).Index;
}
