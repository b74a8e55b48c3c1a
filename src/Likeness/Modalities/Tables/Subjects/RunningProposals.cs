using Likeness.Data;
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
    /// <param name="one">The column that goes on.</param>
    /// <param name="cells">The cells of the proposals.</param>
    /// <param name="places">The proposals of each place of a series, in order.</param>
    public RunningProposals(RowRecurrence one, NamedCells cells, int[][] places)
    {
        this.one = one;
        (from, to) = (From(cells, one), Array.ConvertAll(cells[one.Previous], one.Counted));
        added = AddedBy(one, cells, to.Length);
        typical = Array.ConvertAll(
            places,
            rows => Known(rows.Select(row => to[row])).DefaultIfEmpty(double.NaN).Average()
        );
        double deviation = Deviation(places);
        (width, driftWidth) = (Width * deviation, DriftWidth * deviation);
    }

    /// <summary>What each of a number of rows adds; NaN where that is not known.</summary>
    public static double[] AddedBy(RowRecurrence one, NamedCells cells, int rows) =>
        [.. Enumerable.Range(0, rows).Select(row => one.Constant + one.Added(cells, row))];

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

    /// <summary>Takes a row, from which the next one goes on.</summary>
    /// <param name="row">A proposal.</param>
    public void Take(int row) => last = After(row);

    // What a proposal goes on from is its own value without what it adds.
    private static double[] From(NamedCells cells, RowRecurrence one)
    {
        double[] from = Array.ConvertAll(cells[one.Column], value => one.Counted(value) - one.Constant);
        foreach (var term in one.Terms)
        {
            double[] added = cells[term.Column];
            for (int row = 0; row < from.Length; row++)
            {
                from[row] -= double.IsNaN(added[row]) ? 0 : term.Sign * added[row];
            }
        }

        return from;
    }

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
