using System.Numerics;
using System.Runtime.Intrinsics;

namespace Likeness.Evaluation.Transport;

/// <summary>
/// The optimal transport plan between two samples at squared Euclidean cost, with equal mass per row of a
/// sample: exact, by successive shortest augmenting paths. Equal sizes are an assignment problem (Jonker and Volgenant 1987, Computing 38),
/// others a transportation problem in integer units of mass. Costs are computed on demand: no matrix is stored.
/// </summary>
internal sealed class TransportPlan
{
    private const int BidsPerRow = 4;

    private readonly PointCloud x; // the smaller sample
    private readonly PointCloud y;
    private readonly double[] u; // potentials: u + v ≤ cost everywhere, with equality where mass is shipped
    private readonly double[] v;
    private readonly long[] supply; // units that a row of x has still to send
    private readonly long[] demand; // units that a row of y has still to receive
    private readonly List<(int Row, long Units)>[] carried; // to each row of y
    private readonly CancellationToken cancellation;

    private TransportPlan(PointCloud x, PointCloud y, CancellationToken cancellationToken)
    {
        (this.x, this.y, this.cancellation) = (x, y, cancellationToken);
        long common = (long)BigInteger.GreatestCommonDivisor(x.RowCount, y.RowCount);
        u = new double[x.RowCount];
        v = new double[y.RowCount + PointCloud.Lanes];
        supply = new long[x.RowCount];
        demand = new long[y.RowCount];
        Array.Fill(supply, y.RowCount / common);
        Array.Fill(demand, x.RowCount / common);
        carried = [.. Enumerable.Range(0, y.RowCount).Select(_ => new List<(int, long)>(1))];
        Units = (long)x.RowCount * y.RowCount / common;
    }

    /// <summary>The total number of units of mass.</summary>
    public long Units { get; }

    /// <summary>The mean cost per unit, in squared units of the rows: W₂².</summary>
    public double Cost { get; private set; }

    /// <summary>
    /// The mean of the potentials over both samples, a lower bound of every plan's cost. Equality with <see cref="Cost"/>
    /// proves the plan optimal.
    /// </summary>
    public double LowerBound { get; private set; }

    /// <summary>The potential of each row of the first sample.</summary>
    public double[] First { get; private set; } = [];

    /// <summary>The potential of each row of the second sample.</summary>
    public double[] Second { get; private set; } = [];

    /// <summary>Solves the problem.</summary>
    /// <param name="first">One sample; at least one row.</param>
    /// <param name="second">The other, in the same scale.</param>
    /// <param name="cancellationToken">Cancels between paths.</param>
    /// <exception cref="OperationCanceledException">Cancelled.</exception>
    public static TransportPlan Between(
        PointCloud first,
        PointCloud second,
        CancellationToken cancellationToken = default
    )
    {
        bool swapped = first.RowCount > second.RowCount;
        var plan = swapped
            ? new TransportPlan(second, first, cancellationToken)
            : new(first, second, cancellationToken);
        plan.Solve();
        double[] large = plan.v[..plan.y.RowCount];
        (plan.First, plan.Second) = swapped ? (large, plan.u) : (plan.u, large);
        return plan;
    }

    private void Solve()
    {
        var paths = new ShortestPaths(x, y, u, v);
        paths.ReduceColumns(supply, demand, carried);
        if (x.RowCount == y.RowCount)
        {
            Bid(paths);
        }

        for (int row = 0; row < x.RowCount; row++)
        {
            while (supply[row] > 0)
            {
                cancellation.ThrowIfCancellationRequested();
                Send(row, paths.Find(row, demand, carried), paths);
            }
        }

        Certify();
    }

    // Unassigned rows take their best column at the price of the second best; the previous owner searches again
    // (the augmenting row reduction of Jonker and Volgenant). This is cheaper than paths, and leaves few rows unassigned. Rows that are
    // almost equal outbid each other by almost nothing without end, hence the bound.
    private void Bid(ShortestPaths paths)
    {
        int left = BidsPerRow * x.RowCount;
        for (int start = 0; start < 2 * x.RowCount; start++)
        {
            for (int row = start % x.RowCount; row >= 0 && supply[row] > 0 && left > 0; left--)
            {
                row = paths.Bid(row, demand, carried, supply);
            }
        }
    }

    // Ships as many units as the path allows, from a row of x to a row of y with remaining demand.
    private void Send(int row, int sink, ShortestPaths paths)
    {
        long units = Math.Min(supply[row], demand[sink]);
        for (int column = sink; paths.From(column) != row; )
        {
            int through = paths.From(column);
            column = paths.Through(through);
            units = Math.Min(units, carried[column].Find(fraction => fraction.Row == through).Units);
        }

        for (int column = sink; ; )
        {
            int from = paths.From(column);
            Add(column, from, units);
            if (from == row)
            {
                break;
            }

            column = paths.Through(from);
            Add(column, from, -units);
        }

        supply[row] -= units;
        demand[sink] -= units;
    }

    private void Add(int column, int row, long units)
    {
        var fractions = carried[column];
        int at = fractions.FindIndex(fraction => fraction.Row == row);
        long now = units + (at < 0 ? 0 : fractions[at].Units);
        if (at >= 0 && now == 0)
        {
            fractions.RemoveAt(at);
        }
        else if (at >= 0)
        {
            fractions[at] = (row, now);
        }
        else
        {
            fractions.Add((row, now));
        }
    }

    // The potentials are made exactly feasible (u is the smallest slack under all costs), so that the bound is valid.
    private void Certify()
    {
        var point = new double[x.Width];
        double cost = 0;
        for (int column = 0; column < y.RowCount; column++)
        {
            y.CopyRow(column, point);
            foreach ((int row, long units) in carried[column])
            {
                cost += units * x.SquaredDistances(point, row)[0];
            }
        }

        for (int row = 0; row < x.RowCount; row++)
        {
            x.CopyRow(row, point);
            double min = double.PositiveInfinity;
            for (int first = 0; first < y.RowCount; first += PointCloud.Lanes)
            {
                Vector512<double> left = y.SquaredDistances(point, first) - Vector512.Create(v, first);
                for (int lane = 0; lane < Math.Min(PointCloud.Lanes, y.RowCount - first); lane++)
                {
                    min = Math.Min(min, left[lane]);
                }
            }

            u[row] = min;
        }

        Cost = cost / Units;
        LowerBound = Spread.Mean(u) + Spread.Mean(v.AsSpan(0, y.RowCount));
    }
}
