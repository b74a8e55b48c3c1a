using Likeness.Compute.Cpu;
using Likeness.Trees;

namespace Likeness.Evaluation.Classifiers;

/// <summary>
/// Gradient-boosted trees, with fewer leaves and a larger penalty than LightGBM's defaults: with 200 to 5,000 rows of each sample they
/// detect small differences at least as well. Categories and missing values are split natively.
/// </summary>
internal sealed class BoostedTreesClassifier : ClassifierTwoSample
{
    private static readonly BoostedTreesOptions Options = new() { MaxLeaves = 10, L2 = 5 };

    /// <summary>The metric's name.</summary>
    public const string MetricName = "C2ST (boosted trees)";

    public override string Name => MetricName;

    public override string Source =>
        "Lopez-Paz and Oquab 2017, arXiv 1610.06545, section 3; Ke et al. 2017 (LightGBM), here with few leaves";

    protected override string Settings(int width, int trainingRows) =>
        $"{Options.Rounds} trees of at most {Options.MaxLeaves} leaves";

    protected override PointCloud Rows(EvaluationData data) => data.Split;

    protected override double[] Score(
        PointCloud train,
        bool[] isGenerated,
        PointCloud test,
        PhiloxRandom random,
        EvaluationData data
    )
    {
        var (table, trees) = Fit(train, isGenerated, data.Cancellation);
        return trees.Predict(table.Bin(test.Columns()))[0];
    }

    /// <summary>Bins and fits training rows of <see cref="EvaluationData.Split"/>, on one thread: folds run side by side.</summary>
    internal static (BinnedTable Table, BoostedTrees Trees) Fit(
        PointCloud train,
        bool[] isGenerated,
        CancellationToken cancellationToken
    )
    {
        bool[] isCategory =
        [
            .. Enumerable.Range(0, train.Width).Select(column => train.Measure(column) == ColumnMeasure.Level),
        ];
        var table = BinnedTable.FromColumns(train.Columns(), isCategory);
        double[] targets = [.. isGenerated.Select(generated => generated ? 1.0 : 0)];
        return (table, BoostedTrees.Fit(table, targets, Options, workers: null, cancellationToken));
    }
}
