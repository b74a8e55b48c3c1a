using Likeness.Compute.Cpu;
using Likeness.Trees;

namespace Likeness.Tests.Trees;

public sealed class BoostedTreesTests
{
    private const int Rows = 600;

    private static readonly BoostedTreesOptions Few = new() { Rounds = 12, MaxLeaves = 8 };

    public static TheoryData<string> Losses => ["squared error", "logistic", "softmax"];

    [Theory]
    [MemberData(nameof(Losses))]
    public void The_training_loss_falls_each_round(string name)
    {
        (BinnedTable table, double[] targets, BoostingLoss loss) = Problem(name);
        var trees = BoostedTrees.Fit(table, targets, Few with { Loss = loss, LearningRate = 0.3 });
        double[] losses =
        [
            .. Enumerable.Range(0, Few.Rounds + 1).Select(rounds => loss.Mean(trees.Scores(table, rounds), targets)),
        ];
        Assert.All(losses.Zip(losses[1..]), pair => Assert.True(pair.Second < pair.First, $"{pair}"));
    }

    [Theory]
    [MemberData(nameof(Losses))]
    public void Threads_do_not_change_a_bit(string name)
    {
        (BinnedTable table, double[] targets, BoostingLoss loss) = Problem(name, 6000);
        var options = Few with { Loss = loss, ValidationFraction = 0.2 };
        using var workers = new WorkerPool(3);
        var alone = BoostedTrees.Fit(table, targets, options);
        var team = BoostedTrees.Fit(table, targets, options, workers);
        Assert.Equal(Nodes(alone), Nodes(team));
        Assert.Equal(alone.Predict(table), team.Predict(table, workers: workers));
    }

    [Theory]
    [MemberData(nameof(Losses))]
    public void The_order_of_rows_does_not_matter(string name)
    {
        (BinnedTable table, double[] targets, BoostingLoss loss) = Problem(name);
        int[] order = new PhiloxRandom(5, 0).Permutation(Rows);
        double[] moved = [.. order.Select(row => targets[row])];
        double[][] before = BoostedTrees.Fit(table, targets, Few with { Loss = loss }).Scores(table);
        double[][] after = BoostedTrees.Fit(table.TakeRows(order), moved, Few with { Loss = loss }).Scores(table);
        AssertClose(before, after);
    }

    [Theory]
    [MemberData(nameof(Losses))]
    public void The_order_of_columns_does_not_matter(string name)
    {
        (BinnedTable table, double[] targets, BoostingLoss loss) = Problem(name);
        BinnedTable moved = table.TakeColumns(3, 1, 0, 2);
        double[][] before = BoostedTrees.Fit(table, targets, Few with { Loss = loss }).Scores(table);
        double[][] after = BoostedTrees.Fit(moved, targets, Few with { Loss = loss }).Scores(moved);
        AssertClose(before, after);
    }

    [Fact]
    public void One_tree_predicts_the_mean_of_each_leaf()
    {
        // Subtracted sums equal directly computed ones.
        (BinnedTable table, double[] targets, _) = Problem("squared error");
        var options = new BoostedTreesOptions
        {
            Loss = BoostingLoss.SquaredError,
            Rounds = 1,
            LearningRate = 1,
            MinRowsPerLeaf = 7,
        };
        var trees = BoostedTrees.Fit(table, targets, options);
        double[] predicted = trees.Predict(table)[0];
        var leaves = Enumerable.Range(0, Rows).GroupBy(row => predicted[row]).ToList();
        Assert.Equal(options.MaxLeaves, leaves.Count);
        Assert.All(
            leaves,
            leaf =>
            {
                Assert.Equal(leaf.Average(row => targets[row]), leaf.Key, 1e-9);
                Assert.InRange(leaf.Count(), 7, Rows);
            }
        );
        Assert.Equal(
            leaves.Select(leaf => leaf.Count()).Order(),
            trees.Trees[0][0].Nodes.Where(node => node.Left == 0).Select(node => node.Rows).Order()
        );
    }

    [Fact]
    public void More_leaves_split_a_smaller_tree_further()
    {
        (BinnedTable table, double[] targets, _) = Problem("logistic");
        TreeNode[] small = [.. First(9)];
        TreeNode[] large = [.. First(10)];
        Assert.Equal(17, small.Length);
        Assert.Equal(19, large.Length);
        int changed = Assert.Single(Enumerable.Range(0, 17), i => small[i] != large[i]);
        Assert.Equal(0, small[changed].Left);
        Assert.Equal(17, large[changed].Left);

        // The node with the larger gain was split.
        var inner = large.Index().Where(node => node.Item.Left > 0).ToList();
        Assert.All(
            from node in inner
            from later in inner
            where later.Item.Left > node.Item.Left && later.Index < node.Item.Left
            select (node.Item.Gain, later.Item.Gain),
            gains => Assert.True(gains.Item1 >= gains.Item2, $"{gains}")
        );

        IEnumerable<TreeNode> First(int leaves) =>
            BoostedTrees.Fit(table, targets, Few with { Rounds = 1, MaxLeaves = leaves }).Trees[0][0].Nodes;
    }

    [Fact]
    public void Depth_is_bounded()
    {
        (BinnedTable table, double[] targets, _) = Problem("logistic");
        var stumps = BoostedTrees.Fit(table, targets, Few with { MaxDepth = 1 });
        Assert.All(stumps.Trees, round => Assert.Equal(3, round[0].Nodes.Count));
        var leaves = BoostedTrees.Fit(table, targets, Few with { MaxDepth = 0 });
        Assert.All(leaves.Trees, round => Assert.Single(round[0].Nodes));
    }

    [Fact]
    public void Fitting_stops_where_the_validation_loss_rises()
    {
        double[] targets = [.. GoldenTrees.Uniform(Rows, 9).Select(value => value > 0 ? 1.0 : 0)];
        (BinnedTable table, _, _) = Problem("logistic");
        var options = new BoostedTreesOptions
        {
            Rounds = 100_000,
            ValidationFraction = 0.25,
            LearningRate = 0.3,
        };
        Assert.InRange(BoostedTrees.Fit(table, targets, options).Trees.Count, 1, 20);
    }

    [Fact]
    public void What_is_missing_may_decide()
    {
        double[] values = GoldenTrees.Uniform(Rows, 0);
        double[] targets = [.. values.Select(value => value > 0.4 ? 1.0 : 0)];
        var table = BinnedTable.FromColumns([
            GoldenTrees.Without(GoldenTrees.Uniform(Rows, 1), row => targets[row] == 1),
        ]);
        double[] probabilities = BoostedTrees.Fit(table, targets, new BoostedTreesOptions()).Predict(table)[0];
        Assert.All(probabilities.Zip(targets), pair => Assert.Equal(pair.Second, pair.First, 0.01));
    }

    [Fact]
    public void A_value_that_is_missing_for_the_first_time_goes_with_most_rows()
    {
        double[] values = GoldenTrees.Uniform(Rows, 0);
        var table = BinnedTable.FromColumns([values]);
        var options = Few with { Rounds = 1, MaxLeaves = 2 };
        foreach (double cut in new[] { -0.5, 0.5 })
        {
            double[] targets = [.. values.Select(value => value > cut ? 1.0 : 0)];
            var trees = BoostedTrees.Fit(table, targets, options);
            Assert.Equal(Score(-cut), Score(double.NaN));
            Assert.NotEqual(Score(cut * 2), Score(double.NaN));

            double Score(double value) =>
                trees.Scores(
                    table.Bin([
                        [value],
                    ])
                )[0][0];
        }
    }

    [Fact]
    public void A_category_that_is_new_or_rare_is_predicted()
    {
        double[] codes = [.. Enumerable.Range(0, Rows).Select(row => row < 5 ? 7.0 : row % 3)];
        double[] targets = [.. codes.Select(code => code == 1 ? 1.0 : 0)];
        var table = BinnedTable.FromColumns([codes], [true]);
        double[] found = BoostedTrees
            .Fit(table, targets, new BoostedTreesOptions())
            .Predict(
                table.Bin([
                    [0, 1, 2, 7, 8, double.NaN],
                ])
            )[0];
        double[] expected = [0, 1, 0, 0, 0, 0];
        Assert.All(found.Zip(expected), pair => Assert.Equal(pair.Second, pair.First, 0.05));
    }

    [Theory]
    [InlineData(2)]
    [InlineData(1)]
    public void Few_rows_are_predicted_by_their_mean(int rows)
    {
        double[] targets = [.. Enumerable.Range(0, rows).Select(row => (double)row)];
        var table = BinnedTable.FromColumns([targets]);
        var options = Few with { Loss = BoostingLoss.SquaredError };
        Assert.All(
            BoostedTrees.Fit(table, targets, options).Predict(table)[0],
            p => Assert.Equal(targets.Average(), p)
        );
        double[] odds = BoostedTrees.Fit(table, targets, Few).Predict(table)[0];
        Assert.All(odds, p => Assert.InRange(p, 0, 0.5));
    }

    [Fact]
    public void A_single_class_and_a_constant_column_are_no_error()
    {
        var constant = BinnedTable.FromColumns([new double[Rows], Enumerable.Repeat(double.NaN, Rows).ToArray()]);
        (_, double[] targets, _) = Problem("logistic");
        double mean = targets.Average();
        Assert.All(BoostedTrees.Fit(constant, targets, Few).Predict(constant)[0], p => Assert.Equal(mean, p, 1e-9));
        (BinnedTable table, _, _) = Problem("logistic");
        foreach (int only in new[] { 0, 1 })
        {
            double[] same = Enumerable.Repeat((double)only, Rows).ToArray();
            Assert.All(BoostedTrees.Fit(table, same, Few).Predict(table)[0], p => Assert.Equal(only, p, 2.0 / Rows));
            var options = Few with { Loss = BoostingLoss.Softmax(3) };
            Assert.All(
                BoostedTrees.Fit(table, same, options).Predict(table)[only],
                p => Assert.Equal(1, p, 4.0 / Rows)
            );
        }
    }

    [Fact]
    public void Without_columns_the_baseline_is_predicted()
    {
        (BinnedTable table, double[] targets, _) = Problem("logistic");
        BinnedTable none = table.TakeColumns();
        double[] found = BoostedTrees.Fit(none, targets, Few).Predict(none)[0];
        Assert.All(found, p => Assert.Equal(targets.Average(), p, 1e-9));
    }

    [Fact]
    public void Large_and_tiny_targets_are_as_good_as_others()
    {
        (BinnedTable table, double[] targets, _) = Problem("squared error");
        var options = Few with { Loss = BoostingLoss.SquaredError };
        double[] plain = BoostedTrees.Fit(table, targets, options).Predict(table)[0];
        foreach (double factor in new[] { 1e100, 1e-100 })
        {
            double[] scaled = [.. targets.Select(target => target * factor)];
            double[] found = BoostedTrees.Fit(table, scaled, options).Predict(table)[0];
            Assert.All(found.Zip(plain), pair => Assert.Equal(pair.Second, pair.First / factor, 1e-9));
        }
    }

    [Fact]
    public void Wrong_arguments_are_refused()
    {
        var table = BinnedTable.FromColumns([new double[4]]);
        Throws("The table has 4 rows, but 3 targets", () => BoostedTrees.Fit(table, [0, 1, 0], Few));
        Throws("Target 2 of row 3", () => BoostedTrees.Fit(table, [0, 1, 0, 2], Few));
        Throws("LearningRate", () => BoostedTrees.Fit(table, [0, 1, 0, 1], Few with { LearningRate = 0 }));
        Throws(
            "2 columns were given for 1",
            () =>
                table.Bin([
                    [1],
                    [2],
                ])
        );
        Throws(
            "Column 1 has 2 rows, column 0 has 1",
            () =>
                BinnedTable.FromColumns([
                    [1],
                    [2, 3],
                ])
        );

        static void Throws(string message, Func<object> action) =>
            Assert.Contains(message, Assert.ThrowsAny<ArgumentException>(action).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_cancelled_fit_ends()
    {
        (BinnedTable table, double[] targets, _) = Problem("logistic");
        using var source = new CancellationTokenSource();
        source.Cancel();
        Assert.Throws<OperationCanceledException>(() =>
            BoostedTrees.Fit(table, targets, Few, cancellationToken: source.Token)
        );
    }

    // Three numbers, one of them with missing values, and a category.
    private static (BinnedTable Table, double[] Targets, BoostingLoss Loss) Problem(string name, int rows = Rows)
    {
        double[][] x = [.. Enumerable.Range(0, 4).Select(i => GoldenTrees.Uniform(rows, i))];
        double[] kinds = GoldenTrees.Codes(x[3], 6);
        double[] signal =
        [
            .. Enumerable
                .Range(0, rows)
                .Select(row => (x[0][row] * x[1][row]) + x[2][row] + (kinds[row] % 2 == 0 ? 0.3 : 0) - 0.2),
        ];
        x[2] = GoldenTrees.Without(x[2], row => x[2][row] > 0.8);
        var table = BinnedTable.FromColumns([x[0], x[1], x[2], kinds], [false, false, false, true]);
        return name switch
        {
            "squared error" => (table, signal, BoostingLoss.SquaredError),
            "logistic" => (table, [.. signal.Select(value => value > 0 ? 1.0 : 0)], BoostingLoss.Logistic),
            _ => (
                table,
                [.. signal.Select(value => Math.Clamp(Math.Floor((value * 2) + 1.5), 0, 2))],
                BoostingLoss.Softmax(3)
            ),
        };
    }

    private static IEnumerable<TreeNode> Nodes(BoostedTrees trees) =>
        trees.Trees.SelectMany(round => round).SelectMany(tree => tree.Nodes);

    // Up to the rounding of sums of targets.
    private static void AssertClose(double[][] expected, double[][] actual) =>
        Assert.All(
            expected.SelectMany(scores => scores).Zip(actual.SelectMany(scores => scores)),
            pair => Assert.Equal(pair.First, pair.Second, 1e-9)
        );
}
