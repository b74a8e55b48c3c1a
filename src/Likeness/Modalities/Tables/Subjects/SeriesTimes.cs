using Likeness.Compute.Cpu;
using Likeness.Data;
using Likeness.Modalities.Tables.Rules.Keys;

namespace Likeness.Modalities.Tables.Subjects;

/// <summary>
/// Spaces the times of each subject's rows as those of the data: of all sampled steps of one kind, the smallest becomes as large as the smallest of the data, and so on (quantiles to quantiles), so that
/// a subject whose rows lie far apart keeps doing so.
/// </summary>
/// <param name="times">The times of the data.</param>
/// <param name="column">The column of times.</param>
/// <param name="random">Chooses the row that stays.</param>
internal sealed class SeriesTimes(SubjectTimes times, Column column, PhiloxRandom random)
{
    private const double Day = 86_400;
    private const double Week = 7 * Day;

    /// <summary>Whether each subject's first row stays where it is; else a random one does.</summary>
    public bool StaysAtFirst { get; init; }

    /// <summary>The first time that each row may have, in seconds.</summary>
    public required double[] Least { get; init; }

    /// <summary>The last time that each row may have, in seconds.</summary>
    public required double[] Most { get; init; }

    /// <summary>The times of rows: [cells.Length].</summary>
    /// <param name="cells">Seconds.</param>
    /// <param name="phases">The phase of each row; null without phases.</param>
    /// <param name="groups">The rows of each subject, in order.</param>
    public double[] Spaced(double[] cells, double[]? phases, List<int[]> groups)
    {
        double[] sampled = times.FromSeconds(cells);
        double[] wanted =
            times.IsSchedule && phases is not null ? Planned(sampled, phases, groups) : Followed(sampled, groups);
        double[] result = [.. cells];
        foreach (int[] group in groups.Where(group => group.Length > 1))
        {
            double[] own =
                times.Levels.Count > 0
                    ? OnLevels([.. group.Select(row => wanted[row])])
                    : InSeconds(
                        [.. group.Select(row => cells[row])],
                        [.. group.Select(row => wanted[row])],
                        group.Max(row => Least[row]),
                        group.Min(row => Most[row])
                    );
            foreach (var (place, row) in group.Index())
            {
                result[row] = own.Length == 0 ? result[row] : own[place];
            }
        }

        return result;
    }

    // Each row so long after its subject's beginning as rows of its phase are.
    private double[] Planned(double[] sampled, double[] phases, List<int[]> groups)
    {
        var kindOf = times.Elapsed.Index().ToDictionary(one => one.Item.Phase, one => one.Index);
        double[] begin = new double[sampled.Length];
        foreach (int[] group in groups)
        {
            int fixedRow = Staying(group);
            double first = sampled[fixedRow] - times.ElapsedAt(phases[fixedRow]);
            Array.ForEach(group, row => begin[row] = first);
        }

        var since = groups
            .Where(group => group.Length > 1)
            .SelectMany(group => group)
            .Where(row => kindOf.ContainsKey(phases[row]))
            .Select(row => (Row: row, Kind: kindOf[phases[row]], Step: sampled[row] - begin[row]));
        double[] wanted = [.. sampled];
        foreach (var (row, step) in Mapped(since, times.Steps))
        {
            wanted[row] = begin[row] + step;
        }

        return wanted;
    }

    // Each row so long after the one before as rows of its place are, or in the round of these.
    private double[] Followed(double[] sampled, List<int[]> groups)
    {
        var placed = groups
            .SelectMany(group =>
                group
                    .Skip(1)
                    .Select(
                        (row, i) =>
                            (Row: row, Kind: Math.Min(i, times.Steps.Count - 1), Step: sampled[row] - sampled[group[i]])
                    )
            )
            .ToList();
        var steps = Mapped(placed, times.Steps);
        double[] wanted = [.. sampled];
        if (times.Rounds is { } rounds)
        {
            var ends = Mapped(
                placed.Where(one => rounds[one.Kind] is not null).Select(one => one with { Step = sampled[one.Row] }),
                rounds
            );
            foreach (int[] group in groups)
            {
                for (int i = 1; i < group.Length; i++)
                {
                    double before = wanted[group[i - 1]];
                    wanted[group[i]] =
                        ends.TryGetValue(group[i], out double end) && end >= before ? end : before + steps[group[i]];
                }
            }

            return wanted;
        }

        foreach (int[] group in groups.Where(group => group.Length > 1))
        {
            double at = 0;
            foreach (int row in group)
            {
                at += steps.GetValueOrDefault(row);
                wanted[row] = at;
            }

            int fixedRow = Staying(group);
            double begin = sampled[fixedRow] - wanted[fixedRow];
            Array.ForEach(group, row => wanted[row] += begin);
        }

        return wanted;
    }

    // The mean of several would lie in the middle of all times too often.
    private int Staying(int[] group) => group[StaysAtFirst ? 0 : (int)(random.NextDouble() * group.Length)];

    private static Dictionary<int, double> Mapped(
        IEnumerable<(int Row, int Kind, double Step)> steps,
        IReadOnlyList<double[]?> quantilesOf
    )
    {
        var mapped = new Dictionary<int, double>();
        foreach (var kind in steps.GroupBy(one => one.Kind))
        {
            double[] quantiles = quantilesOf[kind.Key]!;
            var sorted = kind.OrderBy(one => one.Step).ToList();
            for (int i = 0; i < sorted.Count; i++)
            {
                mapped[sorted[i].Row] = quantiles[(int)((i + 0.5) / sorted.Count * quantiles.Length)];
            }
        }

        return mapped;
    }

    // None if they do not fit.
    private double[] OnLevels(double[] wanted)
    {
        int[] places = Array.ConvertAll(wanted, one => (int)Math.Round(one));
        int shift = Math.Max(0, -places.Min()) - Math.Max(0, places.Max() - times.Levels.Count + 1);
        return places.Min() + shift < 0 || places.Max() + shift >= times.Levels.Count
            ? []
            : Array.ConvertAll(places, place => times.Levels[place + shift]);
    }

    private double[] InSeconds(double[] sampled, double[] wanted, double low, double high)
    {
        // The time of day, and where the data have it the weekday, stay those of the row.
        double unit =
            times.KeepsWeekdays ? Week
            : times.AreDays ? Day
            : 0;
        double shift = Math.Max(0, low - wanted.Min()) - Math.Max(0, wanted.Max() - high);
        double[] result = new double[wanted.Length];
        for (int i = 0; i < wanted.Length; i++)
        {
            double to = wanted[i] + shift;
            result[i] =
                unit > 0 ? sampled[i] + (unit * Math.Round((to - sampled[i]) / unit))
                : column.Grid is { } grid ? grid.Snap(to)
                : Math.Round(to);
            if (unit == 0 && times.Hours is { } hours)
            {
                double least = i > 0 && wanted[i] >= wanted[i - 1] ? result[i - 1] : low;
                result[i] = hours.Nearest(result[i], least);
                result[i] = column.Grid?.Snap(result[i]) ?? Math.Round(result[i]);
            }

            if (i > 0 && unit > 0 && wanted[i] >= wanted[i - 1])
            {
                result[i] += unit * Math.Ceiling(Math.Max(0, result[i - 1] - result[i]) / unit);
            }
        }

        return result.Min() < low || result.Max() > high ? [] : result;
    }
}
