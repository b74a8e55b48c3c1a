using Likeness.Compute.Cpu;

namespace Likeness.Trees;

/// <summary>A stratified validation set, by which the number of rounds is chosen.</summary>
internal sealed class ValidationRows
{
    private readonly BoostedTreesOptions options;
    private readonly BinnedTable table;
    private readonly double[] targets;
    private double[][]? scores;
    private double best = double.PositiveInfinity;

    private ValidationRows(BinnedTable all, double[] allTargets, bool[] isHeld, BoostedTreesOptions options)
    {
        int[] held = [.. Enumerable.Range(0, isHeld.Length).Where(row => isHeld[row])];
        int[] fitted = [.. Enumerable.Range(0, isHeld.Length).Where(row => !isHeld[row])];
        this.options = options;
        (table, targets) = (all.TakeRows(held), [.. held.Select(row => allTargets[row])]);
        (FittedTable, FittedTargets) = (all.TakeRows(fitted), [.. fitted.Select(row => allTargets[row])]);
    }

    /// <summary>The training rows.</summary>
    public BinnedTable FittedTable { get; }

    /// <summary>The targets of the training rows.</summary>
    public double[] FittedTargets { get; }

    /// <summary>The number of rounds with the lowest loss so far.</summary>
    public int BestRounds { get; private set; }

    /// <summary>Sets rows aside; null if the options do not ask for it or all rows are needed.</summary>
    public static ValidationRows? Choose(BinnedTable all, double[] targets, BoostedTreesOptions options)
    {
        // Every n-th row of each class, in random order.
        var isHeld = new bool[targets.Length];
        var owed = new Dictionary<int, double>();
        foreach (int row in new PhiloxRandom(options.Seed, 0).Permutation(targets.Length))
        {
            int kind = options.Loss.Class(targets[row]);
            double rows = owed.GetValueOrDefault(kind) + options.ValidationFraction;
            isHeld[row] = rows >= 1;
            owed[kind] = rows >= 1 ? rows - 1 : rows;
        }

        return isHeld.Contains(true) ? new ValidationRows(all, targets, isHeld, options) : null;
    }

    /// <summary>Evaluates the newest round: returns whether the loss has not decreased for too long.</summary>
    public bool HasFinished(BoostedTrees fitted, Pieces pieces)
    {
        scores ??= fitted.Begin(table.RowCount);
        int rounds = fitted.Trees.Count;
        fitted.AddTo(table, scores, rounds - 1, rounds, pieces);
        double loss = options.Loss.Mean(scores, targets);
        if (loss < best)
        {
            (best, BestRounds) = (loss, rounds);
        }

        return rounds - BestRounds >= options.Patience;
    }
}
