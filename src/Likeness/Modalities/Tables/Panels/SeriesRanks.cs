using Likeness.Compute.Cpu;
using Likeness.Models;

namespace Likeness.Modalities.Tables.Panels;

/// <summary>
/// Ranks of sampled values, uniform for each row, that follow those of the row before of the same series as they do in the data: parts of the paths of training rows at other times, each of which goes on where
/// the part before it ended, as far as any does (the matched-block bootstrap of Carlstein et al. 1998, of ranks).
/// </summary>
internal sealed class SeriesRanks
{
    // The mean number of rows of a part, and the places among which the next one is chosen.
    private const double MeanRows = 64;
    private const int Candidates = 500;

    // Of the span of all times: parts from nearby would be those of the data.
    private const double MinShift = 0.05;

    // Of a gap, before and behind the rows of a path: half a step.
    private const double Margin = 0.1;

    // The largest number of double precision below 1.
    private const double MaxRank = 1 - 1e-16;

    private readonly RankPaths paths;
    private readonly PhiloxRandom random;
    private readonly int[] starts; // of the parts of the paths
    private readonly int[] partOf; // of each row of the paths
    private readonly double minShift;
    private readonly double period; // by which parts are moved a whole number of times; 0 for any time
    private readonly int[] places; // in the paths; −1 for random ranks

    /// <summary>Finds a place in the paths for each row.</summary>
    /// <param name="paths">The paths.</param>
    /// <param name="rows">The series and times of the rows, in model space.</param>
    /// <param name="period">The time, in model space, after which rows are similar: a day, or a week; 0 for none.</param>
    /// <param name="random">Random numbers.</param>
    public SeriesRanks(RankPaths paths, (int Series, float Time)[] rows, double period, PhiloxRandom random)
    {
        (this.paths, this.period, this.random) = (paths, period, random);
        starts = new int[paths.Lengths.Length + 1];
        partOf = new int[paths.Count];
        for (int part = 0; part < paths.Lengths.Length; part++)
        {
            starts[part + 1] = starts[part] + paths.Lengths[part];
            partOf.AsSpan(starts[part], paths.Lengths[part]).Fill(part);
        }

        minShift = MinShift * ((double)paths.Times.Max() - paths.Times.Min());
        int[] sorted =
        [
            .. Enumerable.Range(0, rows.Length).OrderBy(row => rows[row].Series).ThenBy(row => rows[row].Time),
        ];
        bool AreOne(int a, int b) => rows[a].Series == rows[b].Series;
        double Step(int a, int b) => (double)rows[b].Time - rows[a].Time;
        double gap = RankPaths.Gap(
            sorted
                .Zip(sorted.Skip(1))
                .Where(two => AreOne(two.First, two.Second))
                .Select(two => Step(two.First, two.Second))
        );
        places = new int[rows.Length];
        int place = -1;
        double shift = 0;
        for (int i = 0; i < sorted.Length; i++)
        {
            bool isFirst = i == 0 || !AreOne(sorted[i - 1], sorted[i]) || Step(sorted[i - 1], sorted[i]) > gap;
            double time = rows[sorted[i]].Time;
            double before = isFirst ? double.NaN : rows[sorted[i - 1]].Time;
            int next =
                isFirst || place < 0 || random.NextDouble() < 1 / MeanRows
                    ? -1
                    : Nearest(partOf[place], time + shift, gap);
            if (next < 0)
            {
                (next, shift) = Begin(isFirst ? -1 : place, before, time, gap);
            }

            places[sorted[i]] = place = next;
        }
    }

    // The part that goes on best from a place, and how far it is moved.
    private (int Place, double Shift) Begin(int before, double timeBefore, double time, double gap)
    {
        var (best, bestShift, nearest) = (-1, 0.0, double.PositiveInfinity);
        for (int i = 0; i < Candidates; i++)
        {
            int candidate = (int)(random.NextDouble() * paths.Count);
            double shift = paths.Times[candidate] - time;
            shift = period > 0 ? period * Math.Round(shift / period) : shift;
            int place = Math.Abs(shift) < minShift ? -1 : Nearest(partOf[candidate], time + shift, gap);
            if (place < 0)
            {
                continue;
            }

            if (before < 0)
            {
                return (place, shift);
            }

            int own = Nearest(partOf[candidate], timeBefore + shift, gap);
            double distance = own < 0 ? double.MaxValue : Distance(before, own);
            if (distance < nearest)
            {
                (best, bestShift, nearest) = (place, shift, distance);
            }
        }

        return (best, bestShift);
    }

    // The row of a part with the nearest time; −1 outside of it.
    private int Nearest(int part, double time, double gap)
    {
        var (low, high) = (starts[part], starts[part + 1]);
        double margin = Margin * gap;
        if (time < paths.Times[low] - margin || time > paths.Times[high - 1] + margin)
        {
            return -1;
        }

        while (high - low > 1)
        {
            int middle = (low + high) / 2;
            (low, high) = paths.Times[middle] <= time ? (middle, high) : (low, middle);
        }

        return low + 1 < starts[part + 1] && paths.Times[low + 1] - time < time - paths.Times[low] ? low + 1 : low;
    }

    /// <summary>The ranks of some rows: [rows × dimensions].</summary>
    /// <param name="rows">The places of the rows.</param>
    public double[] Of(int[] rows)
    {
        int width = paths.Width;
        double[] ranks = new double[rows.Length * width];
        for (int i = 0; i < rows.Length; i++)
        {
            int place = places[rows[i]];
            for (int j = 0; j < width; j++)
            {
                double own = place < 0 ? double.NaN : paths.Ranks[(place * width) + j];
                ranks[(i * width) + j] = double.IsNaN(own) ? random.NextDouble() : Math.Min(MaxRank, own);
            }
        }

        return ranks;
    }

    private double Distance(int a, int b)
    {
        double sum = 0;
        int width = paths.Width;
        for (int j = 0; j < width; j++)
        {
            double difference = paths.Ranks[(a * width) + j] - paths.Ranks[(b * width) + j];
            sum += double.IsNaN(difference) ? 0 : Math.Abs(difference);
        }

        return sum;
    }
}
