using System.Runtime.Intrinsics;

namespace Likeness.Evaluation;

/// <summary>
/// The k nearest targets of every query by exhaustive search: exact, and for thousands of rows as fast as any tree.
/// Equal distances are ordered by the target's index.
/// </summary>
internal sealed class NearestNeighbours
{
    private readonly double[] squared; // [Rows][k], ascending
    private readonly int[] index;

    private NearestNeighbours(int rows, int k)
    {
        K = k;
        Rows = rows;
        squared = new double[rows * k];
        index = new int[rows * k];
        Array.Fill(squared, double.PositiveInfinity);
        Array.Fill(index, -1);
    }

    public int K { get; }

    public int Rows { get; }

    /// <summary>Searches.</summary>
    /// <param name="queries">The rows whose neighbours are wanted.</param>
    /// <param name="targets">The rows among which they are sought, in the same scale.</param>
    /// <param name="k">How many; at most the number of targets (less one where a row may not be its own neighbour).</param>
    /// <param name="excludeSelf">True where both clouds hold the same rows: row i is then no neighbour of itself.</param>
    /// <param name="data">Gives the threads and the cancellation.</param>
    public static NearestNeighbours Find(
        PointCloud queries,
        PointCloud targets,
        int k,
        bool excludeSelf,
        EvaluationData data
    )
    {
        var found = new NearestNeighbours(queries.Rows, k);
        data.Parallel(queries.Rows, row => found.Search(queries, targets, row, excludeSelf ? row : -1));
        return found;
    }

    /// <summary>The squared distance to the neighbour of the given rank (0 = nearest).</summary>
    public double Squared(int row, int rank) => squared[(row * K) + rank];

    /// <summary>The neighbour of the given rank.</summary>
    public int Index(int row, int rank) => index[(row * K) + rank];

    private void Search(PointCloud queries, PointCloud targets, int row, int excluded)
    {
        Span<double> point = stackalloc double[queries.Width];
        queries.CopyRow(row, point);
        Span<double> best = squared.AsSpan(row * K, K);
        Span<int> where = index.AsSpan(row * K, K);
        for (int first = 0; first < targets.Rows; first += PointCloud.Lanes)
        {
            Vector512<double> distances = targets.SquaredDistances(point, first);
            if (!Vector512.LessThanAny(distances, Vector512.Create(best[^1])))
            {
                continue;
            }

            int last = Math.Min(PointCloud.Lanes, targets.Rows - first);
            for (int lane = 0; lane < last; lane++)
            {
                if (distances[lane] < best[^1] && first + lane != excluded)
                {
                    Insert(best, where, distances[lane], first + lane);
                }
            }
        }
    }

    private static void Insert(Span<double> best, Span<int> where, double distance, int target)
    {
        int place = best.Length - 1;
        for (; place > 0 && best[place - 1] > distance; place--)
        {
            best[place] = best[place - 1];
            where[place] = where[place - 1];
        }

        best[place] = distance;
        where[place] = target;
    }
}
