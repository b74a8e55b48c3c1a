using Likeness.Trees;

namespace Likeness.Evaluation.Classifiers;

/// <summary>A fold of rows that a classifier separates: those that it is trained on, and those that it scores.</summary>
/// <param name="train">The training rows, of <see cref="EvaluationData.Pooled"/>.</param>
/// <param name="isGenerated">Whether each of them was generated.</param>
/// <param name="test">The rows to score.</param>
internal sealed class ClassifierFold(int[] train, bool[] isGenerated, int[] test)
{
    private readonly Lock turn = new();
    private BoostedFold? boosted;

    public int[] Train => train;

    public bool[] IsGenerated => isGenerated;

    public int[] Test => test;

    /// <summary>The boosted trees of this fold, fitted once.</summary>
    /// <param name="data">The evaluation that the rows are of.</param>
    public BoostedFold Boosted(EvaluationData data)
    {
        lock (turn)
        {
            return boosted ??= Fit(data);
        }
    }

    private BoostedFold Fit(EvaluationData data)
    {
        var rows = data.Split.TakeRows(train);
        var table = BinnedTable.FromColumns(
            rows.Columns(),
            [.. Enumerable.Range(0, rows.Width).Select(column => rows.Measure(column) == ColumnMeasure.Level)]
        );
        var trees = BoostedTreesClassifier.Fit(table, isGenerated, data.Cancellation);
        var held = table.Bin(data.Split.TakeRows(test).Columns());
        return new(table, trees, held, trees.Predict(held)[0]);
    }
}

/// <summary>The boosted trees of a fold.</summary>
/// <param name="Table">The training rows of <see cref="EvaluationData.Split"/>.</param>
/// <param name="Trees">The trees.</param>
/// <param name="Held">The rows to score, in the same bins.</param>
/// <param name="Scores">Their scores.</param>
internal sealed record BoostedFold(BinnedTable Table, BoostedTrees Trees, BinnedTable Held, double[] Scores);
