namespace Likeness.Evaluation;

/// <summary>
/// (E_θ W₂²(θ·x, θ·y))^½ over random unit directions θ, columns in training standard deviations. Rabin et al. 2011; Bonneel
/// et al. 2015, J. Math. Imaging Vis. 51. The note states the number of directions and the resulting standard error.
/// </summary>
internal sealed class SlicedWasserstein : IMetric
{
    // The spread over resamples needs few directions, and recentring removes their offset.
    private const int BootstrapDirections = 32;

    public string Name => "Sliced Wasserstein";

    public string Summary =>
        "Root mean squared transport distance over random projections; 0 means equal distributions.";

    public string Source => "Bonneel et al. 2015, J. Math. Imaging Vis. 51:22, p = 2";

    public string Unit => "standard deviations";

    public Better Better => Better.Lower;

    public MetricGroup Group => MetricGroup.Distribution;

    public IReadOnlyList<MetricResult> Compute(EvaluationData data)
    {
        int directions = data.Settings.Directions;
        var costs = new double[directions];
        var resampled = new double[directions][];
        var repeats = new double[directions][];
        data.Parallel(
            directions,
            i =>
            {
                double[] direction = Direction(data, i);
                (costs[i], resampled[i], repeats[i]) = Along(data, direction, bootstrap: i < BootstrapDirections);
            }
        );
        double value = Math.Sqrt(Spread.Mean(costs));
        return
        [
            this.Result(value) with
            {
                Interval = Spread.Interval(value, Roots(resampled[..Math.Min(BootstrapDirections, directions)])),
                Baseline = data.Resamples.Baseline(Roots(repeats)),
                Note = $"{directions} directions, standard error {StandardError(costs, value):0.######}",
            },
        ];
    }

    /// <summary>W₂² of two samples along one direction.</summary>
    internal static double Cost(PointCloud x, PointCloud y, double[] direction)
    {
        var left = new CountedValues(Project(x, direction));
        var right = new CountedValues(Project(y, direction));
        return CountedValues.TransportCost(left, left.Everyone(), right, right.Everyone(), squared: true);
    }

    private static (double Cost, double[] Resampled, double[] Repeats) Along(
        EvaluationData data,
        double[] direction,
        bool bootstrap
    )
    {
        Resamples samples = data.Resamples;
        double[] all = Project(data.Indicators, direction);
        var x = new CountedValues(all[..data.Reference.RowCount]);
        var y = new CountedValues(all[data.RealRows..]);
        var real = new CountedValues(all[..data.RealRows]);
        double cost = CountedValues.TransportCost(x, x.Everyone(), y, y.Everyone(), squared: true);
        double[] resampled = !bootstrap
            ? []
            :
            [
                .. samples.Reference.Zip(
                    samples.Generated,
                    (a, b) => CountedValues.TransportCost(x, x.InOrder(a), y, y.InOrder(b), squared: true)
                ),
            ];
        double[] repeats =
        [
            .. Enumerable
                .Range(0, samples.Splits.Length)
                .Select(i =>
                    CountedValues.TransportCost(
                        real,
                        real.Members(samples.SplitReference(i)),
                        real,
                        real.Members(samples.SplitOther(i)),
                        squared: true
                    )
                ),
        ];
        return (cost, resampled, repeats);
    }

    private static double[] Direction(EvaluationData data, int index)
    {
        var random = data.Random(EvaluationStream.Directions, index);
        double[] direction = [.. Enumerable.Range(0, data.Indicators.Width).Select(_ => random.NextNormal())];
        double length = Math.Sqrt(direction.Sum(part => part * part));
        return [.. direction.Select(part => part / length)];
    }

    private static double[] Project(PointCloud rows, double[] direction)
    {
        var projected = new double[rows.RowCount];
        for (int column = 0; column < direction.Length; column++)
        {
            ReadOnlySpan<double> values = rows.Column(column);
            for (int row = 0; row < projected.Length; row++)
            {
                projected[row] += direction[column] * values[row];
            }
        }

        return projected;
    }

    private static double[] Roots(double[][] costs) =>
        [.. Enumerable.Range(0, costs[0].Length).Select(i => Math.Sqrt(costs.Average(along => along[i])))];

    // The error of a root is the error of the mean over twice the root.
    private static double StandardError(double[] costs, double value)
    {
        double mean = value * value;
        double squares = costs.Sum(cost => (cost - mean) * (cost - mean));
        double ofMean = Math.Sqrt(squares / Math.Max(1, costs.Length - 1) / costs.Length);
        return value > 0 ? ofMean / (2 * value) : 0;
    }
}
