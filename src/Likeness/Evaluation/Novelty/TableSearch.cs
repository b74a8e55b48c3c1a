namespace Likeness.Evaluation.Novelty;

/// <summary>Searches the rows of tables, columns in training standard deviations.</summary>
internal sealed class TableSearch : IRealSearch
{
    private readonly EvaluationData data;
    private readonly PointCloud real;
    private readonly int k;
    private readonly Lazy<NearestReal> own;

    public TableSearch(EvaluationData data)
    {
        this.data = data;
        int[] order = data.Random(EvaluationStream.MatchOrder).Permutation(data.RealRows);
        int test = data.Test?.RowCount ?? 0;
        real = data.Pooled.TakeRows(order);
        k = Math.Min(IRealSearch.Neighbours, real.RowCount - 1);
        IsTraining = [.. order.Select(row => row >= test)];
        Compared = [.. Enumerable.Range(0, order.Length)];
        own = new(() => Take(NearestNeighbours.Find(real, real, k, excludeSelf: true, data)));
    }

    public IReadOnlyList<bool> IsTraining { get; }

    public IReadOnlyList<int> Compared { get; }

    public double SameDistance => NearestRecords.SameRow;

    public NearestReal OfGenerated() =>
        Take(NearestNeighbours.Find(data.GeneratedRows, real, k, excludeSelf: false, data));

    public NearestReal OfReal(IReadOnlyList<int> places) => own.Value.Take(places);

    private static NearestReal Take(NearestNeighbours found) =>
        NearestReal.Create(
            found.Rows,
            found.K,
            (row, rank) => Math.Sqrt(found.Squared(row, rank)),
            (row, rank) => found.Index(row, rank)
        );
}
