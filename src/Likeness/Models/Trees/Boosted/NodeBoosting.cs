using System.Runtime.CompilerServices;
using Likeness.Trees;

namespace Likeness.Models.Trees.Boosted;

/// <summary>Boosts the trees of one cell: whether a row is in its upper half.</summary>
internal static class NodeBoosting
{
    /// <summary>The trees of a cell, and the log-loss of validation rows after each.</summary>
    /// <param name="predictors">The columns.</param>
    /// <param name="rows">The training rows of the cell.</param>
    /// <param name="isUpper">Whether they are in the upper half.</param>
    /// <param name="scores">Their scores before the trees; receives those after all trees.</param>
    /// <param name="options">The options of the trees.</param>
    /// <param name="maxBins">The maximum number of bins of a predictor.</param>
    /// <param name="held">The validation rows.</param>
    /// <param name="heldIsUpper">Whether they are in the upper half.</param>
    /// <param name="heldScores">Their scores before the trees.</param>
    /// <param name="losses">Receives their log-loss before the first tree and after each; empty to use all trees.</param>
    /// <param name="cancellationToken">Stops the fit.</param>
    public static List<TreeNode[]> Fit(
        Predictor[] predictors,
        int[] rows,
        bool[] isUpper,
        double[] scores,
        BoostedTreesOptions options,
        int maxBins,
        int[] held,
        bool[] heldIsUpper,
        double[] heldScores,
        double[] losses,
        CancellationToken cancellationToken
    )
    {
        var trees = new List<TreeNode[]>();
        var bins = new NodeBins(predictors, rows, maxBins);
        heldScores = [.. heldScores];
        Array.Fill(losses, Loss(heldIsUpper, heldScores));
        if (bins.Table.ColumnCount == 0)
        {
            return trees;
        }

        var grower = new TreeGrower(bins.Table, options, new Pieces(null), cancellationToken);
        var gradients = new double[rows.Length];
        var hessians = new double[rows.Length];
        int best = 0;
        for (int round = 1; round <= options.Rounds; round++)
        {
            Derivatives(scores, isUpper, gradients, hessians);
            var tree = bins.Translate(grower.Grow(gradients, hessians, scores));
            trees.Add(tree);
            if (losses.Length > 0)
            {
                AddTo(tree, predictors, held, heldScores);
                losses[round] = Loss(heldIsUpper, heldScores);
                best = losses[round] < losses[best] ? round : best;
                if (round - best >= options.Patience)
                {
                    Array.Fill(losses, losses[round], round, losses.Length - round);
                    break;
                }
            }
        }

        return trees;
    }

    /// <summary>Intercept and slope by which the scores of the parent predict the halves: the first step of the boosting.</summary>
    public static (double Intercept, double Slope) Start(bool[] isUpper, double[] parent)
    {
        int uppers = isUpper.Count(upper => upper);
        double intercept = Math.Log((double)uppers / (isUpper.Length - uppers));
        double slope = 0;
        double mean = parent.Average();
        if (Tune.Get("WARM", 1) == 0 || parent.Max() - parent.Min() < 1e-9)
        {
            return (intercept, 0);
        }

        for (int round = 0; round < 8; round++)
        {
            double g0 = 0, g1 = Ridge * slope, h00 = 1e-9, h01 = 0, h11 = Ridge;
            for (int row = 0; row < parent.Length; row++)
            {
                double x = parent[row] - mean;
                double p = 1 / (1 + Math.Exp(-(intercept + (slope * x))));
                double g = p - (isUpper[row] ? 1 : 0);
                double h = p * (1 - p);
                g0 += g;
                g1 += g * x;
                h00 += h;
                h01 += h * x;
                h11 += h * x * x;
            }

            double d = (h00 * h11) - (h01 * h01);
            double step0 = ((g0 * h11) - (g1 * h01)) / d;
            double step1 = ((g1 * h00) - (g0 * h01)) / d;
            intercept -= Math.Clamp(step0, -2, 2);
            slope -= Math.Clamp(step1, -2, 2);
        }

        slope = Math.Clamp(slope, -4, 4);
        return (intercept - (slope * mean), slope);
    }

    private const double Ridge = 1;

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Derivatives(double[] scores, bool[] isUpper, double[] gradients, double[] hessians)
    {
        for (int row = 0; row < scores.Length; row++)
        {
            double p = 1 / (1 + Math.Exp(-scores[row]));
            gradients[row] = p - (isUpper[row] ? 1 : 0);
            hessians[row] = p * (1 - p);
        }
    }

    /// <summary>Adds the values of a tree to scores.</summary>
    public static void AddTo(TreeNode[] tree, Predictor[] predictors, int[] rows, double[] scores)
    {
        for (int i = 0; i < rows.Length; i++)
        {
            int node = 0;
            while (tree[node].Left > 0)
            {
                node = tree[node].Left + 1 - tree[node].Bins.Holds(predictors[tree[node].Column].Bins[rows[i]]);
            }

            scores[i] += tree[node].Value;
        }
    }

    private static double Loss(bool[] isUpper, double[] scores)
    {
        double sum = 0;
        for (int row = 0; row < scores.Length; row++)
        {
            double score = isUpper[row] ? -scores[row] : scores[row];
            sum += Math.Max(score, 0) + Math.Log(1 + Math.Exp(-Math.Abs(score)));
        }

        return sum;
    }
}
