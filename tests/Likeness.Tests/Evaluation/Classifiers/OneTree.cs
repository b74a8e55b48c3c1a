using Likeness.Compute.Cpu;
using Likeness.Evaluation;
using Likeness.Evaluation.Classifiers;
using Likeness.Trees;

namespace Likeness.Tests.Evaluation.Classifiers;

/// <summary>One tree on all rows that tries all columns: deterministic except for ties.</summary>
internal sealed class OneTree(int depth) : ClassifierTwoSample
{
    public override string Name => "one tree";

    public override string Source => "Breiman et al. 1984";

    protected override string Settings(int width, int trainingRows) => "";

    protected override double[] Score(ClassifierFold fold, PhiloxRandom random, EvaluationData data)
    {
        var train = Rows(data).TakeRows(fold.Train);
        var test = Rows(data).TakeRows(fold.Test);
        int[] all = [.. Enumerable.Range(0, train.RowCount)];
        var tree = new DecisionTree(
            BinnedTable.FromColumns(train.Columns()),
            fold.IsGenerated,
            all,
            train.Width,
            random,
            depth
        );
        return [.. Enumerable.Range(0, test.RowCount).Select(row => tree.Score(test, row))];
    }
}
