using System.Runtime.Intrinsics;

namespace Likeness.Evaluation;

/// <summary>
/// Balls around each row with the radius of the distance to its k-th nearest row of the same sample, and the rows of the other sample
/// strictly inside: precision, recall, density and coverage are means over them. Naeem et al. 2020, arXiv 2002.09797;
/// Kynkäänniemi et al. 2019, arXiv 1904.06991. A row is not a neighbour of itself; columns in training standard deviations.
/// </summary>
internal sealed class Neighbourhoods
{
    // Rows that share a pass over the same centres while these are in the L2 cache.
    private const int RowBlock = 32;

    private Neighbourhoods(int real, int generated)
    {
        Precision = new double[generated];
        Density = new double[generated];
        Recall = new double[real];
        Coverage = new double[real];
    }

    /// <summary>1 for each generated row inside any real ball.</summary>
    public double[] Precision { get; }

    /// <summary>The number of real balls that contain each generated row, divided by k.</summary>
    public double[] Density { get; }

    /// <summary>1 for each real row inside any generated ball.</summary>
    public double[] Recall { get; }

    /// <summary>1 for each real row whose ball contains a generated row.</summary>
    public double[] Coverage { get; }

    /// <summary>The fraction of real rows whose ball is empty, as k rows equal them.</summary>
    public double EmptyBalls { get; private init; }

    public static Neighbourhoods Measure(PointCloud real, PointCloud generated, EvaluationData data)
    {
        int k = Math.Min(data.Settings.Neighbours, Math.Min(real.RowCount, generated.RowCount) - 1);
        double[] realRadii = Radii(real, k, data);
        double[] generatedRadii = Radii(generated, k, data);
        var found = new Neighbourhoods(real.RowCount, generated.RowCount)
        {
            EmptyBalls = realRadii.AsSpan(0, real.RowCount).Count(0) / (double)real.RowCount,
        };
        Each(
            generated,
            real,
            realRadii,
            data,
            (row, holding, _) =>
            {
                found.Precision[row] = holding > 0 ? 1 : 0;
                found.Density[row] = (double)holding / k;
            }
        );
        Each(
            real,
            generated,
            generatedRadii,
            data,
            (row, holding, nearest) =>
            {
                found.Recall[row] = holding > 0 ? 1 : 0;
                found.Coverage[row] = nearest < realRadii[row] ? 1 : 0;
            }
        );
        return found;
    }

    // Squared; lanes past the end get a radius that contains nothing.
    private static double[] Radii(PointCloud rows, int k, EvaluationData data)
    {
        NearestNeighbours neighbours = NearestNeighbours.Find(rows, rows, k, excludeSelf: true, data);
        var radii = new double[rows.RowCount + PointCloud.Lanes];
        for (int row = 0; row < rows.RowCount; row++)
        {
            radii[row] = neighbours.Squared(row, k - 1);
        }

        return radii;
    }

    /// <summary>Computes for each row the number of balls that contain it, and the squared distance to the nearest centre.</summary>
    private static void Each(
        PointCloud rows,
        PointCloud centres,
        double[] radii,
        EvaluationData data,
        Action<int, int, double> take
    ) =>
        data.Parallel(
            (rows.RowCount + RowBlock - 1) / RowBlock,
            block =>
            {
                int start = block * RowBlock;
                int count = Math.Min(RowBlock, rows.RowCount - start);
                var holding = new int[count];
                var nearest = new double[count];
                Array.Fill(nearest, double.PositiveInfinity);
                for (int from = 0; from < centres.RowCount; from += centres.CacheRows)
                {
                    int to = Math.Min(from + centres.CacheRows, centres.RowCount);
                    for (int i = 0; i < count; i++)
                    {
                        var (inside, min) = Inside(rows, start + i, centres, radii, from, to);
                        holding[i] += inside;
                        nearest[i] = Math.Min(nearest[i], min);
                    }
                }

                for (int i = 0; i < count; i++)
                {
                    take(start + i, holding[i], nearest[i]);
                }
            }
        );

    private static (int Holding, double Nearest) Inside(
        PointCloud rows,
        int row,
        PointCloud centres,
        double[] radii,
        int from,
        int to
    )
    {
        Span<double> point =
            rows.Width <= PointCloud.MaxOnStack ? stackalloc double[rows.Width] : new double[rows.Width];
        rows.CopyRow(row, point);
        int holding = 0;
        Vector512<double> nearest = Vector512.Create(double.PositiveInfinity);
        Span<Vector512<double>> vectors = stackalloc Vector512<double>[PointCloud.Vectors];
        int first = from;
        int whole = from + ((to - from) / PointCloud.Lanes * PointCloud.Lanes);
        while (first < whole)
        {
            int count = centres.SquaredDistances(point, first, whole, vectors);
            foreach (var distances in vectors[..count])
            {
                nearest = Vector512.Min(nearest, distances);
                Vector512<double> inside = Vector512.LessThan(distances, Vector512.Create(radii, first));
                holding += System.Numerics.BitOperations.PopCount(inside.ExtractMostSignificantBits());
                first += PointCloud.Lanes;
            }
        }

        double min = double.PositiveInfinity;
        for (int lane = 0; lane < PointCloud.Lanes; lane++)
        {
            min = Math.Min(min, nearest[lane]);
        }

        if (first < to)
        {
            Vector512<double> last = centres.SquaredDistances(point, first);
            for (int lane = 0; first + lane < to; lane++)
            {
                min = Math.Min(min, last[lane]);
                holding += last[lane] < radii[first + lane] ? 1 : 0;
            }
        }

        return (holding, min);
    }
}
