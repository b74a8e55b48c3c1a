using Likeness.Compute.Cpu;
using Likeness.Data;
using Likeness.Data.Recurrences;
using Likeness.Modalities.Tables.Rules.Keys;
using Likeness.Models;

namespace Likeness.Modalities.Tables.Subjects;

/// <summary>
/// Samples subjects row by row: the first rows of many, then the second ones given these, and so on, until the model says that a row was the last one. Rows that break a rule are sampled again.
/// </summary>
internal sealed class SequentialSubjects
{
    // A subject ends before a row that still breaks a rule.
    private const int Rounds = 20;
    private const int RowsPerBlock = 2048;
    private const int MinSubjects = 16;
    private const int Draws = 4;

    private readonly TableEncoding encoding;
    private readonly bool continuous;
    private readonly SubjectColumns rule;
    private readonly SubjectColumns? inner;
    private readonly SeriesRecurrences recurrences;
    private readonly NextRows rowsOf;
    private readonly PhiloxRandom random;
    private readonly InnerBegins? innerBegins;
    private readonly RepeatedValues? repeated;

    /// <summary>Prepares samples.</summary>
    /// <param name="encoding">The encoding, whose context the model knows.</param>
    /// <param name="model">The model.</param>
    /// <param name="workers">The worker pool; null for the calling thread.</param>
    /// <param name="seed">The seed of the samples.</param>
    /// <param name="continuous">Whether numbers stay as the model samples them.</param>
    public SequentialSubjects(
        TableEncoding encoding,
        GenerativeModel model,
        WorkerPool? workers,
        ulong seed,
        bool continuous
    )
    {
        (this.encoding, this.continuous) = (encoding, continuous);
        rule = encoding.Context!.RuleIn(encoding.Rules);
        inner = encoding.Context.InnerIn(encoding.Rules);
        recurrences = new(encoding, rule.Series!.Recurrences);
        rowsOf = new(encoding, model, workers, RandomUse.Subjects.Seed(seed), continuous);
        random = new(seed, RandomUse.SubjectEnds.Stream());
        innerBegins = inner is null ? null : new(inner, rowsOf, random);
        repeated = encoding.Context.RepeatedIn(encoding.Rules) is { } columns ? new(encoding, columns) : null;
    }

    /// <summary>Whether a model knows the rows before.</summary>
    /// <param name="encoding">The encoding of the data.</param>
    /// <param name="model">The model.</param>
    public static bool AreKnown(TableEncoding encoding, GenerativeModel model) =>
        encoding.Context is not null && model is IRowImputer;

    /// <summary>Blocks of subjects, without an end.</summary>
    /// <param name="cancellationToken">Cancels between rows of a subject.</param>
    /// <exception cref="LikenessException">No first row satisfies the rules of the data.</exception>
    public IEnumerable<SubjectBlock> Blocks(CancellationToken cancellationToken)
    {
        int subjects = Math.Max(MinSubjects, (int)(RowsPerBlock / rule.MeanRows));
        while (true)
        {
            yield return Block(subjects, cancellationToken);
        }
    }

    private SubjectBlock Block(int subjects, CancellationToken cancellationToken)
    {
        int longest = rule.Sizes.Max(size => size.Rows);
        var parts = new List<Table>();
        var heads = new List<int>();
        var places = new List<int>();
        repeated?.Clear();
        int[] all = [.. Enumerable.Range(0, subjects)];
        var first = Next(null, null, null, all, 0, (_, which) => [.. which.Select(_ => true)]);
        if (first.Rows.RowCount == 0)
        {
            throw new LikenessException(FurtherRows.Impossible);
        }

        var next = first;
        // Of each row, the first one of its subject.
        int[] firstOf = [.. Enumerable.Range(0, first.Rows.RowCount)];
        var seen = new HashSet<(string, int, double)>();
        var nested = NestedPlaces.First(first.Rows.RowCount);
        var (innerHeads, innerPlaces) = (new List<int>(), new List<int>());
        for (int place = 0; firstOf.Length > 0; place++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            parts.Add(next.Rows);
            repeated?.Add(next.Rows, next.InModelSpace, firstOf);
            seen.UnionWith(rule.Series!.Distinct.SelectMany(name => ValuesOf(next.Rows, name, firstOf)));
            seen.UnionWith(OfInner.SelectMany(name => ValuesOf(next.Rows, name, nested.Heads)));
            seen.UnionWith(OfOuter.SelectMany(name => ValuesOf(next.Rows, name, firstOf)));
            innerHeads.AddRange(nested.Heads);
            innerPlaces.AddRange(nested.Places);
            heads.AddRange(firstOf);
            places.AddRange(Enumerable.Repeat(place, firstOf.Length));
            if (place + 1 == longest)
            {
                break;
            }

            int[] going = [.. Enumerable.Range(0, firstOf.Length).Where(row => !next.AreLast[row])];
            firstOf = [.. going.Select(row => firstOf[row])];
            int[] heading = firstOf;
            var known = nested.Take(going);
            var before = next.Rows.TakeRows(going);
            bool[] begins = innerBegins?.Choose(before, place + 1, nested, going) ?? [.. going.Select(_ => false)];
            next = Next(
                first.Rows.TakeRows(firstOf),
                before,
                (known, begins),
                heading,
                place + 1,
                (rows, which) =>
                    AreNew(
                        rows,
                        [.. which.Select(row => heading[row])],
                        [.. which.Select(row => begins[row] ? (int?)null : known.Heads[row])],
                        seen
                    )
            );
            firstOf = [.. next.Which.Select(row => heading[row])];
            nested = known.Take(next.Which).Next([.. next.Which.Select(row => begins[row])], heads.Count);
        }

        return new(SubjectSampling.Joined(parts), [.. heads], [.. places])
        {
            InnerHeads = [.. innerHeads],
            InnerPlaces = [.. innerPlaces],
        };
    }

    private static IEnumerable<(string, int, double)> ValuesOf(Table rows, string name, int[] firstOf)
    {
        double[] cells = new NamedCells(rows)[name];
        return firstOf.Select((first, row) => (name, first, cells[row])).Where(one => !double.IsNaN(one.Item3));
    }

    // What no two rows of an inner key have, and no two inner keys of an outer one: different columns, as these are the same in all rows of an inner key.
    private IEnumerable<string> OfInner => inner?.Series?.Distinct ?? [];

    private IEnumerable<string> OfOuter => inner?.Within!.Distinct ?? [];

    // No two rows of a subject have the same value of some columns, and no two of an inner key that of others.
    private bool[] AreNew(Table rows, int[] firstOf, int?[] innerOf, HashSet<(string, int, double)> seen)
    {
        var cells = new NamedCells(rows);
        return
        [
            .. firstOf.Select(
                (first, row) =>
                    !rule.Series!.Distinct.Any(name => seen.Contains((name, first, cells[name][row])))
                    && (
                        innerOf[row] is { } head
                            ? !OfInner.Any(name => seen.Contains((name, head, cells[name][row])))
                            : !OfOuter.Any(name => seen.Contains((name, first, cells[name][row])))
                    )
            ),
        ];
    }

    // The rows that satisfy all rules, after some rounds.
    private Drawn Next(
        Table? first,
        Table? before,
        (NestedPlaces Before, bool[] Begins)? nested,
        int[] heading,
        int place,
        Func<Table, int[], bool[]> areNew
    )
    {
        int[] left = [.. Enumerable.Range(0, heading.Length)];
        var found = new List<(DrawnRows Rows, int[] Which)>();
        for (int round = 0; round < Rounds && left.Length > 0; round++)
        {
            // Rows that are refused are no reason to begin another inner key.
            var known = nested?.Before.Take(left);
            bool[]? begins = nested is { } own ? Array.ConvertAll(left, row => own.Begins[row]) : null;
            var places = known?.Next(begins!, 0) ?? NestedPlaces.First(left.Length);
            int[] firstOf = Array.ConvertAll(left, row => heading[row]);
            bool[] areFirst = Array.ConvertAll(places.Numbers, number => number == 0);
            var drawn = rowsOf.Draw(
                before?.TakeRows(left),
                left.Length,
                place,
                known,
                begins,
                repeated is null ? null : (rows, inModelSpace) => repeated.Write(rows, inModelSpace, firstOf, areFirst)
            );
            var rows = Following(
                first?.TakeRows(left),
                before?.TakeRows(left),
                repeated?.Kept(drawn.Rows, firstOf) ?? drawn.Rows,
                place,
                places,
                out bool[] fits
            );
            bool[] repeats = repeated?.Fit(rows, firstOf, areFirst) ?? fits;
            bool[] news = areNew(rows, left);
            fits = [.. fits.Zip(news, (fit, isNew) => fit && isNew).Zip(repeats, (fit, has) => fit && has)];
            int[] good = [.. Enumerable.Range(0, left.Length).Where(row => fits[row])];
            found.Add((drawn.Take(good) with { Rows = rows.TakeRows(good) }, [.. good.Select(row => left[row])]));
            left = [.. left.Where((_, row) => !fits[row])];
        }

        if (found.Count == 0)
        {
            return new(rowsOf.Draw(null, 0, place).Rows, [], [], []);
        }

        int[] which = [.. found.SelectMany(part => part.Which)];
        bool[] areLast = AreLast([.. found.Select(part => part.Rows)], place);
        int[] order = [.. Enumerable.Range(0, which.Length).OrderBy(row => which[row])];
        return new(
            SubjectSampling.Joined([.. found.Select(part => part.Rows.Rows)]).TakeRows(order),
            [.. order.Select(row => areLast[row])],
            [.. order.Select(row => which[row])],
            repeated is null ? [] : InOrder([.. found.SelectMany(part => part.Rows.InModelSpace)], order)
        );
    }

    private static float[] InOrder(float[] rows, int[] order)
    {
        int width = rows.Length / order.Length;
        return [.. order.SelectMany(row => rows[(row * width)..((row + 1) * width)])];
    }

    // As many rows are the last ones as in the data, those of which the model is sure in any case.
    private bool[] AreLast(DrawnRows[] parts, int place)
    {
        bool[] areLast = [.. parts.SelectMany(part => part.AreLast)];
        int going = rule.Sizes.Where(size => size.Rows > place).Sum(size => size.Keys);
        int ending = rule.Sizes.Where(size => size.Rows == place + 1).Sum(size => size.Keys);
        int wanted = (int)((areLast.Length * (ending / (double)Math.Max(1, going))) + random.NextDouble());
        int ended = areLast.Count(isLast => isLast);
        if (ended == wanted)
        {
            return areLast;
        }

        int[] sure = ExpectedFlags.Sure(areLast.Length, Draws, () => [.. parts.SelectMany(rowsOf.DrawEnds)]);
        ExpectedFlags.Adjust(areLast, random.Permutation(areLast.Length), wanted, sure, Draws);
        return areLast;
    }

    // Rows with what they share with the rows before, and what goes on from these.
    private Table Following(Table? first, Table? before, Table rows, int place, NestedPlaces nested, out bool[] fits)
    {
        var counted = Counted(
            before is null ? rows : Shared(before, rows, rule, _ => true),
            (rule.Series!.Counter, rule.Series.First),
            _ => place
        );
        if (inner is not null)
        {
            counted = before is null ? counted : Shared(before, counted, inner, row => nested.Places[row] > 0);
            counted = Counted(counted, (inner.Series?.Counter, inner.Series?.First), row => nested.Places[row]);
            counted = Counted(counted, (inner.Within!.Counter, inner.Within.First), row => nested.Numbers[row]);
        }

        bool goOn = rule.Series!.Recurrences.Count > 0;
        int count = rows.RowCount;
        int at = before is null ? 0 : 2 * count;
        SeriesPlace[] places =
        [
            .. Enumerable
                .Range(0, count)
                .Select(row => new SeriesPlace(row, before is null ? row : count + row, at + row, place)),
        ];
        var limited = encoding.Limited(goOn ? Continued(counted) : counted, continuous);
        var breaking = encoding.Breaking(WithoutTotals(limited)).ToHashSet();
        var incomplete = encoding.Context!.Steps.Incomplete(limited, encoding.Columns).ToHashSet();
        fits = [.. Enumerable.Range(0, count).Select(row => !breaking.Contains(row) && !incomplete.Contains(row))];
        if (before is not null && rule.OrderedBy is { } order)
        {
            var (own, last) = (new NamedCells(limited)[order], new NamedCells(before)[order]);
            // Comparisons with NaN are false.
            fits = [.. fits.Select((fit, row) => fit && !(own[row] < last[row]))];
        }

        if (goOn)
        {
            var cells = Behind(limited);
            fits = [.. fits.Zip(places, (fit, row) => fit && recurrences.GoesOn(cells, row))];
        }

        return limited;

        Table Continued(Table own)
        {
            var cells = Behind(own);
            recurrences.Continue(cells, places);
            return cells.Take([.. places.Select(row => row.Row)]);
        }

        NamedCells Behind(Table own) =>
            new(first is null || before is null ? own : SubjectSampling.Joined([first, before, own]));
    }

    // Totals, and what follows from them, are computed when the rows of a subject are known.
    private Table WithoutTotals(Table rows)
    {
        string[] totals = [.. rule.Series!.Totals.Concat(inner?.Series?.Totals ?? []).Select(total => total.Column)];
        if (totals.Length == 0)
        {
            return rows;
        }

        var cells = new NamedCells(rows);
        foreach (string name in totals.Union(SubjectSampling.Affected(encoding, totals, new HashSet<string>())))
        {
            Array.Fill(cells[name], double.NaN);
        }

        return cells.ToTable();
    }

    private Table Shared(Table before, Table rows, SubjectColumns keys, Func<int, bool> areOne)
    {
        var (next, known) = (new NamedCells(rows), new NamedCells(before));
        var changed = new HashSet<string>(StringComparer.Ordinal);
        foreach (string name in keys.Same.Append(keys.Column))
        {
            var (own, same) = (next[name], known[name]);
            for (int row = 0; row < own.Length; row++)
            {
                if (areOne(row) && !own[row].Equals(same[row]))
                {
                    own[row] = same[row];
                    changed.Add(name);
                }
            }
        }

        return RestoredRows.After(encoding, rows, next.ToTable(), changed);
    }

    private Table Counted(Table rows, (string? Name, double? First) counter, Func<int, int> placeOf)
    {
        if (counter.Name is not { } name)
        {
            return rows;
        }

        var next = new NamedCells(rows);
        double[] numbers = [.. Enumerable.Range(0, rows.RowCount).Select(row => counter.First!.Value + placeOf(row))];
        if (next[name].SequenceEqual(numbers))
        {
            return rows;
        }

        numbers.CopyTo(next[name], 0);
        return RestoredRows.After(encoding, rows, next.ToTable(), [name]);
    }

    // Rows, whether each is the last of its subject, and from which of those before it goes on.
    private sealed record Drawn(Table Rows, bool[] AreLast, int[] Which, float[] InModelSpace);
}
