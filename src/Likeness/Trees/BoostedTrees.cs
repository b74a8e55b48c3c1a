using Likeness.Compute.Cpu;

namespace Likeness.Trees;

/// <summary>
/// Gradient-boosted decision trees: each tree is fitted to the derivatives of the loss with respect to the sum of the previous
/// trees, on binned columns. Friedman 2001, Annals of Statistics 29; Chen and Guestrin 2016 (XGBoost), arXiv 1603.02754; Ke et al.
/// 2017 (LightGBM).
/// </summary>
internal sealed class BoostedTrees
{
    private const int RowsPerPiece = 1 << 10;

    private readonly BoostingLoss loss;
    private readonly double[] baseline; // [output]
    private readonly List<Tree[]> trees = []; // [round][output]

    private BoostedTrees(BoostingLoss loss, double[] baseline)
    {
        (this.loss, this.baseline) = (loss, baseline);
    }

    /// <summary>The trees: [round][output].</summary>
    public IReadOnlyList<IReadOnlyList<Tree>> Trees => trees;

    /// <summary>Fits the trees.</summary>
    /// <param name="table">The training rows; at least one.</param>
    /// <param name="targets">Numbers, or classes 0, 1, …, depending on the loss: [table.RowCount].</param>
    /// <param name="options">The options.</param>
    /// <param name="workers">The worker pool; null for the calling thread. The result does not depend on it.</param>
    /// <param name="cancellationToken">Stops the fit at the next split.</param>
    /// <exception cref="ArgumentException">A target is not valid for the loss, or the numbers of rows and targets differ.</exception>
    /// <exception cref="OperationCanceledException">The fit was cancelled.</exception>
    public static BoostedTrees Fit(
        BinnedTable table,
        double[] targets,
        BoostedTreesOptions options,
        WorkerPool? workers = null,
        CancellationToken cancellationToken = default
    )
    {
        options.Check();
        Check(table, targets, options.Loss);
        ValidationRows? validation = ValidationRows.Choose(table, targets, options);
        if (validation is not null)
        {
            (table, targets) = (validation.FittedTable, validation.FittedTargets);
        }

        var fitted = new BoostedTrees(options.Loss, options.Loss.Baseline(targets));
        var pieces = new Pieces(workers);
        var grower = new TreeGrower(table, options, pieces, cancellationToken);
        double[][] scores = fitted.Begin(table.RowCount);
        double[][] gradients = [.. scores.Select(_ => new double[table.RowCount])];
        double[][] hessians = [.. scores.Select(_ => new double[table.RowCount])];
        for (int round = 0; round < options.Rounds; round++)
        {
            OverRows(
                pieces,
                table.RowCount,
                20 * scores.Length,
                (from, to) => options.Loss.Derivatives(scores, targets, gradients, hessians, from, to)
            );
            fitted.trees.Add([.. scores.Select((output, i) => grower.Grow(gradients[i], hessians[i], output))]);
            if (validation?.HasFinished(fitted, pieces) == true)
            {
                break;
            }
        }

        if (validation is not null)
        {
            fitted.trees.RemoveRange(validation.BestRounds, fitted.trees.Count - validation.BestRounds);
        }

        return fitted;
    }

    /// <summary>Predicts probabilities (of 1, for the logistic loss), or values.</summary>
    /// <param name="table">Rows binned with the training rows' bins.</param>
    /// <param name="rounds">The number of rounds to use; all by default.</param>
    /// <param name="workers">The worker pool; null for the calling thread.</param>
    /// <returns>[output][table.RowCount].</returns>
    public double[][] Predict(BinnedTable table, int rounds = int.MaxValue, WorkerPool? workers = null)
    {
        double[][] scores = Scores(table, rounds, workers);
        loss.Predict(scores);
        return scores;
    }

    /// <summary>The sums of the trees, before the conversion to probabilities.</summary>
    /// <param name="table">Rows binned with the training rows' bins.</param>
    /// <param name="rounds">The number of rounds to use; all by default.</param>
    /// <param name="workers">The worker pool; null for the calling thread.</param>
    /// <returns>[output][table.RowCount].</returns>
    public double[][] Scores(BinnedTable table, int rounds = int.MaxValue, WorkerPool? workers = null)
    {
        double[][] scores = Begin(table.RowCount);
        AddTo(table, scores, 0, Math.Min(rounds, trees.Count), new Pieces(workers));
        return scores;
    }

    /// <summary>The scores before the first tree: [output][rows].</summary>
    internal double[][] Begin(int rows)
    {
        double[][] scores = [.. baseline.Select(_ => new double[rows])];
        for (int output = 0; output < scores.Length; output++)
        {
            Array.Fill(scores[output], baseline[output]);
        }

        return scores;
    }

    /// <summary>Adds the trees of some rounds to scores.</summary>
    internal void AddTo(BinnedTable table, double[][] scores, int firstRound, int endRound, Pieces pieces) =>
        OverRows(
            pieces,
            table.RowCount,
            10 * (endRound - firstRound) * baseline.Length,
            (from, to) =>
            {
                var rows = new RowPartition(from, to - from);
                for (int round = firstRound; round < endRound; round++)
                {
                    for (int output = 0; output < scores.Length; output++)
                    {
                        rows.Reset();
                        trees[round][output].AddTo(table, rows, scores[output]);
                    }
                }
            }
        );

    private static void OverRows(Pieces pieces, int rows, long workPerRow, Action<int, int> body) =>
        pieces.Run(
            (rows + RowsPerPiece - 1) / RowsPerPiece,
            rows * workPerRow,
            piece => body(piece * RowsPerPiece, Math.Min((piece + 1) * RowsPerPiece, rows))
        );

    private static void Check(BinnedTable table, double[] targets, BoostingLoss loss)
    {
        if (table.RowCount != targets.Length || targets.Length is 0 || targets.Length > DerivativeScale.MaxRows)
        {
            throw new ArgumentException(
                $"The table has {table.RowCount} rows, but {targets.Length} targets were given; the numbers must be equal, from 1 to {DerivativeScale.MaxRows}.",
                nameof(targets)
            );
        }

        int odd = Array.FindIndex(targets, target => !loss.IsValid(target));
        if (odd >= 0)
        {
            throw new ArgumentException(
                $"Target {targets[odd]} of row {odd} is not valid for the loss.",
                nameof(targets)
            );
        }
    }
}
