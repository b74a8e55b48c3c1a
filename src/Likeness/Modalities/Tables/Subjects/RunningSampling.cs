using Likeness.Compute.Cpu;
using Likeness.Data;
using Likeness.Data.Recurrences;

namespace Likeness.Modalities.Tables.Subjects;

/// <summary>
/// Samples whose columns go on from the row before, through a file or each series of a panel. A model of single rows proposes several rows for each place; one of them is taken with a probability that falls with the
/// distance between what it goes on from and what the row before has led to (the resampling of a particle filter with one particle), so that a balance stays where it would be in the data.
/// </summary>
/// <param name="encoding">The encoding, whose columns go on.</param>
/// <param name="seed">The seed of the samples.</param>
internal sealed class RunningSampling(TableEncoding encoding, ulong seed)
{
    private const int MaxRows = 1 << 20; // which are in memory at once, with their proposals
    private const int MaxProposals = 1 << 20;
    private const int MaxEach = 32;
    private const int Passes = 8;
    private const double LogOutside = 10; // of a value that is not emitted

    private readonly RunningColumns running = encoding.Running!;

    /// <summary>How many rows are proposed for each place.</summary>
    public int Each => Math.Clamp(MaxProposals / running.Rows, 1, MaxEach);

    /// <summary>The rows of a file whose rows belong to no series, as many as it has at a time.</summary>
    /// <param name="propose">Samples a number of rows with a seed.</param>
    /// <param name="count">The number of rows.</param>
    /// <param name="areInOrder">Whether they stand in the order of the data; else in a random one.</param>
    public IEnumerable<SubjectRows> OfFiles(Func<int, ulong, IEnumerable<Table>> propose, int count, bool areInOrder)
    {
        int done = 0;
        for (int round = 0; done < count; round++)
        {
            int next = Math.Min(Math.Min(running.Rows, MaxRows), count - done);
            var random = RandomUse.Running.Random(seed, round);
            var proposals = SubjectSampling.Joined([.. propose(next * Each, random.NextUInt64())]);
            int[] sorted = encoding.Order?.Of(proposals) ?? [.. Enumerable.Range(0, proposals.RowCount)];
            int[][] places = [.. sorted.Chunk(Each)];
            if (running.IsReversed)
            {
                Array.Reverse(places);
            }

            int[] order = [.. Enumerable.Range(0, next)];
            var rows = Continued(proposals, [places], random, isWhole: next == running.Rows);
            rows = rows.TakeRows(
                !areInOrder ? random.Permutation(next)
                : running.IsReversed ? [.. order.Reverse()]
                : order
            );
            yield return new(rows, done, new Dictionary<string, long[]>());
            done += next;
        }
    }

    /// <summary>Rows that go on, a proposal for each place: series after series.</summary>
    /// <param name="proposals">The proposals.</param>
    /// <param name="series">Those of each place, in order, of each series.</param>
    /// <param name="random">Chooses.</param>
    /// <param name="isWhole">Whether there are as many rows as in the data; fewer have to add more than those of the data for it to end where these do.</param>
    public Table Continued(Table proposals, IReadOnlyList<int[][]> series, PhiloxRandom random, bool isWhole = true)
    {
        var cells = new NamedCells(proposals);
        RunningValues[] values = [.. running.All.Select(one => new RunningValues(one, cells))];
        var tilts = Array.ConvertAll(values, one => new AddedTilt(one.Added));
        RunningProposals[][] columns =
        [
            .. series.Select(places => Array.ConvertAll(values, one => new RunningProposals(one, places))),
        ];
        var chosen = new List<int>();
        int passes = isWhole && Each > 1 ? Passes : 1;
        for (int pass = 0; pass < passes; pass++)
        {
            if (pass > 0)
            {
                Array.ForEach(tilts, tilt => tilt.Adjust(chosen));
            }

            chosen.Clear();
            foreach (var (i, places) in series.Index())
            {
                chosen.AddRange(Chosen(columns[i], tilts, places, random));
            }
        }

        var groups = new List<int[]>();
        int first = 0;
        foreach (int[][] places in series)
        {
            groups.Add([.. Enumerable.Range(first, places.Length)]);
            first += places.Length;
        }

        return new SeriesRecurrences(encoding, running.All).Continued(proposals.TakeRows([.. chosen]), groups);
    }

    private int[] Chosen(RunningProposals[] columns, AddedTilt[] tilts, int[][] places, PhiloxRandom random)
    {
        Array.ForEach(columns, column => column.Begin());
        int[] chosen = new int[places.Length];
        for (int place = 0; place < chosen.Length; place++)
        {
            int[] some = places[place];
            double[] logWeights = Array.ConvertAll(
                some,
                row =>
                    columns.Sum(column =>
                        column.LogWeight(row, place)
                        - (encoding.IsEmitted(column.Ends, column.After(row)) ? 0 : LogOutside)
                    )
            );
            logWeights = Likewise(logWeights);
            for (int i = 0; i < some.Length; i++)
            {
                logWeights[i] += tilts.Sum(tilt => tilt[some[i]]);
            }

            chosen[place] = some[Draw(logWeights, random)];
            foreach (var column in columns)
            {
                column.Take(chosen[place]);
            }
        }

        return chosen;
    }

    // Rows without a value are taken as often as they are proposed.
    private static double[] Likewise(double[] logWeights)
    {
        double[] known = Array.FindAll(logWeights, weight => !double.IsNaN(weight));
        double most = known.DefaultIfEmpty(0).Max();
        double mean = most + Math.Log(known.Select(weight => Math.Exp(weight - most)).DefaultIfEmpty(1).Average());
        return Array.ConvertAll(logWeights, weight => double.IsNaN(weight) ? mean : weight);
    }

    private static int Draw(double[] logWeights, PhiloxRandom random)
    {
        double most = logWeights.Max();
        double[] weights = Array.ConvertAll(logWeights, weight => Math.Exp(weight - most));
        double left = random.NextDouble() * weights.Sum();
        int at = 0;
        while (at < weights.Length - 1 && (left -= weights[at]) >= 0)
        {
            at++;
        }

        return at;
    }
}
