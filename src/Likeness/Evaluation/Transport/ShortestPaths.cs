using System.Numerics;
using System.Runtime.Intrinsics;

namespace Likeness.Evaluation.Transport;

/// <summary>
/// Shortest paths for <see cref="TransportPlan"/> over the reduced costs, which are never negative: eight columns at a
/// time; a row's costs are recomputed at each visit.
/// </summary>
/// <param name="x">The source rows.</param>
/// <param name="y">The target rows (columns).</param>
/// <param name="u">The sources' potentials; updated by the searches.</param>
/// <param name="v">The targets' potentials, padded for the last lanes; updated by the searches.</param>
internal sealed class ShortestPaths(PointCloud x, PointCloud y, double[] u, double[] v)
{
    private readonly double[] point = new double[x.Width];
    private readonly double[] open = new double[y.RowCount + PointCloud.Lanes]; // v, or −∞ where a column's distance is final
    private readonly double[] tentative = new double[y.RowCount + PointCloud.Lanes]; // or +∞ where it is final
    private readonly int[] from = new int[y.RowCount];
    private readonly int[] through = new int[x.RowCount];
    private readonly List<(int Column, double Distance)> final = [];
    private readonly List<(int Row, double Distance)> reached = [];
    private readonly bool[] isReached = new bool[x.RowCount];

    /// <summary>The row from which the last search reached a column.</summary>
    public int From(int column) => from[column];

    /// <summary>The column through which the last search reached a row other than its first.</summary>
    public int Through(int row) => through[row];

    /// <summary>Sets v to each column's minimum cost and ships along these edges as much as fits.</summary>
    public void ReduceColumns(long[] supply, long[] demand, List<(int Row, long Units)>[] carried)
    {
        var nearest = new int[y.RowCount];
        var sender = new double[y.Width];
        for (int column = 0; column < y.RowCount; column++)
        {
            y.CopyRow(column, sender);
            v[column] = double.PositiveInfinity;
            for (int first = 0; first < x.RowCount; first += PointCloud.Lanes)
            {
                Vector512<double> costs = x.SquaredDistances(sender, first);
                if (!Vector512.LessThanAny(costs, Vector512.Create(v[column])))
                {
                    continue;
                }

                for (int lane = 0; lane < Math.Min(PointCloud.Lanes, x.RowCount - first); lane++)
                {
                    if (costs[lane] < v[column])
                    {
                        (v[column], nearest[column]) = (costs[lane], first + lane);
                    }
                }
            }
        }

        v.AsSpan(y.RowCount).Fill(double.NegativeInfinity);
        for (int column = 0; column < y.RowCount; column++)
        {
            long units = Math.Min(supply[nearest[column]], demand[column]);
            if (units > 0)
            {
                carried[column].Add((nearest[column], units));
                supply[nearest[column]] -= units;
                demand[column] -= units;
            }
        }

        // A row that is nearest to a column has reduced cost 0 there; the others have more.
        for (int row = 0; row < x.RowCount; row++)
        {
            (u[row], _, _) = MinTwo(row);
        }
    }

    /// <summary>Assigns a row its best column; equal sizes only.</summary>
    /// <returns>The row that loses its column and must search again at once, or −1.</returns>
    public int Bid(int row, long[] demand, List<(int Row, long Units)>[] carried, long[] supply)
    {
        (double min, double second, int best) = MinTwo(row);
        double lowered = v[best] - (second - min);
        bool isLower = lowered < v[best];
        int before = carried[best].Count > 0 ? carried[best][0].Row : -1;
        if (!isLower && before >= 0)
        {
            u[row] = min;
            return -1;
        }

        u[row] = isLower ? second : min;
        v[best] = isLower ? lowered : v[best];
        carried[best].Clear();
        carried[best].Add((row, 1));
        demand[best] = 0;
        supply[row] = 0;
        if (before >= 0)
        {
            supply[before] = 1;
        }

        return before;
    }

    /// <summary>
    /// The nearest column with remaining demand, by Dijkstra's algorithm over rows and their shipping columns; the potentials
    /// are updated so that every edge of the path is tight.
    /// </summary>
    public int Find(int row, long[] demand, List<(int Row, long Units)>[] carried)
    {
        v.CopyTo(open, 0);
        Array.Fill(tentative, double.PositiveInfinity);
        final.Clear();
        reached.Clear();
        Reach(row, 0);
        int next = Relax(row, 0);
        while (demand[next] == 0)
        {
            double distance = tentative[next];
            final.Add((next, distance));
            open[next] = double.NegativeInfinity;
            tentative[next] = double.PositiveInfinity;
            int column = next;
            next = -1;
            foreach ((int holder, _) in carried[column])
            {
                if (!isReached[holder])
                {
                    through[holder] = column;
                    Reach(holder, distance);
                    next = Relax(holder, distance);
                }
            }

            next = next < 0 ? Min() : next;
        }

        double length = tentative[next];
        foreach ((int column, double distance) in final)
        {
            v[column] -= length - distance;
        }

        foreach ((int holder, double distance) in reached)
        {
            u[holder] += length - distance;
            isReached[holder] = false;
        }

        return next;
    }

    private void Reach(int row, double distance)
    {
        isReached[row] = true;
        reached.Add((row, distance));
    }

    // Relaxes the distances from a row, and returns the column that is then nearest.
    private int Relax(int row, double distance)
    {
        x.CopyRow(row, point);
        Vector512<double> offset = Vector512.Create(distance - u[row]);
        Vector512<double> min = Vector512.Create(double.PositiveInfinity);
        Vector512<double> where = Vector512<double>.Zero;
        for (int first = 0; first < y.RowCount; first += PointCloud.Lanes)
        {
            Vector512<double> old = Vector512.Create(tentative, first);
            Vector512<double> way = y.SquaredDistances(point, first) - Vector512.Create(open, first) + offset;
            Vector512<double> shorter = Vector512.LessThan(way, old);
            ulong lanes = shorter.ExtractMostSignificantBits();
            if (lanes != 0)
            {
                old = Vector512.ConditionalSelect(shorter, way, old);
                old.CopyTo(tentative, first);
                for (; lanes != 0; lanes &= lanes - 1)
                {
                    from[first + BitOperations.TrailingZeroCount(lanes)] = row;
                }
            }

            Vector512<double> nearer = Vector512.LessThan(old, min);
            min = Vector512.ConditionalSelect(nearer, old, min);
            where = Vector512.ConditionalSelect(nearer, Vector512.Create((double)first), where);
        }

        return Place(min, where);
    }

    private int Min()
    {
        int best = 0;
        for (int column = 1; column < y.RowCount; column++)
        {
            best = tentative[column] < tentative[best] ? column : best;
        }

        return best;
    }

    private static int Place(Vector512<double> min, Vector512<double> where)
    {
        int best = 0;
        for (int lane = 1; lane < PointCloud.Lanes; lane++)
        {
            best = min[lane] < min[best] ? lane : best;
        }

        return (int)where[best] + best;
    }

    // The two smallest reduced costs of a row, and the index of the smallest; ties count as two.
    private (double Least, double Second, int Best) MinTwo(int row)
    {
        x.CopyRow(row, point);
        Vector512<double> min = Vector512.Create(double.PositiveInfinity);
        Vector512<double> second = min;
        Vector512<double> where = Vector512<double>.Zero;
        for (int first = 0; first < y.RowCount; first += PointCloud.Lanes)
        {
            Vector512<double> left = y.SquaredDistances(point, first) - Vector512.Create(v, first);
            Vector512<double> nearer = Vector512.LessThan(left, min);
            second = Vector512.Min(second, Vector512.Max(left, min));
            min = Vector512.ConditionalSelect(nearer, left, min);
            where = Vector512.ConditionalSelect(nearer, Vector512.Create((double)first), where);
        }

        int lane = Place(min, where) % PointCloud.Lanes;
        double next = second[lane];
        for (int other = 0; other < PointCloud.Lanes; other++)
        {
            next = other == lane ? next : Math.Min(next, min[other]);
        }

        return (min[lane], next, (int)where[lane] + lane);
    }
}
