namespace Likeness.Evaluation;

/// <summary>
/// The two nearest training rows of every generated row and of every baseline row: test rows, or, without
/// any, each training row among the others. Distances are in training standard deviations.
/// </summary>
internal sealed class NearestRecords
{
    // Closer rows are equal: decimal text and floats have no more precision.
    internal const double SameRow = 1e-6;

    private readonly NearestNeighbours generated;
    private readonly NearestNeighbours baseline;
    private readonly NearestNeighbours own; // each training row among the others
    private readonly bool isLeftOut; // whether the baseline rows are these

    public NearestRecords(EvaluationData data)
    {
        PointCloud train = data.Cloud(data.Train);
        generated = NearestNeighbours.Find(data.Cloud(data.Generated), train, 2, excludeSelf: false, data);
        own = NearestNeighbours.Find(train, train, Math.Min(2, train.RowCount - 1), excludeSelf: true, data);
        isLeftOut = data.Test is null;
        baseline = data.Test is null
            ? own
            : NearestNeighbours.Find(data.Cloud(data.Test), train, 2, excludeSelf: false, data);
        Generated = Distances(generated);
        Baseline = Distances(baseline);
    }

    /// <summary>Distance of each generated row to its closest training row.</summary>
    public double[] Generated { get; }

    /// <summary>Distance of each baseline row to its closest training row.</summary>
    public double[] Baseline { get; }

    public double[] GeneratedMatches() => Matches(Generated);

    public double[] BaselineMatches() => Matches(Baseline);

    /// <summary>Nearest over second-nearest distance of each generated row; 0 where both are 0.</summary>
    public double[] GeneratedRatios() => Ratios(generated);

    public double[] BaselineRatios() => Ratios(baseline);

    /// <summary>1 for each generated row that is farther from its closest training row than that is from its own.</summary>
    public double[] GeneratedAuthentic() => Authentic(generated, leaveOut: false);

    public double[] BaselineAuthentic() => Authentic(baseline, isLeftOut);

    // A training row that serves as a new row must not be its neighbour's neighbour.
    private double[] Authentic(NearestNeighbours found, bool leaveOut) =>
        [
            .. Enumerable
                .Range(0, found.Rows)
                .Select(row =>
                {
                    int closest = found.Index(row, 0);
                    int rank = leaveOut && own.Index(closest, 0) == row ? 1 : 0;
                    return rank < own.K && found.Squared(row, 0) > own.Squared(closest, rank) ? 1.0 : 0.0;
                }),
        ];

    private static double[] Distances(NearestNeighbours found) =>
        [.. Enumerable.Range(0, found.Rows).Select(row => Math.Sqrt(found.Squared(row, 0)))];

    private static double[] Matches(double[] distances) =>
        [.. distances.Select(distance => distance <= SameRow ? 1.0 : 0.0)];

    private static double[] Ratios(NearestNeighbours found) =>
        [
            .. Enumerable
                .Range(0, found.Rows)
                .Select(row =>
                    found.Squared(row, 0) == 0 ? 0 : Math.Sqrt(found.Squared(row, 0) / found.Squared(row, found.K - 1))
                ),
        ];
}
