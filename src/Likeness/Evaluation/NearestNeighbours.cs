using System.Numerics;
using System.Runtime.Intrinsics;

namespace Likeness.Evaluation;

/// <summary>
/// The k nearest targets of every query by exhaustive search: exact, and for thousands of rows as fast as any tree.
/// Equal distances are ordered by the target's index.
/// </summary>
internal sealed class NearestNeighbours
{
    // Up to this k the nearest are kept sorted, by insertion.
    private const int MaxInserted = 16;
    private const int MaxOnStack = 1024;

    // Queries that share a pass over the same targets while these are in the L2 cache.
    private const int QueryBlock = 32;

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
    /// <param name="queries">The query rows.</param>
    /// <param name="targets">The target rows, in the same scale.</param>
    /// <param name="k">The number of neighbours; at most the number of targets (less one if a row may not be its own neighbour).</param>
    /// <param name="excludeSelf">True if both clouds hold the same rows: row i is then not a neighbour of itself.</param>
    /// <param name="data">The evaluation, for threads and cancellation.</param>
    public static NearestNeighbours Find(
        PointCloud queries,
        PointCloud targets,
        int k,
        bool excludeSelf,
        EvaluationData data
    )
    {
        var found = new NearestNeighbours(queries.RowCount, k);
        data.Parallel(
            (queries.RowCount + QueryBlock - 1) / QueryBlock,
            block =>
            {
                int first = block * QueryBlock;
                int end = Math.Min(first + QueryBlock, queries.RowCount);
                int step = k <= MaxInserted ? targets.CacheRows : targets.RowCount;
                for (int from = 0; from < targets.RowCount; from += step)
                {
                    int to = Math.Min(from + step, targets.RowCount);
                    for (int row = first; row < end; row++)
                    {
                        found.Search(queries, targets, row, excludeSelf ? row : -1, from, to);
                    }
                }
            }
        );
        return found;
    }

    /// <summary>The squared distance to the neighbour of this rank (0 = nearest).</summary>
    public double Squared(int row, int rank) => squared[(row * K) + rank];

    /// <summary>The neighbour of this rank.</summary>
    public int Index(int row, int rank) => index[(row * K) + rank];

    private void Search(PointCloud queries, PointCloud targets, int row, int excluded, int from, int to)
    {
        Span<double> best = squared.AsSpan(row * K, K);
        Span<int> where = index.AsSpan(row * K, K);
        Span<double> point =
            queries.Width <= PointCloud.MaxOnStack ? stackalloc double[queries.Width] : new double[queries.Width];
        queries.CopyRow(row, point);
        if (K <= MaxInserted)
        {
            Insert(targets, point, excluded, best, where, from, to);
        }
        else
        {
            Gather(targets, point, excluded, best, where);
        }
    }

    private static void Insert(
        PointCloud targets,
        ReadOnlySpan<double> point,
        int excluded,
        Span<double> best,
        Span<int> where,
        int from,
        int to
    )
    {
        Span<Vector512<double>> vectors = stackalloc Vector512<double>[PointCloud.Vectors];
        for (int first = from; first < to; )
        {
            int count = targets.SquaredDistances(point, first, to, vectors, best[^1]);
            foreach (var distances in vectors[..count])
            {
                for (uint nearer = Nearer(distances, best[^1], first, to); nearer != 0; nearer &= nearer - 1)
                {
                    int lane = BitOperations.TrailingZeroCount(nearer);
                    if (distances[lane] < best[^1] && first + lane != excluded)
                    {
                        Insert(best, where, distances[lane], first + lane);
                    }
                }

                first += PointCloud.Lanes;
            }
        }
    }

    private static void Gather(
        PointCloud targets,
        ReadOnlySpan<double> point,
        int excluded,
        Span<double> best,
        Span<int> where
    )
    {
        int room = NearestCandidates.Room(best.Length);
        Span<double> distancesRoom = room <= MaxOnStack ? stackalloc double[room] : new double[room];
        Span<int> targetsRoom = room <= MaxOnStack ? stackalloc int[room] : new int[room];
        var candidates = new NearestCandidates(best.Length, distancesRoom, targetsRoom);
        Span<Vector512<double>> vectors = stackalloc Vector512<double>[PointCloud.Vectors];
        for (int first = 0; first < targets.RowCount; )
        {
            int count = targets.SquaredDistances(point, first, targets.RowCount, vectors, candidates.Limit);
            foreach (var distances in vectors[..count])
            {
                for (
                    uint nearer = Nearer(distances, candidates.Limit, first, targets.RowCount);
                    nearer != 0;
                    nearer &= nearer - 1
                )
                {
                    int lane = BitOperations.TrailingZeroCount(nearer);
                    if (distances[lane] < candidates.Limit && first + lane != excluded)
                    {
                        candidates.Add(distances[lane], first + lane);
                    }
                }

                first += PointCloud.Lanes;
            }
        }

        candidates.CopyTo(best, where);
    }

    // A bit for each of eight targets that exists and lies below the limit.
    private static uint Nearer(Vector512<double> distances, double limit, int first, int rows)
    {
        uint nearer = (uint)Vector512.LessThan(distances, Vector512.Create(limit)).ExtractMostSignificantBits();
        return rows - first >= PointCloud.Lanes ? nearer : nearer & ((1u << (rows - first)) - 1);
    }

    /// <summary>Inserts a target that is nearer than the farthest of the nearest.</summary>
    /// <param name="best">The distances to the nearest, ascending.</param>
    /// <param name="where">The nearest.</param>
    /// <param name="distance">The distance to the target; equal ones stay before it.</param>
    /// <param name="target">The target.</param>
    internal static void Insert<T>(Span<T> best, Span<int> where, T distance, int target)
        where T : struct, IComparisonOperators<T, T, bool>
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
