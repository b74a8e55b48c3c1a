using Likeness.Compute.Cpu;
using Likeness.Data;
using Likeness.Modalities.Tables.Rules.Keys;

namespace Likeness.Modalities.Tables.Subjects;

/// <summary>Rows of samples put together to subjects: each of these has one key, and one value of each column that the key determines.</summary>
/// <param name="encoding">The encoding, whose rules and limits the rows keep.</param>
/// <param name="seed">The seed of the samples.</param>
/// <param name="continuous">Whether numbers stay as the model samples them.</param>
/// <param name="accepts">What else each row must satisfy; null for nothing.</param>
internal sealed class SubjectSampling(
    TableEncoding encoding,
    ulong seed,
    bool continuous,
    Func<Table, bool[]>? accepts = null
)
{
    // Of more rows, more are similar; they are kept in memory together.
    private const int MinRows = 16_384;
    private const int MaxRows = 65_536;
    private const int MinSubjects = 16;

    private readonly SubjectColumns[] rules = [.. encoding.Rules.OfType<SubjectColumns>()];

    /// <summary>Whether rows belong to subjects.</summary>
    /// <param name="encoding">The encoding of the data.</param>
    public static bool IsNeeded(TableEncoding encoding) => encoding.Rules.Any(rule => rule is SubjectColumns);

    /// <summary>The rows in blocks, each of whole subjects but for the last of the sample.</summary>
    /// <param name="parts">Sampled rows with the columns of the data; may be more than are wanted.</param>
    /// <param name="count">The rows that are wanted.</param>
    public IEnumerable<SubjectRows> Group(IEnumerable<Table> parts, long count) =>
        Group(Blocks(parts).Select(rows => new SubjectBlock(rows, [], [])), count);

    /// <summary>The same for rows that belong to subjects of one rule already.</summary>
    /// <param name="blocks">Blocks of sampled rows, without heads where they do not.</param>
    /// <param name="count">The rows that are wanted.</param>
    public IEnumerable<SubjectRows> Group(IEnumerable<SubjectBlock> blocks, long count)
    {
        long first = 0;
        long[] subjects = new long[rules.Length];
        foreach (var block in blocks)
        {
            var grouped = Group(block, (int)Math.Min(block.Rows.RowCount, count - first), first, subjects);
            yield return grouped;
            first += grouped.Rows.RowCount;
            if (first >= count)
            {
                yield break;
            }
        }
    }

    private IEnumerable<Table> Blocks(IEnumerable<Table> parts)
    {
        int size = Math.Clamp(MinSubjects * rules.Max(rule => rule.Sizes.Max(one => one.Rows)), MinRows, MaxRows);
        var block = new List<Table>();
        foreach (var part in parts)
        {
            block.Add(part);
            if (block.Sum(one => one.RowCount) >= size)
            {
                yield return Joined(block);
                block.Clear();
            }
        }

        if (block.Count > 0)
        {
            yield return Joined(block);
        }
    }

    internal static Table Joined(IReadOnlyList<Table> parts) =>
        Table
            .FromColumns(
                parts[0].Columns,
                [
                    .. Enumerable
                        .Range(0, parts[0].Width)
                        .Select(column => parts.SelectMany(part => part.ColumnValues(column)).ToArray()),
                ]
            )
            .WrittenAs(parts[0].Dialect);

    private SubjectRows Group(SubjectBlock block, int wanted, long first, long[] subjects)
    {
        var rows = block.Rows;
        var random = new PhiloxRandom(seed, RandomUse.Subjects.Stream() + (ulong)first);
        var (heads, placesOf) = (new int[rules.Length][], new int[rules.Length][]);
        // Outer keys are put together from inner ones.
        foreach (int i in Enumerable.Range(0, rules.Length).OrderBy(i => rules[i].Within is null))
        {
            // What rules restore from the columns of the subject follows these.
            var affected = Affected(encoding, rules[i].Same.Append(rules[i].Column), OfSubjects());
            var similar = rules[i].Similar.Where(column => !affected.Contains(column.Column)).ToList();
            int inner = Array.FindIndex(rules, rule => rule.Within?.Column == rules[i].Column);
            var grouped = block.Of(rules[i], encoding.Context);
            bool isGrouped = grouped is not null;
            (heads[i], placesOf[i]) =
                grouped
                ?? (
                    inner < 0
                        ? SubjectGroups.Find(rows, rules[i], similar, random)
                        : OfInner(rows, (rules[i], rules[inner]), similar, (heads[inner], placesOf[inner]), random)
                );
            rows = isGrouped ? rows : Shared(rows, rules[i], heads[i], affected);
            if (rules[i].Series is { } series)
            {
                rows = new SeriesRows(encoding, rules[i], series, accepts, random).Follow(
                    rows,
                    heads[i],
                    placesOf[i],
                    isGrouped
                );
            }

            if (inner >= 0 && !isGrouped)
            {
                // A row that leaves its outer key leaves its inner one.
                var headOf = new Dictionary<(int, int), int>();
                for (int row = 0; row < rows.RowCount; row++)
                {
                    headOf.TryAdd((heads[i][row], heads[inner][row]), row);
                }

                heads[inner] = [.. heads[inner].Select((head, row) => headOf[(heads[i][row], head)])];
            }
        }

        int[] order = Order(rows, heads, placesOf, wanted, random);
        var numbers = new Dictionary<string, long[]>();
        for (int i = 0; i < rules.Length; i++)
        {
            var numberOf = new Dictionary<int, long>();
            long[] own = new long[order.Length];
            for (int row = 0; row < order.Length; row++)
            {
                int head = heads[i][order[row]];
                numberOf.TryAdd(head, subjects[i] + numberOf.Count);
                own[row] = numberOf[head];
            }

            subjects[i] += numberOf.Count;
            foreach (
                string name in rules[i].Same.Append(rules[i].Column).Where(name => name != rules[i].Within?.Column)
            )
            {
                numbers[name] = own;
            }
        }

        return new(rows.TakeRows(order), first, numbers);
    }

    // Inner keys are put together like rows, of which their heads are; each outer one gets as many as in the data.
    private static (int[] Heads, int[] Places) OfInner(
        Table rows,
        (SubjectColumns Outer, SubjectColumns Inner) rules,
        IReadOnlyList<SimilarColumn> similar,
        (int[] Heads, int[] Places) inner,
        PhiloxRandom random
    )
    {
        int[] units = [.. inner.Heads.Distinct()];
        var (headOf, numbers) = SubjectGroups.Find(
            rows.TakeRows(units),
            rules.Outer with
            {
                Sizes = rules.Inner.Within!.Sizes,
                Series = rules.Inner.Within is { AreNumbered: true } visits
                    ? new SubjectSeries(0, [.. visits.Distinct.Append(rules.Inner.Column).Distinct()])
                    : null,
            },
            similar,
            random
        );
        var unitOf = units.Index().ToDictionary(one => one.Item, one => one.Index);
        int[] heads = Array.ConvertAll(inner.Heads, head => units[headOf[unitOf[head]]]);
        int[] places = new int[heads.Length];
        foreach (var group in Enumerable.Range(0, heads.Length).GroupBy(row => heads[row]))
        {
            foreach (
                var (place, row) in group
                    .OrderBy(row => numbers[unitOf[inner.Heads[row]]])
                    .ThenBy(row => inner.Heads[row])
                    .ThenBy(row => inner.Places[row])
                    .Index()
            )
            {
                places[row] = place;
            }
        }

        return (heads, places);
    }

    // Subjects in random order: next to each other as in the data, or with rows of others in between.
    private int[] Order(Table rows, int[][] heads, int[][] placesOf, int wanted, PhiloxRandom random)
    {
        int first = Math.Max(0, Array.FindIndex(rules, rule => rule.AreTogether));
        // A sample ends with the outer key, not with rows of all.
        int outer = Array.FindIndex(rules, rule => rule.Column == rules[first].Within?.Column);
        first = outer < 0 ? first : outer;
        // Within a subject, from the first visit to the last, so that the last subject of a sample lacks its last rows.
        double[]? by = (rules[first].OrderedBy ?? rules[first].Series?.Counter) is { } name
            ? rows.ColumnValues(rows.Columns.Index().First(one => one.Item.Name == name).Index)
            : null;
        int[] places = placesOf[first];
        int sign = rules[first].Series is { IsReversed: true } ? -1 : 1;
        int[][] groups =
        [
            .. Enumerable
                .Range(0, heads[first].Length)
                .GroupBy(row => heads[first][row])
                .Select(group => group.OrderBy(row => by?[row] ?? 0).ThenBy(row => sign * places[row]).ToArray()),
        ];
        groups = [.. random.Permutation(groups.Length).Select(group => groups[group])];
        int inner = Array.FindIndex(rules, rule => rule.Within?.Column == rules[first].Column);
        groups = inner < 0 ? groups : [.. groups.Select(group => NestedKeys.Together(group, heads[inner]))];
        if (rules[first].AreTogether)
        {
            return [.. groups.SelectMany(group => group).Take(wanted)];
        }

        // Each subject's rows take its places in a random order; those of an inner key that stand next to each other take one.
        int[][][] parts =
        [
            .. Beginning(groups, wanted)
                .Select(group =>
                    inner >= 0 && rules[inner].AreTogether
                        ? group.GroupBy(row => heads[inner][row]).Select(one => one.ToArray()).ToArray()
                        : [.. group.Select(row => (int[])[row])]
                ),
        ];
        int[] shuffled = random.Permutation(parts.Sum(group => group.Length));
        int next = 0;
        var keyed = new List<(int Key, int[] Rows)>();
        foreach (int[][] group in parts)
        {
            keyed.AddRange(shuffled[next..(next + group.Length)].Order().Zip(group));
            next += group.Length;
        }

        return [.. keyed.OrderBy(one => one.Key).SelectMany(one => one.Rows)];
    }

    private static IEnumerable<int[]> Beginning(int[][] groups, int wanted)
    {
        foreach (int[] group in groups.TakeWhile(_ => wanted > 0))
        {
            yield return group[..Math.Min(group.Length, wanted)];
            wanted -= group.Length;
        }
    }

    // Rows with their head's values; those that would break a rule are subjects of their own.
    private Table Shared(Table rows, SubjectColumns rule, int[] heads, HashSet<string> affected)
    {
        var before = rows;
        var names = rows.Columns.Select(column => column.Name).ToList();
        int[] own = [.. SharedBy(rule).Append(rule.Column).Select(name => names.IndexOf(name))];
        var moved = affected.Count == 0 || continuous ? rows : Moved(rows, rule, heads);
        double[][] cells =
        [
            .. names.Select((name, i) => affected.Contains(name) ? moved.ColumnValues(i) : rows.ColumnValues(i)),
        ];
        for (int row = 0; row < heads.Length; row++)
        {
            foreach (int column in own)
            {
                cells[column][row] = before[heads[row], column];
            }
        }

        var shared = encoding.Limited(Table.FromColumns(rows.Columns, cells, rows.Picture).WrittenAs(rows.Dialect));
        var broken = encoding.Breaking(shared).ToHashSet();
        bool[]? accepted = accepts?.Invoke(shared);
        int[] alone =
        [
            .. Enumerable
                .Range(0, heads.Length)
                .Where(row => heads[row] == row || broken.Contains(row) || accepted?[row] == false),
        ];
        Array.ForEach(alone, row => heads[row] = row);
        double[][] result = [.. Enumerable.Range(0, rows.Width).Select(shared.ColumnValues)];
        for (int column = 0; column < result.Length; column++)
        {
            foreach (int row in alone)
            {
                result[column][row] = before[row, column];
            }
        }

        return Table.FromColumns(rows.Columns, result, rows.Picture).WrittenAs(rows.Dialect);
    }

    // What models see of the columns comes from the head, so that differences to these columns stay those of the row.
    private Table Moved(Table rows, SubjectColumns rule, int[] heads)
    {
        var encoded = encoding.Encoded(rows);
        var same = SharedBy(rule).ToHashSet(StringComparer.Ordinal);
        double[][] cells = [.. Enumerable.Range(0, encoded.Width).Select(encoded.ColumnValues)];
        for (int column = 0; column < cells.Length; column++)
        {
            if (same.Contains(encoded.Columns[column].Name))
            {
                cells[column] = [.. heads.Select(head => encoded[head, column])];
            }
        }

        return encoding.Decoded(Table.FromColumns(encoded.Columns, cells, encoded.Picture));
    }

    // Totals, and what follows from them, are computed when the rows of a subject are known.
    private IEnumerable<string> SharedBy(SubjectColumns rule)
    {
        string[] totals = [.. (rule.Series?.Totals ?? []).Select(total => total.Column)];
        return totals.Length == 0
            ? rule.Same
            : rule.Same.Except(totals).Except(Affected(encoding, totals, new HashSet<string>()));
    }

    private HashSet<string> OfSubjects() =>
        rules.SelectMany(rule => rule.Same.Append(rule.Column)).ToHashSet(StringComparer.Ordinal);

    /// <summary>The columns that rules restore from some.</summary>
    /// <param name="encoding">Has the rules.</param>
    /// <param name="columns">The names of columns that change.</param>
    /// <param name="own">Columns that stay, whatever they are restored from.</param>
    internal static HashSet<string> Affected(
        TableEncoding encoding,
        IEnumerable<string> columns,
        IReadOnlySet<string> own
    )
    {
        var sources = columns.ToHashSet(StringComparer.Ordinal);
        var affected = new HashSet<string>(StringComparer.Ordinal);
        bool isChanged = true;
        while (isChanged)
        {
            isChanged = false;
            foreach (var other in encoding.Rules)
            {
                bool depends = other is KeyColumn keys
                    ? keys.Parts.Any(part => part.By is { } by && (sources.Contains(by) || affected.Contains(by)))
                    : other.Replaces && other.Needs.Any(name => sources.Contains(name) || affected.Contains(name));
                isChanged |= depends && !own.Contains(other.Column) && affected.Add(other.Column);
            }
        }

        return affected;
    }
}

/// <summary>Rows of subjects.</summary>
/// <param name="Rows">The rows.</param>
/// <param name="First">The number of the first row in the sample, from 0.</param>
/// <param name="Numbers">For each column that the rows of a subject share, the number of each row's subject.</param>
internal sealed record SubjectRows(Table Rows, long First, IReadOnlyDictionary<string, long[]> Numbers);
