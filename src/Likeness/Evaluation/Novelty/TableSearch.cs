namespace Likeness.Evaluation.Novelty;

/// <summary>Searches the rows of tables, columns in training standard deviations.</summary>
internal sealed class TableSearch : IRealSearch
{
    // The nearest row of a random part of the real rows is nearly always one of so many nearest.
    private const int Listed = 16;

    private readonly EvaluationData data;
    private readonly PointCloud real;
    private readonly int k;
    private readonly int[] order;
    private readonly Lazy<NearestNeighbours> own;
    private readonly Lazy<NearestNeighbours> ofGenerated;
    private readonly Lazy<double[]> closerToTrain;

    public TableSearch(EvaluationData data)
    {
        this.data = data;
        order = data.Random(EvaluationStream.MatchOrder).Permutation(data.RealRows);
        int test = data.Test?.RowCount ?? 0;
        real = data.Pooled.TakeRows(order);
        k = Math.Min(IRealSearch.Neighbours, real.RowCount - 1);
        IsTraining = [.. order.Select(row => row >= test)];
        Subjects = data.Subjects?.Of(order);
        Compared = [.. Enumerable.Range(0, order.Length)];
        int listed = Math.Min(Listed, real.RowCount - 1);
        own = new(() => NearestNeighbours.Find(real, real, listed, excludeSelf: true, data));
        ofGenerated = new(() => NearestNeighbours.Find(data.GeneratedRows, real, k, excludeSelf: false, data));
        closerToTrain = new(FindCloserToTrain);
    }

    public IReadOnlyList<bool> IsTraining { get; }

    public double[]? Subjects { get; }

    public IReadOnlyList<int> Compared { get; }

    public double SameDistance => NearestRecords.SameRow;

    public NearestReal OfGenerated() => Take(ofGenerated.Value, k);

    public NearestReal OfReal(IReadOnlyList<int> places) => Take(own.Value, k).Take(places);

    /// <summary>Whether a real row lies strictly nearer to one part of the real rows than to another, for each row of neither.</summary>
    /// <param name="rows">The rows, as <see cref="EvaluationData.Pooled"/> has them.</param>
    /// <param name="parts">Of each real row, in the same order.</param>
    public double[] IsNearerToFirst(ReadOnlySpan<int> rows, RowPart[] parts)
    {
        int[] places = new int[order.Length];
        for (int place = 0; place < order.Length; place++)
        {
            places[order[place]] = place;
        }

        int[] sought = Array.ConvertAll(rows.ToArray(), row => places[row]);
        return IsNearerToFirst(own.Value, real, sought, parts);
    }

    /// <summary>1 for each generated row that has a training row strictly closer than every test row.</summary>
    public double[] CloserToTrain() => closerToTrain.Value;

    private double[] FindCloserToTrain()
    {
        int test = data.Test?.RowCount ?? 0;
        RowPart[] parts =
        [
            .. Enumerable.Range(0, order.Length).Select(row => row < test ? RowPart.Second : RowPart.First),
        ];
        var rows = data.GeneratedRows;
        return IsNearerToFirst(ofGenerated.Value, rows, [.. Enumerable.Range(0, rows.RowCount)], parts);
    }

    private double[] IsNearerToFirst(NearestNeighbours lists, PointCloud queries, int[] rows, RowPart[] parts)
    {
        var nearer = new double[rows.Length];
        data.Parallel(
            rows.Length,
            i => nearer[i] = InList(lists, rows[i], parts) ?? Among(queries, rows[i], parts) ? 1 : 0
        );
        return nearer;
    }

    // Null where the list ends too early to tell.
    private bool? InList(NearestNeighbours list, int place, RowPart[] parts)
    {
        double nearest = double.NaN; // of the first part
        for (int rank = 0; rank < list.K; rank++)
        {
            double distance = list.Squared(place, rank);
            if (distance > nearest)
            {
                return true;
            }

            switch (parts[order[list.Index(place, rank)]])
            {
                case RowPart.Second:
                    return false;
                case RowPart.First:
                    nearest = distance;
                    break;
            }
        }

        return null;
    }

    private bool Among(PointCloud queries, int row, RowPart[] parts)
    {
        Span<double> point =
            real.Width <= PointCloud.MaxOnStack ? stackalloc double[real.Width] : new double[real.Width];
        queries.CopyRow(row, point);
        (double first, double second) = (double.PositiveInfinity, double.PositiveInfinity);
        for (int start = 0; start < real.RowCount; start += PointCloud.Lanes)
        {
            var distances = real.SquaredDistances(point, start);
            for (int lane = 0; lane < Math.Min(PointCloud.Lanes, real.RowCount - start); lane++)
            {
                switch (parts[order[start + lane]])
                {
                    case RowPart.First:
                        first = Math.Min(first, distances[lane]);
                        break;
                    case RowPart.Second:
                        second = Math.Min(second, distances[lane]);
                        break;
                }
            }
        }

        return first < second;
    }

    private static NearestReal Take(NearestNeighbours found, int k) =>
        NearestReal.Create(
            found.Rows,
            k,
            (row, rank) => Math.Sqrt(found.Squared(row, rank)),
            (row, rank) => found.Index(row, rank)
        );
}
