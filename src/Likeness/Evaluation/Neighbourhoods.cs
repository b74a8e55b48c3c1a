using System.Runtime.Intrinsics;

namespace Likeness.Evaluation;

/// <summary>
/// Balls around each row that reach to its k-th nearest row of the same sample, and which rows of the other sample lie
/// strictly inside: what precision, recall, density and coverage are means of. Naeem et al. 2020, arXiv 2002.09797;
/// Kynkäänniemi et al. 2019, arXiv 1904.06991. A row is no neighbour of itself; columns in training standard deviations.
/// </summary>
internal sealed class Neighbourhoods
{
    private Neighbourhoods(int real, int generated)
    {
        Precision = new double[generated];
        Density = new double[generated];
        Recall = new double[real];
        Coverage = new double[real];
    }

    /// <summary>1 for each generated row inside any real ball.</summary>
    public double[] Precision { get; }

    /// <summary>How many real balls hold each generated row, over k.</summary>
    public double[] Density { get; }

    /// <summary>1 for each real row inside any generated ball.</summary>
    public double[] Recall { get; }

    /// <summary>1 for each real row whose ball holds a generated row.</summary>
    public double[] Coverage { get; }

    public static Neighbourhoods Measure(PointCloud real, PointCloud generated, EvaluationData data)
    {
        int k = Math.Min(data.Settings.Neighbours, Math.Min(real.Rows, generated.Rows) - 1);
        double[] realRadii = Radii(real, k, data);
        double[] generatedRadii = Radii(generated, k, data);
        var found = new Neighbourhoods(real.Rows, generated.Rows);
        data.Parallel(
            generated.Rows,
            row =>
            {
                (int holding, _) = Inside(generated, row, real, realRadii);
                found.Precision[row] = holding > 0 ? 1 : 0;
                found.Density[row] = (double)holding / k;
            }
        );
        data.Parallel(
            real.Rows,
            row =>
            {
                (int holding, double nearest) = Inside(real, row, generated, generatedRadii);
                found.Recall[row] = holding > 0 ? 1 : 0;
                found.Coverage[row] = nearest < realRadii[row] ? 1 : 0;
            }
        );
        return found;
    }

    // Squared; the lanes past the end get a radius that holds nothing.
    private static double[] Radii(PointCloud rows, int k, EvaluationData data)
    {
        NearestNeighbours neighbours = NearestNeighbours.Find(rows, rows, k, excludeSelf: true, data);
        var radii = new double[rows.Rows + PointCloud.Lanes];
        for (int row = 0; row < rows.Rows; row++)
        {
            radii[row] = neighbours.Squared(row, k - 1);
        }

        return radii;
    }

    private static (int Holding, double Nearest) Inside(PointCloud rows, int row, PointCloud centres, double[] radii)
    {
        Span<double> point = stackalloc double[rows.Width];
        rows.CopyRow(row, point);
        int holding = 0;
        Vector512<double> nearest = Vector512.Create(double.PositiveInfinity);
        int first = 0;
        for (; first + PointCloud.Lanes <= centres.Rows; first += PointCloud.Lanes)
        {
            Vector512<double> distances = centres.SquaredDistances(point, first);
            nearest = Vector512.Min(nearest, distances);
            Vector512<double> inside = Vector512.LessThan(distances, Vector512.Create(radii, first));
            holding += System.Numerics.BitOperations.PopCount(inside.ExtractMostSignificantBits());
        }

        double least = double.PositiveInfinity;
        for (int lane = 0; lane < PointCloud.Lanes; lane++)
        {
            least = Math.Min(least, nearest[lane]);
        }

        Vector512<double> last = centres.SquaredDistances(point, first);
        for (int lane = 0; first + lane < centres.Rows; lane++)
        {
            least = Math.Min(least, last[lane]);
            holding += last[lane] < radii[first + lane] ? 1 : 0;
        }

        return (holding, least);
    }
}
