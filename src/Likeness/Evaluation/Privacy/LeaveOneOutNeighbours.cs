using System.Runtime.Intrinsics;

namespace Likeness.Evaluation.Privacy;

/// <summary>
/// The donor that is nearest to each target in all columns but one, for several such columns: one pass over the donors finds those that may be
/// nearest from the distance in all columns less the term of one, and only their distances are computed without the column.
/// </summary>
internal sealed class LeaveOneOutNeighbours
{
    // Of the sum of all columns, more than rounding can change it by, for each column.
    private const double RoundingPerColumn = 1e-15;

    private readonly int[][] index; // [column][target]

    private LeaveOneOutNeighbours(int[][] index)
    {
        this.index = index;
    }

    /// <summary>Searches.</summary>
    /// <param name="targets">The target rows.</param>
    /// <param name="donors">The donor rows, in the same scale.</param>
    /// <param name="columns">The columns to leave out, one at a time.</param>
    /// <param name="data">The evaluation, for threads and cancellation.</param>
    public static LeaveOneOutNeighbours Find(PointCloud targets, PointCloud donors, int[] columns, EvaluationData data)
    {
        int[][] index = [.. columns.Select(_ => new int[targets.RowCount])];
        data.Parallel(targets.RowCount, target => Search(targets, donors, columns, target, index));
        return new(index);
    }

    /// <summary>The nearest donor of a target without a column, of equally near ones the first.</summary>
    /// <param name="place">The column's place among those that are left out.</param>
    /// <param name="target">The target.</param>
    public int Index(int place, int target) => index[place][target];

    private static void Search(PointCloud targets, PointCloud donors, int[] columns, int target, int[][] index)
    {
        var point = new double[targets.Width];
        targets.CopyRow(target, point);
        var terms = new Vector512<double>[targets.Width];
        var nearest = new double[columns.Length];
        Array.Fill(nearest, double.PositiveInfinity);
        var exact = Vector512.Create(1 - (RoundingPerColumn * targets.Width));
        for (int first = 0; first < donors.RowCount; first += PointCloud.Lanes)
        {
            var least = donors.Terms(point, first, terms) * exact;
            for (int place = 0; place < columns.Length; place++)
            {
                int column = columns[place];
                if (!Vector512.LessThanOrEqualAny(least - terms[column], Vector512.Create(nearest[place])))
                {
                    continue;
                }

                var distances = donors.SquaredDistances(point, first, without: column);
                for (int lane = 0; lane < Math.Min(PointCloud.Lanes, donors.RowCount - first); lane++)
                {
                    if (distances[lane] < nearest[place])
                    {
                        (nearest[place], index[place][target]) = (distances[lane], first + lane);
                    }
                }
            }
        }
    }
}
