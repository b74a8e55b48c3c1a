using Likeness.Evaluation.Classifiers;
using Likeness.Trees;

namespace Likeness.Evaluation.Separation;

/// <summary>The folds of <see cref="BoostedTreesClassifier"/> on the compared rows, and the scores of left-out rows, as they are and with columns permuted.</summary>
internal sealed class PermutedFolds
{
    private readonly EvaluationData data;
    private readonly int[] rows; // of Split: real rows, then as many generated ones
    private readonly int[] folds;

    /// <summary>Divides the rows.</summary>
    /// <param name="data">The rows; at least five of each sample.</param>
    public PermutedFolds(EvaluationData data)
    {
        this.data = data;
        var (real, generated) = ClassifierTwoSample.Compared(data);
        rows = [.. real, .. generated];
        folds = ClassifierTwoSample.FoldsOf(data, real, generated);
        Subjects = data.Subjects?.Of(rows);
    }

    /// <summary>The subject of each row; null where each row is one of its own.</summary>
    public double[]? Subjects { get; }

    /// <summary>The scores of left-out rows, the same as the metric's: [rows].</summary>
    /// <param name="groups">Places of columns that are permuted together.</param>
    /// <param name="repeats">The permutations of each.</param>
    /// <param name="permuted">Receives the scores under permuted columns: [groups][repeats][rows]; null where no tree uses any of them.</param>
    public double[] Score(IReadOnlyList<int[]> groups, int repeats, out double[]?[][] permuted)
    {
        double[] scores = Blank();
        double[]?[][] found = [.. groups.Select(_ => new double[]?[repeats])];
        bool[][] isUsed = [.. groups.Select(_ => new bool[ClassifierTwoSample.Folds])];
        double[][][] all = [.. groups.Select(_ => Enumerable.Range(0, repeats).Select(_ => Blank()).ToArray())];
        data.Parallel(
            ClassifierTwoSample.Folds,
            fold =>
            {
                if (Divide(fold) is not var (train, test))
                {
                    return;
                }

                var (table, trees) = BoostedTreesClassifier.Fit(
                    data.Split.TakeRows(Places(train)),
                    AreGenerated(train),
                    data.Cancellation
                );
                var held = table.Bin(data.Split.TakeRows(Places(test)).Columns());
                double[] own = trees.Predict(held)[0];
                Put(own, test, scores);
                var used = UsedBy(trees);
                for (int group = 0; group < groups.Count; group++)
                {
                    isUsed[group][fold] = groups[group].Any(used.Contains);
                    var random = data.Random(EvaluationStream.Importance, (group * ClassifierTwoSample.Folds) + fold);
                    for (int repeat = 0; repeat < repeats; repeat++)
                    {
                        data.Cancellation.ThrowIfCancellationRequested();
                        Put(
                            isUsed[group][fold]
                                ? trees.Predict(Permute(held, groups[group], random.Permutation(test.Length)))[0]
                                : own,
                            test,
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
        double[][] scores = [.. sets.Select(_ => Blank())];
        data.Parallel(
            sets.Count * ClassifierTwoSample.Folds,
            piece =>
            {
                var (set, fold) = Math.DivRem(piece, ClassifierTwoSample.Folds);
                if (Divide(fold) is not var (train, test))
                {
                    return;
                }

                var cloud = data.Split.TakeColumns(sets[set]);
                var (table, trees) = BoostedTreesClassifier.Fit(
                    cloud.TakeRows(Places(train)),
                    AreGenerated(train),
                    data.Cancellation
                );
                Put(trees.Predict(table.Bin(cloud.TakeRows(Places(test)).Columns()))[0], test, scores[set]);
            }
        );
        return scores;
    }

    // Null where a fold has no rows, or all of them.
    private (int[] Train, int[] Test)? Divide(int fold)
    {
        int[] test = [.. Enumerable.Range(0, rows.Length).Where(i => folds[i] == fold)];
        int[] train = [.. Enumerable.Range(0, rows.Length).Where(i => folds[i] != fold)];
        return train.Length == 0 || test.Length == 0 ? null : (train, test);
    }

    private int[] Places(int[] members) => Array.ConvertAll(members, i => rows[i]);

    private bool[] AreGenerated(int[] members) => Array.ConvertAll(members, i => i >= rows.Length / 2);

    // Nothing is known of a row whose fold has all rows.
    private double[] Blank()
    {
        var scores = new double[rows.Length];
        Array.Fill(scores, 0.5);
        return scores;
    }

    private static void Put(double[] found, int[] members, double[] scores)
    {
        for (int i = 0; i < members.Length; i++)
        {
            scores[members[i]] = found[i];
        }
    }

    private static HashSet<int> UsedBy(BoostedTrees trees) =>
        [.. trees.Trees.SelectMany(round => round[0].Nodes.Where(node => node.Left > 0).Select(node => node.Column))];

    private static BinnedTable Permute(BinnedTable table, int[] columns, int[] order)
    {
        var bins = new byte[table.ColumnCount][];
        for (int column = 0; column < bins.Length; column++)
        {
            byte[] from = table.Bins(column).ToArray();
            bins[column] = columns.Contains(column) ? Array.ConvertAll(order, row => from[row]) : from;
        }

        return BinnedTable.FromBins([.. table.Columns], bins, table.RowCount);
    }
}
