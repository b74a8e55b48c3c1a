using Likeness.Evaluation.Classifiers;
using Likeness.Trees;

namespace Likeness.Evaluation.Separation;

/// <summary>The folds of <see cref="BoostedTreesClassifier"/> on the compared rows, and the scores of left-out rows, as they are and with columns permuted.</summary>
internal sealed class PermutedFolds
{
    private readonly EvaluationData data;
    private readonly ClassifierFolds folds;

    /// <summary>Takes the folds of the metric.</summary>
    /// <param name="data">The rows; at least five of each sample.</param>
    public PermutedFolds(EvaluationData data)
    {
        this.data = data;
        folds = data.Folds;
        Subjects = data.Subjects?.Of(folds.Rows);
    }

    /// <summary>The subject of each row; null where each row is one of its own.</summary>
    public double[]? Subjects { get; }

    /// <summary>The scores of left-out rows, the same as the metric's: [rows].</summary>
    /// <param name="groups">Places of columns that are permuted together.</param>
    /// <param name="repeats">The permutations of each.</param>
    /// <param name="permuted">Receives the scores under permuted columns: [groups][repeats][rows]; null where no tree uses any of them.</param>
    public double[] Score(IReadOnlyList<int[]> groups, int repeats, out double[]?[][] permuted)
    {
        double[] scores = ClassifierFolds.Blank(folds.Rows.Length);
        double[]?[][] found = [.. groups.Select(_ => new double[]?[repeats])];
        bool[][] isUsed = [.. groups.Select(_ => new bool[ClassifierFolds.Count])];
        double[][][] all =
        [
            .. groups.Select(_ =>
                Enumerable.Range(0, repeats).Select(_ => ClassifierFolds.Blank(folds.Rows.Length)).ToArray()
            ),
        ];
        data.Parallel(
            ClassifierFolds.Count,
            fold =>
            {
                if (folds[fold]?.Boosted(data) is not { } fitted)
                {
                    return;
                }

                folds.Put(fold, fitted.Scores, scores);
                var used = UsedBy(fitted.Trees);
                for (int group = 0; group < groups.Count; group++)
                {
                    isUsed[group][fold] = groups[group].Any(used.Contains);
                    var random = data.Random(EvaluationStream.Importance, (group * ClassifierFolds.Count) + fold);
                    for (int repeat = 0; repeat < repeats; repeat++)
                    {
                        data.Cancellation.ThrowIfCancellationRequested();
                        folds.Put(
                            fold,
                            isUsed[group][fold]
                                ? Permuted(fitted, groups[group], random.Permutation(fitted.Scores.Length))
                                : fitted.Scores,
                            all[group][repeat]
                        );
                    }
                }
            }
        );
        for (int group = 0; group < groups.Count; group++)
        {
            if (isUsed[group].Any(used => used))
            {
                found[group] = all[group];
            }
        }

        permuted = found;
        return scores;
    }

    /// <summary>The cross-fitted scores of trees that have only some columns: [sets][rows].</summary>
    /// <param name="sets">Places of columns.</param>
    public double[][] Alone(IReadOnlyList<int[]> sets)
    {
        double[][] scores = [.. sets.Select(_ => ClassifierFolds.Blank(folds.Rows.Length))];
        data.Parallel(
            sets.Count * ClassifierFolds.Count,
            piece =>
            {
                var (set, fold) = Math.DivRem(piece, ClassifierFolds.Count);
                if (folds[fold] is not { } rows)
                {
                    return;
                }

                var all = rows.Boosted(data);
                var trees = BoostedTreesClassifier.Fit(
                    all.Table.TakeColumns(sets[set]),
                    rows.IsGenerated,
                    data.Cancellation
                );
                folds.Put(fold, trees.Predict(all.Held.TakeColumns(sets[set]))[0], scores[set]);
            }
        );
        return scores;
    }

    private static HashSet<int> UsedBy(BoostedTrees trees) =>
        [.. trees.Trees.SelectMany(round => round[0].Nodes.Where(node => node.Left > 0).Select(node => node.Column))];

    private static double[] Permuted(BoostedFold fitted, int[] columns, int[] order)
    {
        var held = fitted.Held;
        var bins = new byte[held.ColumnCount][];
        for (int column = 0; column < bins.Length; column++)
        {
            byte[] from = held.Bins(column).ToArray();
            bins[column] = columns.Contains(column) ? Array.ConvertAll(order, row => from[row]) : from;
        }

        return fitted.Trees.Predict(BinnedTable.FromBins([.. held.Columns], bins, held.RowCount))[0];
    }
}
