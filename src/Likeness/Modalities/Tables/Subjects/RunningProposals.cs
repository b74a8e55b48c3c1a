using Likeness.Data.Recurrences;

namespace Likeness.Modalities.Tables.Subjects;

/// <summary>How well proposed rows go on from the one before, for one column that does; it knows where the rows that were taken have led to.</summary>
internal sealed class RunningProposals
{
    private const double NormalMedian = 0.6745; // of the absolute value
    private const double Width = 0.25; // of the kernel, in deviations of single rows
    private const double DriftWidth = 0.35;

    private readonly RowRecurrence one;
    private readonly double[] from;
    private readonly double[] to;
    private readonly double[] added;
    private readonly double[] typical; // of each place
    private readonly double width;
    private readonly double driftWidth;
    private double last = double.NaN;

    /// <summary>Creates what is known before the first row is taken.</summary>
    /// <param name="values">The values of all proposals.</param>
    /// <param name="places">The proposals of each place of a series, in order.</param>
    public RunningProposals(RunningValues values, int[][] places)
    {
        (one, from, to, added) = (values.One, values.From, values.To, values.Added);
        typical = Array.ConvertAll(
            places,
            rows => Known(rows.Select(row => to[row])).DefaultIfEmpty(double.NaN).Average()
        );
        double deviation = Deviation(places);
        (width, driftWidth) = (Width * deviation, DriftWidth * deviation);
    }

    /// <summary>The column with which rows end, from which the next one goes on.</summary>
    public string Ends => one.Previous;

    /// <summary>With what a row ends.</summary>
    /// <param name="row">A proposal.</param>
    public double After(int row) =>
        double.IsNaN(to[row]) ? last + (double.IsNaN(added[row]) ? 0 : added[row])
        : double.IsNaN(last) || one.RestartsBy is not null ? to[row]
        : to[row] + last - from[row];

    /// <summary>The logarithm of a weight: a row goes on from near the last one, and ends near where others do; NaN where it lacks the value.</summary>
    /// <param name="row">A proposal.</param>
    /// <param name="place">Its place.</param>
    public double LogWeight(int row, int place)
    {
        double distance = (from[row] - last) / width;
        double drift = (After(row) - typical[place]) / driftWidth;
        return double.IsNaN(to[row]) ? double.NaN
            : double.IsNaN(distance) ? 0
            : -((distance * distance) + (double.IsNaN(drift) ? 0 : drift * drift)) / 2;
    }

    /// <summary>Begins again, before the first row is taken.</summary>
    public void Begin() => last = double.NaN;

    /// <summary>Takes a row, from which the next one goes on.</summary>
    /// <param name="row">A proposal.</param>
    public void Take(int row) => last = After(row);

    private static IEnumerable<double> Known(IEnumerable<double> values) => values.Where(value => !double.IsNaN(value));

    // How far what single rows go on from is from where those before lead.
    private double Deviation(int[][] places)
    {
        double[] distances =
        [
            .. places
                .Skip(1)
                .Zip(places, (next, before) => Math.Abs(from[next[0]] - to[before[0]]))
                .Where(double.IsFinite)
                .Order(),
        ];
        return distances.Length == 0
            ? 1
            : Math.Max(double.Epsilon, distances[distances.Length / 2] / NormalMedian / Math.Sqrt(2));
    }
}
