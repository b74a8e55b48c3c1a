using System.Runtime.InteropServices;

namespace Likeness.Evaluation;

/// <summary>The median heuristic: σ = the median distance between distinct rows of the pooled samples.</summary>
internal static class Bandwidth
{
    // A million pairs determine a median to about 0.1 %.
    private const int MaxRows = 1500;

    /// <summary>The bandwidth in training standard deviations (1 if more than half of the pairs coincide), and its description.</summary>
    public static (double Sigma, string Note) Median(EvaluationData data)
    {
        int[] rows =
        [
            .. Enumerable.Range(0, data.Reference.RowCount),
            .. Enumerable.Range(data.RealRows, data.Generated.RowCount),
        ];
        bool sampled = rows.Length > MaxRows;
        if (sampled)
        {
            int[] order = data.Random(EvaluationStream.Bandwidth).Permutation(rows.Length);
            rows = [.. order.Take(MaxRows).Select(place => rows[place])];
        }

        double median = Median(data.Pooled.TakeRows(rows));
        double sigma = median > 0 ? median : 1;
        return (
            sigma,
            $"σ = {sigma:0.####} training standard deviations, the median distance"
                + (sampled ? $" among {Numeral.Whole(MaxRows)} rows" : "")
        );
    }

    private static double Median(PointCloud cloud)
    {
        var distances = new List<double>(cloud.RowCount * (cloud.RowCount - 1) / 2);
        var point = new double[cloud.Width];
        for (int row = 0; row < cloud.RowCount; row++)
        {
            cloud.CopyRow(row, point);
            for (int first = row + 1; first < cloud.RowCount; first += PointCloud.Lanes)
            {
                var squared = cloud.SquaredDistances(point, first);
                for (int lane = 0; lane < Math.Min(PointCloud.Lanes, cloud.RowCount - first); lane++)
                {
                    distances.Add(Math.Sqrt(squared[lane]));
                }
            }
        }

        return Spread.Median(CollectionsMarshal.AsSpan(distances));
    }
}
