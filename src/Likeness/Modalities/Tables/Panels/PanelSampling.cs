using Likeness.Compute.Cpu;
using Likeness.Data;
using Likeness.Data.Kinds;
using Likeness.Modalities.Tables.Rules;
using Likeness.Modalities.Tables.Rules.Keys;
using Likeness.Modalities.Tables.Subjects;
using Likeness.Models;
using Likeness.Sampling;
using Likeness.Sampling.Conditions;

namespace Likeness.Modalities.Tables.Panels;

/// <summary>
/// Samples the rows of a panel: each series has the times that it has in the data, and the model samples the other columns given these, at ranks that follow those of the row before. A sample of more rows has
/// some of them again, one of fewer a random part of them.
/// </summary>
/// <param name="encoding">The encoding, which has the panel.</param>
/// <param name="model">The model, an <see cref="IRowImputer"/>.</param>
/// <param name="workers">The worker pool; null for the calling thread.</param>
/// <param name="seed">The seed of the samples.</param>
/// <param name="continuous">Whether numbers stay as the model samples them.</param>
internal sealed class PanelSampling(
    TableEncoding encoding,
    GenerativeModel model,
    WorkerPool? workers,
    ulong seed,
    bool continuous
)
{
    // Rows that break a rule are sampled again; numbers out of the range of their level are moved into it, then stay; at last other rows of the panel take the places.
    private const int RangeRounds = 10;
    private const int ClampRounds = 20;
    private const int OwnRounds = 40;
    private const int MaxRounds = 100;

    private readonly PanelRows panel = encoding.Panel!.Rows;

    private readonly PanelContinuation continuation = new(encoding);
    private readonly PanelAbsences? absences = encoding.Panel!.Absences;
    private readonly Dictionary<(int Series, int Time), (int First, int Last)> places = encoding.Panel!.Absences is null
        ? []
        : PanelAbsences.Places(encoding.Panel!.Rows);
    private readonly RowCompletion completion = new(model, workers, RandomUse.Panels.Random(seed, -1).NextUInt64());

    /// <summary>The panel that samples can have; null for none.</summary>
    /// <param name="train">Training rows.</param>
    /// <param name="rules">Their rules, which may restore a column of the panel from others of it only.</param>
    public static PanelRows? Find(Table train, IReadOnlyList<TableRule> rules)
    {
        if (
            train.Columns.Select(column => column.Panel).OfType<PanelRows>().FirstOrDefault() is not { } panel
            || rules.Any(rule => rule is SubjectColumns)
        )
        {
            return null;
        }

        string[] known = [.. panel.Known];
        bool IsKnown(string name) =>
            rules.All(rule => !rule.Replaces || rule.Column != name || rule.Needs.All(known.Contains));
        return panel.Keys.Append(panel.Time).All(IsKnown) ? panel.Sharing(IsKnown) : null;
    }

    /// <summary>Samples rows.</summary>
    /// <param name="count">The number of rows.</param>
    /// <param name="areInOrder">Whether they stand in the order of the data; else in a random one.</param>
    /// <param name="progress">Receives the fraction that is done.</param>
    /// <param name="cancellationToken">Cancels between parts.</param>
    /// <param name="conditions">Conditions on columns that are known of each row; null for none.</param>
    /// <exception cref="LikenessException">No row satisfies the rules of the data.</exception>
    public IEnumerable<SubjectRows> Sample(
        int count,
        bool areInOrder,
        Action<double> progress,
        CancellationToken cancellationToken,
        IReadOnlyDictionary<string, Condition>? conditions = null
    )
    {
        var emitted = Emitted();
        var rows = Fitting(emitted, conditions);
        var running =
            encoding.Running is null || encoding.Panel!.Following is not null
                ? null
                : new RunningSampling(encoding, seed);
        long done = 0;
        for (int round = 0; done < count; round++)
        {
            int[] which = RandomUse.Panels.Random(seed, round).Permutation(rows.Length);
            which = which[..(int)Math.Min(rows.Length, count - done)];
            if (areInOrder)
            {
                Array.Sort(which);
            }

            var random = new PhiloxRandom(seed, RandomUse.Panels.Stream(int.MinValue) + (ulong)done);
            long before = done;
            var whole =
                running is not null ? Continued(running, rows, random, cancellationToken).TakeRows(which)
                : encoding.Panel!.Following is not null
                    ? InSequence(
                        Array.ConvertAll(which, row => rows[row]),
                        emitted,
                        random,
                        part => progress((before + (part * which.Length)) / count),
                        cancellationToken
                    )
                : null;
            if (whole is not null)
            {
                yield return new(whole, done, new Dictionary<string, long[]>());
                done += which.Length;
                progress(done / (double)count);
                continue;
            }

            var ranks = Ranks(rows, random);
            foreach (int[] some in which.Chunk(Sampler.Chunk))
            {
                cancellationToken.ThrowIfCancellationRequested();
                var part = Sampled([.. some.Select(row => rows[row])], rows, ranks?.Of(some), random);
                yield return new(part, done, new Dictionary<string, long[]>());
                done += some.Length;
                progress(done / (double)count);
            }
        }
    }

    // Rows that follow others of their series, which are sampled with them.
    private Table InSequence(
        (int Series, int Time)[] wanted,
        (int Series, int Time)[] all,
        PhiloxRandom random,
        Action<double> progress,
        CancellationToken cancellationToken
    )
    {
        var series = wanted.Select(row => row.Series).ToHashSet();
        var needed = Array.FindAll(all, row => series.Contains(row.Series));
        var placeOf = needed.Index().ToDictionary(one => one.Item, one => one.Index);
        return new SeriesSequence(needed, (some, preceding) => Sampled(some, all, null, random, preceding))
            .Sample(progress, cancellationToken)
            .TakeRows(Array.ConvertAll(wanted, row => placeOf[row]));
    }

    // All rows of the panel, of which those of a series go on from each other.
    private Table Continued(
        RunningSampling running,
        (int Series, int Time)[] rows,
        PhiloxRandom random,
        CancellationToken cancellationToken
    )
    {
        var proposals = new List<Table>();
        for (int proposal = 0; proposal < running.Each; proposal++)
        {
            var ranks = Ranks(rows, random);
            foreach (int[] some in Enumerable.Range(0, rows.Length).Chunk(Sampler.Chunk))
            {
                cancellationToken.ThrowIfCancellationRequested();
                proposals.Add(Sampled([.. some.Select(row => rows[row])], rows, ranks?.Of(some), random));
            }
        }

        int[][] series =
        [
            .. Enumerable
                .Range(0, rows.Length)
                .GroupBy(row => rows[row].Series)
                .Select(group => group.OrderBy(row => rows[row].Time).ToArray()),
        ];
        int[][] Places(int[] one) =>
            Array.ConvertAll(
                one,
                row => (int[])[.. Enumerable.Range(0, running.Each).Select(i => (i * rows.Length) + row)]
            );
        var continued = running.Continued(SubjectSampling.Joined(proposals), Array.ConvertAll(series, Places), random);
        int[] places = new int[rows.Length];
        foreach (var (place, row) in series.SelectMany(one => one).Index())
        {
            places[row] = place;
        }

        return continued.TakeRows(places);
    }

    private (int Series, int Time)[] Fitting(
        (int Series, int Time)[] rows,
        IReadOnlyDictionary<string, Condition>? conditions
    )
    {
        foreach (var (name, condition) in conditions ?? new Dictionary<string, Condition>())
        {
            double[] values = panel.Values(name, rows);
            rows = [.. rows.Where((_, row) => condition.Holds(values[row]))];
        }

        return rows.Length > 0
            ? rows
            : throw new LikenessException("no row of the panel fits the conditions (loosen them)");
    }

    // Levels that protection keeps out of samples have no rows.
    private (int Series, int Time)[] Emitted()
    {
        bool[] isEmitted =
        [
            .. panel.Series.Select(series =>
                panel
                    .Keys.Concat(panel.Shared)
                    .Zip(series.Values)
                    .All(cell => encoding.IsEmitted(cell.First, cell.Second))
            ),
        ];
        var rows = InOrder(Array.FindAll(panel.Rows(), row => isEmitted[row.Series]));
        return rows.Length > 0 ? rows : throw new LikenessException(FurtherRows.Impossible);
    }

    // The first rows of series may stand in another order than those of one time.
    private (int Series, int Time)[] InOrder((int Series, int Time)[] rows)
    {
        var sorted = Enumerable.Range(0, rows.Length).OrderBy(_ => 0);
        for (var by = encoding.Order; by is not null && panel.Known.Contains(by.Column); by = by.Then)
        {
            double[] values = panel.Values(by.Column, rows);
            sorted = by.Falls ? sorted.ThenByDescending(row => values[row]) : sorted.ThenBy(row => values[row]);
        }

        return [.. sorted.Select(row => rows[row])];
    }

    private Table Sampled(
        (int Series, int Time)[] some,
        (int Series, int Time)[] all,
        double[]? ranks,
        PhiloxRandom random,
        PrecedingRows? preceding = null
    )
    {
        preceding ??= PrecedingRows.None(some.Length);
        var result = Draw(some, preceding, ranks);
        int[] left = [.. Breaking(result, some, preceding).Order()];
        for (int round = 1; left.Length > 0; round++)
        {
            // Other rows of the panel would go on from others.
            if (round == OwnRounds && continuation.IsAny)
            {
                break;
            }

            if (round == MaxRounds)
            {
                throw new LikenessException(FurtherRows.Impossible);
            }

            var own = round < OwnRounds ? preceding.Take(left) : PrecedingRows.None(left.Length);
            (int Series, int Time)[] others =
            [
                .. left.Select(row => round < OwnRounds ? some[row] : all[(int)(random.NextDouble() * all.Length)]),
            ];
            var drawn = Draw(others, own, null, fillsSteps: round >= RangeRounds);
            drawn = round < RangeRounds ? drawn : continuation.Of(encoding.Clamped(drawn, continuous), own);
            var breaking = Breaking(drawn, others, own, keepsRanges: round < ClampRounds);
            int[] good = [.. Enumerable.Range(0, left.Length).Where(row => !breaking.Contains(row))];
            result = TableModel.Replaced(result, [.. good.Select(row => left[row])], drawn.TakeRows(good));
            left = [.. left.Where((_, row) => breaking.Contains(row))];
        }

        return result;
    }

    private HashSet<int> Breaking(
        Table rows,
        (int Series, int Time)[] some,
        PrecedingRows preceding,
        bool keepsRanges = true
    ) =>
        [
            .. encoding.Breaking(rows, keepsRanges),
            .. encoding.Panel!.Following?.Steps.Incomplete(rows, encoding.Columns) ?? [],
            .. continuation.Broken(rows, preceding),
            .. keepsRanges ? absences?.Broken(rows, At(some)) ?? [] : [],
        ];

    private SeriesRanks? Ranks((int Series, int Time)[] rows, PhiloxRandom random)
    {
        if ((model as ISeriesImputer)?.Paths is not { } paths)
        {
            return null;
        }

        // In model space, times are of another unit.
        int width = completion.Width;
        int at = completion.IndexOf(ContextRole.PanelTime);
        float[] times = new float[panel.Times.Count];
        foreach (int[] some in Enumerable.Range(0, times.Length).Chunk(Sampler.Chunk))
        {
            float[] part = InModelSpace(
                Given(Array.ConvertAll(some, time => (0, time)), PrecedingRows.None(some.Length))
            );
            foreach (var (i, time) in some.Index())
            {
                times[time] = part[(i * width) + at];
            }
        }

        double[] steps = [.. panel.Times.Zip(panel.Times.Skip(1), (a, b) => b - a).Order()];
        double period =
            encoding.Columns.First(column => column.Name == panel.Time).Kind is not TimeKind || steps.Length == 0 ? 0
            : steps[steps.Length / 2] <= Clock.Day / 2 ? Clock.Day
            : steps[steps.Length / 2] <= Clock.Day ? Clock.Day * Clock.Week
            : 0;
        double unit = (times[^1] - times[0]) / (panel.Times[^1] - panel.Times[0]);
        return new(paths, Array.ConvertAll(rows, row => (row.Series, times[row.Time])), period * unit, random);
    }

    private Table Draw((int Series, int Time)[] some, PrecedingRows preceding, double[]? ranks, bool fillsSteps = false)
    {
        var given = Given(some, preceding);
        float[] rows = InModelSpace(given);
        completion.Complete(
            rows,
            (role, _) => role is ContextRole.Panel or ContextRole.PanelTime or ContextRole.Before,
            ranks
        );
        var known = panel.Known.ToDictionary(name => name, name => panel.Values(name, some));
        var numbers = encoding.Transform.Inverse(rows, continuous);
        numbers = encoding.Panel!.Following?.Given(numbers, given, fillsSteps) ?? numbers;
        var sampled = encoding.FromNumbers(numbers, continuous);
        // Model space is of single precision.
        var continued = continuation.Of(
            Table
                .FromColumns(
                    sampled.Columns,
                    [
                        .. sampled.Columns.Select(
                            (column, i) => known.GetValueOrDefault(column.Name) ?? sampled.ColumnValues(i)
                        ),
                    ]
                )
                .WrittenAs(sampled.Dialect),
            preceding
        );
        return absences?.Of(continued, At(some)) ?? continued;
    }

    private (int First, int Last)[] At((int Series, int Time)[] some) => Array.ConvertAll(some, row => places[row]);

    // Rows of which only the series, the times and the rows before are known.
    private Table Given((int Series, int Time)[] some, PrecedingRows preceding)
    {
        var known = panel.Known.ToDictionary(name => name, name => panel.Values(name, some));
        double[] unknown = [.. Enumerable.Repeat(double.NaN, some.Length)];
        var given = Table.FromColumns(
            encoding.Columns,
            [.. encoding.Columns.Select(column => known.GetValueOrDefault(column.Name, unknown))]
        );
        return encoding.ToPanelNumbers(given, preceding.Source, preceding.Places);
    }

    private float[] InModelSpace(Table numbers)
    {
        float[] rows = new float[numbers.RowCount * completion.Width];
        encoding.Transform.Forward(numbers, [.. Enumerable.Range(0, numbers.RowCount)], rows);
        return rows;
    }
}
