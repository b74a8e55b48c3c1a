using System.Numerics;
using System.Runtime.Intrinsics;

namespace Likeness.Evaluation;

/// <summary>
/// The balls around the rows of one part, with the radius of the distance to the k-th nearest row of the same part, and the rows of another part strictly
/// inside. Both are read from <see cref="NeighbourLists"/>; rows whose lists have fewer than k rows of their part are compared with all rows of both parts.
/// </summary>
/// <param name="lists">All rows, with their nearest.</param>
/// <param name="centres">The rows of the part.</param>
/// <param name="others">The rows of the other part; none is of both.</param>
/// <param name="k">At most the number of centres less one.</param>
/// <param name="data">The evaluation, for threads and cancellation.</param>
internal sealed class Balls(NeighbourLists lists, int[] centres, int[] others, int k, EvaluationData data)
{
    /// <summary>The number of balls with a radius of 0; known once they were visited.</summary>
    public int Empty { get; private set; }

    /// <summary>Visits every row that is inside a ball, as the places of centre and row in their parts.</summary>
    public void Each(Action<int, int> visit)
    {
        int[] places = new int[lists.Rows.RowCount]; // those of centres from 1 on, those of the others from −1 down
        Place(centres, 1);
        Place(others, -1);
        var unlisted = new List<int>();
        for (int centre = 0; centre < centres.Length; centre++)
        {
            if (Ends(centres[centre], places) is not { } end)
            {
                unlisted.Add(centre);
                continue;
            }

            double radius = lists.Squared(centres[centre], end);
            Empty += radius == 0 ? 1 : 0;
            for (int rank = 0; rank < end && lists.Squared(centres[centre], rank) < radius; rank++)
            {
                int place = places[lists.Index(centres[centre], rank)];
                if (place < 0)
                {
                    visit(centre, -place - 1);
                }
            }
        }

        if (unlisted.Count > 0)
        {
            Search(unlisted, visit);
        }

        void Place(int[] rows, int sign)
        {
            for (int i = 0; i < rows.Length; i++)
            {
                places[rows[i]] = sign * (i + 1);
            }
        }
    }

    // The rank of the k-th nearest row of the same part; null where the list ends before.
    private int? Ends(int row, int[] places)
    {
        int same = 0;
        for (int rank = 0; rank < lists.Length; rank++)
        {
            same += places[lists.Index(row, rank)] > 0 ? 1 : 0;
            if (same == k)
            {
                return rank;
            }
        }

        return null;
    }

    private void Search(List<int> unlisted, Action<int, int> visit)
    {
        var own = lists.Rows.TakeRows(centres);
        var other = lists.Rows.TakeRows(others);
        var queries = own.TakeRows([.. unlisted]);
        // A row's nearest one is itself, or one that equals it.
        var nearest = NearestNeighbours.Find(queries, own, k + 1, excludeSelf: false, data);
        var point = new double[own.Width];
        Span<Vector512<double>> vectors = stackalloc Vector512<double>[PointCloud.Vectors];
        for (int query = 0; query < unlisted.Count; query++)
        {
            data.Cancellation.ThrowIfCancellationRequested();
            double radius = nearest.Squared(query, k);
            Empty += radius == 0 ? 1 : 0;
            queries.CopyRow(query, point);
            for (int first = 0; first < others.Length; )
            {
                int count = other.SquaredDistances(point, first, others.Length, vectors, radius);
                foreach (var distances in vectors[..count])
                {
                    ulong inside = Vector512.LessThan(distances, Vector512.Create(radius)).ExtractMostSignificantBits();
                    for (; inside != 0; inside &= inside - 1)
                    {
                        int row = first + BitOperations.TrailingZeroCount(inside);
                        if (row < others.Length)
                        {
                            visit(unlisted[query], row);
                        }
                    }

                    first += PointCloud.Lanes;
                }
            }
        }
    }
}
