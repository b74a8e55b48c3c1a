using Likeness.Compute.Cpu;
using Likeness.Trees;

namespace Likeness.Evaluation.Classifiers;

/// <summary>
/// A random forest: the mean of 100 trees, each grown on a bootstrap of the rows to leaves of at least 5 different rows, √columns tried at each node.
/// Breiman 2001, Machine Learning 45; scikit-learn's defaults, apart from the leaves: single rows take twice the time and separate less well. Levels are split by their codes, and missing values lie below all others.
/// </summary>
internal sealed class ForestClassifier : ClassifierTwoSample
{
    private const int TreeCount = 100;
    private const int SmallestLeaf = 5;

    public override string Name => "C2ST (random forest)";

    public override string Source =>
        "Lopez-Paz and Oquab 2017, arXiv 1610.06545, section 3; Breiman 2001, Machine Learning 45:5";

    protected override string Settings(int width, int trainingRows) =>
        $"{TreeCount} trees, {Tried(width)} columns per split, leaves of at least {SmallestLeaf} rows";

    protected override PointCloud Rows(EvaluationData data) => data.Codes;

    protected override double[] Score(ClassifierFold fold, PhiloxRandom random, EvaluationData data)
    {
        var train = Rows(data).TakeRows(fold.Train);
        var test = Rows(data).TakeRows(fold.Test);
        var columns = BinnedTable.FromColumns(train.Columns());
        var votes = new double[test.RowCount];
        var sampled = new int[train.RowCount];
        for (int i = 0; i < TreeCount; i++)
        {
            for (int row = 0; row < sampled.Length; row++)
            {
                sampled[row] = random.NextInt(sampled.Length);
            }

            var tree = new DecisionTree(
                columns,
                fold.IsGenerated,
                sampled,
                Tried(train.Width),
                random,
                smallest: SmallestLeaf
            );
            for (int row = 0; row < votes.Length; row++)
            {
                votes[row] += tree.Score(test, row);
            }
        }

        return [.. votes.Select(vote => vote / TreeCount)];
    }

    private static int Tried(int width) => Math.Max(1, (int)Math.Sqrt(width));
}
