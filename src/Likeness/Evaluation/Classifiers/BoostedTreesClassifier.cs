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

    protected override double[] Score(ClassifierFold fold, PhiloxRandom random, EvaluationData data) =>
        fold.Boosted(data).Scores;

    /// <summary>Fits training rows, on one thread: folds run side by side.</summary>
    internal static BoostedTrees Fit(BinnedTable table, bool[] isGenerated, CancellationToken cancellationToken)
    {
        double[] targets = [.. isGenerated.Select(generated => generated ? 1.0 : 0)];
        return BoostedTrees.Fit(table, targets, Options, workers: null, cancellationToken);
    }
}
