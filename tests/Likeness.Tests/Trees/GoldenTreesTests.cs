using Likeness.Evaluation;
using Likeness.Trees;

namespace Likeness.Tests.Trees;

/// <summary>
/// Comparisons with scikit-learn's HistGradientBoosting on the same rows, and with an exhaustive search of splits
/// (tests/golden/trees.py).
/// </summary>
public sealed class GoldenTreesTests
{
    private const int Train = 2500;
    private const int Rows = 4000;
    private const int Kinds = 12;

    [Fact]
    public void Two_classes_are_told_apart_as_by_scikit_learn()
    {
        (double[][] probabilities, double[] targets) = HeldOut(BoostingLoss.Logistic, signal => signal > 0.3 ? 1 : 0);
        Assert.Equal(GoldenTrees.All.ScikitLearn.Auc, Auc(probabilities[0], targets, 1), 0.01);
    }

    [Fact]
    public void Numbers_are_predicted_as_by_scikit_learn()
    {
        (double[][] predicted, double[] targets) = HeldOut(BoostingLoss.SquaredError, signal => signal);
        double mean = targets.Average();
        double r2 =
            1
            - (
                targets.Zip(predicted[0]).Sum(pair => Math.Pow(pair.First - pair.Second, 2))
                / targets.Sum(target => Math.Pow(target - mean, 2))
            );
        Assert.Equal(GoldenTrees.All.ScikitLearn.R2, r2, 0.01);
    }

    [Fact]
    public void Several_classes_are_told_apart_as_by_scikit_learn()
    {
        (double[][] probabilities, double[] targets) = HeldOut(
            BoostingLoss.Softmax(3),
            signal =>
                signal switch
                {
                    < -0.4 => 0,
                    < 0.8 => 1,
                    _ => 2,
                }
        );
        Assert.All(
            Enumerable.Range(0, targets.Length),
            row => Assert.Equal(1, probabilities.Sum(output => output[row]), 1e-12)
        );
        double auc = probabilities.Select((scores, output) => Auc(scores, targets, output)).Average();
        Assert.Equal(GoldenTrees.All.ScikitLearn.SeveralAuc, auc, 0.01);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void The_best_cut_of_numbers_is_that_of_a_search_of_all(int index)
    {
        NumberSplit golden = GoldenTrees.All.Numbers[index];
        (double[][] columns, double[] gradients) = Case(index);
        var options = new BoostedTreesOptions { L2 = golden.L2, MinRowsPerLeaf = golden.MinRows };
        var table = BinnedTable.FromColumns(columns);
        TreeNode root = FirstSplit(table, gradients, Hessians(index), options);
        Assert.Equal(golden.Gain, root.Gain, 1e-9 * golden.Gain);
        Assert.Equal(golden.Column, root.Column);
        ColumnBins bins = table.Columns[root.Column];
        int last = Enumerable.Range(0, bins.Count).Count(bin => root.Bins.Holds((byte)bin) == 1) - 1;
        Assert.Equal(golden.Threshold!.Value, bins.Between(last, last + 1), 1e-12);
        bool hasMissing = columns[root.Column].Any(double.IsNaN);
        Assert.True(!hasMissing || golden.MissingLeft == (root.Bins.Holds(bins.Missing) == 1));
        Assert.Equal(golden.LeftRows, columns[root.Column].Count(value => root.Bins.Holds(bins.Bin(value)) == 1));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void The_best_part_of_categories_is_that_of_a_search_of_all(int index)
    {
        CategorySplit golden = GoldenTrees.All.Categories[index];
        double[] codes = GoldenTrees.Codes(
            Array.ConvertAll(Uniform(index, 6), value => Math.Pow(value, 3)),
            golden.Kinds
        );
        double[] hessians = [.. Hessians(index).Zip(codes, (h, code) => h * (1 + (code % 3 * 4)))];
        var options = new BoostedTreesOptions
        {
            MinRowsPerLeaf = 1,
            MinRowsPerCategory = 1,
            CategorySmoothing = 0,
        };
        var table = BinnedTable.FromColumns([codes], [true]);
        TreeNode root = FirstSplit(table, Uniform(index, 7), hessians, options);
        Assert.Equal(golden.Gain, root.Gain, 1e-9 * golden.Gain);
        int[] left = [.. Enumerable.Range(0, golden.Kinds).Where(kind => root.Bins.Holds((byte)kind) == 1)];
        Assert.True(
            golden.Left.SequenceEqual(left) || golden.Left.SequenceEqual(Enumerable.Range(0, golden.Kinds).Except(left))
        );
    }

    // One class against the others.
    private static double Auc(double[] scores, double[] targets, int positive) =>
        RocAuc.Compute(
            [.. scores.Where((_, row) => targets[row] != positive)],
            [.. scores.Where((_, row) => targets[row] == positive)]
        );

    private static TreeNode FirstSplit(
        BinnedTable table,
        double[] gradients,
        double[] hessians,
        BoostedTreesOptions options
    )
    {
        var grower = new TreeGrower(table, options with { MaxLeaves = 2 }, new Pieces(null), CancellationToken.None);
        Tree tree = grower.Grow(gradients, hessians, new double[table.RowCount]);
        Assert.Equal(3, tree.Nodes.Count);
        return tree.Nodes[0];
    }

    private static double[] Hessians(int index) =>
        Array.ConvertAll(Uniform(index, 4), value => 0.01 + (Math.Abs(value) / 4));

    private static double[] Uniform(int index, int which) => GoldenTrees.Uniform(300, (100 * (index + 1)) + which);

    // Three columns, the second with missing values in odd cases, and gradients that depend on one of them.
    private static (double[][] Columns, double[] Gradients) Case(int index)
    {
        double[][] columns =
        [
            .. Enumerable
                .Range(0, 3)
                .Select(i => GoldenTrees.Codes(Uniform(index, i), 150 - (40 * i)).Select(code => code / 10).ToArray()),
        ];
        double[] gradients = Uniform(index, 3);
        double[] chance = Uniform(index, 5);
        for (int row = 0; row < gradients.Length; row++)
        {
            bool isMissing = index % 2 == 1 && chance[row] > 0.6;
            double high = columns[index % 2][row] > 5 ? new[] { 0.6, 0.6, 0, 0.5 }[index] : 0;
            double missing = index == 3 ? 0.5 : 0;
            gradients[row] += isMissing ? missing : high;
            columns[1][row] = isMissing ? double.NaN : columns[1][row];
        }

        return (columns, gradients);
    }

    // Fitted on the first rows of the script's table, predicted for the others.
    private static (double[][] Predicted, double[] Targets) HeldOut(BoostingLoss loss, Func<double, double> target)
    {
        double[][] x = [.. Enumerable.Range(0, 5).Select(i => GoldenTrees.Uniform(Rows, i))];
        double[] kinds = GoldenTrees.Codes(GoldenTrees.Uniform(Rows, 5), Kinds);
        double[] chance = GoldenTrees.Uniform(Rows, 6);
        double[] noise = GoldenTrees.Uniform(Rows, 7);
        double[] noKind = GoldenTrees.Uniform(Rows, 8);
        double[] targets =
        [
            .. Enumerable
                .Range(0, Rows)
                .Select(row =>
                    target(
                        (1.5 * x[0][row] * x[1][row])
                            + Math.Sin(3 * x[2][row])
                            + (kinds[row] * 5 % Kinds < 5 ? 0.5 : -0.3)
                            + (chance[row] > 0.7 ? 0.8 : x[4][row])
                            + (0.6 * noise[row])
                    )
                ),
        ];
        x[4] = GoldenTrees.Without(x[4], row => chance[row] > 0.7);
        kinds = GoldenTrees.Without(kinds, row => noKind[row] > 0.9);
        double[][] columns = [.. x, kinds];
        var table = BinnedTable.FromColumns(
            [.. columns.Select(column => column[..Train])],
            [false, false, false, false, false, true]
        );
        var trees = BoostedTrees.Fit(table, targets[..Train], new BoostedTreesOptions { Loss = loss });
        return (trees.Predict(table.Bin([.. columns.Select(column => column[Train..])])), targets[Train..]);
    }
}
