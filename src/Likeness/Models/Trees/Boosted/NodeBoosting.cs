using System.Runtime.CompilerServices;
using Likeness.Trees;

namespace Likeness.Models.Trees.Boosted;

/// <summary>
/// Boosts the trees of one cell: a binary classifier of whether a row is in the upper half (log-loss, Friedman 2001; leaf values −Σg / (Σh + λ) as
/// Chen and Guestrin 2016, eq. 5).
/// </summary>
internal sealed class NodeBoosting
{
    private readonly Predictor[] predictors;
    private readonly int[] rows;
    private readonly bool[] areUpper;
    private readonly BoostedTreesOptions options;
    private readonly int maxBins;
    private readonly CancellationToken cancellationToken;

    /// <summary>Takes the rows of a cell.</summary>
    /// <param name="predictors">The columns.</param>
    /// <param name="rows">The training rows of the cell, some of each half.</param>
    /// <param name="areUpper">Whether they are in the upper half.</param>
    /// <param name="options">The options of the trees.</param>
    /// <param name="maxBins">The maximum number of bins of a number.</param>
    /// <param name="cancellationToken">Stops the fit.</param>
    public NodeBoosting(
        Predictor[] predictors,
        int[] rows,
        bool[] areUpper,
        BoostedTreesOptions options,
        int maxBins,
        CancellationToken cancellationToken
    )
    {
        (this.predictors, this.rows, this.areUpper) = (predictors, rows, areUpper);
        (this.options, this.maxBins, this.cancellationToken) = (options, maxBins, cancellationToken);
        int upper = areUpper.AsSpan().Count(true);
        Baseline = Math.Log((double)upper / (rows.Length - upper));
    }

    /// <summary>The log-odds of the upper half before the trees.</summary>
    public double Baseline { get; }

    /// <summary>Fits trees.</summary>
    /// <param name="rounds">The number of trees; with validation rows, the maximum.</param>
    /// <param name="held">Validation rows; null for none.</param>
    /// <returns>The trees, over the bins of the predictors.</returns>
    public List<TreeNode[]> Fit(int rounds, HeldRows? held)
    {
        var trees = new List<TreeNode[]>(rounds);
        double[] heldScores = Scores(held?.Rows.Length ?? 0);
        int best = 0;
        if (held is not null)
        {
            Array.Fill(held.Losses, Loss(held.AreUpper, heldScores));
        }

        var bins = rounds > 0 ? new NodeBins(predictors, rows, maxBins) : null;
        if (bins is null || bins.Table.ColumnCount == 0)
        {
            return trees;
        }

        var grower = new TreeGrower(bins.Table, options, new Pieces(null), cancellationToken);
        double[] scores = Scores(rows.Length);
        var gradients = new double[rows.Length];
        var hessians = new double[rows.Length];
        for (int round = 1; round <= rounds; round++)
        {
            Derivatives(scores, gradients, hessians);
            var tree = bins.Translate(grower.Grow(gradients, hessians, scores));
            trees.Add(tree);
            if (held is null)
            {
                continue;
            }

            AddTo(tree, held.Rows, heldScores);
            held.Losses[round] = Loss(held.AreUpper, heldScores);
            best = held.Losses[round] < held.Losses[best] ? round : best;
            if (round - best >= options.Patience)
            {
                Array.Fill(held.Losses, held.Losses[round], round, held.Losses.Length - round);
                break;
            }
        }

        return trees;
    }

    private static double Loss(bool[] areUpper, double[] scores)
    {
        double sum = 0;
        for (int row = 0; row < scores.Length; row++)
        {
            double score = areUpper[row] ? -scores[row] : scores[row];
            sum += Math.Max(score, 0) + Math.Log(1 + Math.Exp(-Math.Abs(score)));
        }

        return sum;
    }

    private double[] Scores(int count)
    {
        var scores = new double[count];
        Array.Fill(scores, Baseline);
        return scores;
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void Derivatives(double[] scores, double[] gradients, double[] hessians)
    {
        for (int row = 0; row < scores.Length; row++)
        {
            double p = 1 / (1 + Math.Exp(-scores[row]));
            gradients[row] = areUpper[row] ? p - 1 : p;
            hessians[row] = p * (1 - p);
        }
    }

    private void AddTo(TreeNode[] tree, int[] some, double[] scores)
    {
        for (int i = 0; i < some.Length; i++)
        {
            ref readonly TreeNode node = ref tree[0];
            while (node.Left > 0)
            {
                node = ref tree[node.Left + 1 - node.Bins.Holds(predictors[node.Column].Bins[some[i]])];
            }

            scores[i] += node.Value;
        }
    }
}
