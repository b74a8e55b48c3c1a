using Likeness.Compute.Cpu;
using Likeness.Trees;

namespace Likeness.Models.Trees.Boosted;

/// <summary>Fits the hierarchies of one column.</summary>
/// <param name="options">The options.</param>
/// <param name="seed">Chooses the validation rows.</param>
internal sealed class BoostedColumnFit(SequentialBoostedTreesOptions options, ulong seed) : IColumnFit
{
    // A fifth of the rows validates: of few rows one fifth after the other, until that many have been in a fold.
    private const int Parts = 5;
    private const int FoldRows = 20_000;
    private const int MaxTrainRows = 50_000;
    private const int MaxValidationRows = 10_000;

    private const int MinRowsPerLeaf = 10;
    private const int Patience = 10;
    private const double L2 = 1;

    // Fewer and coarser trees compare orders of the columns.
    private const int OrderRounds = 20;
    private const double OrderLearningRate = 0.5;
    private const int OrderDepth = 7;

    private readonly HierarchySize size = Size(
        options.MaxDepth,
        options.MinRowsPerCell,
        options.Rounds,
        options.LearningRate,
        options.MaxLeaves
    );

    private readonly HierarchySize orderSize = Size(
        Math.Min(OrderDepth, options.MaxDepth),
        options.MinRowsPerCell,
        Math.Min(OrderRounds, options.Rounds),
        Math.Max(OrderLearningRate, options.LearningRate),
        options.MaxLeaves
    );

    /// <inheritdoc/>
    public FittedColumn Fit(CodedRows rows, ReadOnlySpan<int> columns, CancellationToken cancellationToken) =>
        new(
            rows.Levels[columns[^1]],
            Fit(TreeRows.OfValues(rows, columns), cancellationToken),
            MayBeMissing(rows, columns) ? Fit(TreeRows.OfMissing(rows, null, columns), cancellationToken) : null
        );

    /// <inheritdoc/>
    public double Gain(CodedRows rows, ReadOnlySpan<int> columns, CancellationToken cancellationToken) =>
        Gain(TreeRows.OfValues(rows, columns), cancellationToken)
        + (MayBeMissing(rows, columns) ? Gain(TreeRows.OfMissing(rows, null, columns), cancellationToken) : 0);

    /// <summary>How often a fit goes through its rows, with those of the folds.</summary>
    /// <param name="rows">The number of rows.</param>
    public static double Passes(int rows) => 1 + ((1 - (1.0 / Parts)) * FoldsOf(rows));

    private static int FoldsOf(int rows) => Math.Clamp((FoldRows + rows - 1) / Math.Max(1, rows), 1, Parts);

    private static bool MayBeMissing(CodedRows rows, ReadOnlySpan<int> columns) =>
        rows.Levels[columns[^1]] is { IsCategory: false } levels && levels.Rows < rows.Count;

    private static HierarchySize Size(int depth, int minRows, int rounds, double rate, int leaves) =>
        new(
            depth,
            minRows,
            new BoostedTreesOptions
            {
                Rounds = rounds,
                LearningRate = rate,
                MaxLeaves = leaves,
                MinRowsPerLeaf = MinRowsPerLeaf,
                L2 = L2,
                Patience = Patience,
            }
        );

    private CellHierarchy Fit(TreeRows rows, CancellationToken cancellationToken)
    {
        var fit = new HierarchyFit(rows, size, cancellationToken);
        var folds = Folds(rows, FoldsOf(rows.Codes.Length));
        return folds.Length == 0
            ? fit.Fit(new Dictionary<(int Low, int High), int>())
            : fit.Fit(fit.ChooseRounds(folds, out _));
    }

    private double Gain(TreeRows rows, CancellationToken cancellationToken)
    {
        double gain = 0;
        if (Folds(rows, 1) is { Length: > 0 } folds)
        {
            _ = new HierarchyFit(rows, orderSize, cancellationToken).ChooseRounds(folds, out gain);
        }

        return gain;
    }

    private (int[] Train, int[] Validation)[] Folds(TreeRows rows, int count)
    {
        int part = Math.Min(MaxValidationRows, rows.Codes.Length / Parts);
        if (part == 0 || rows.Predictors.Length == 0)
        {
            return [];
        }

        int[] shuffled = new PhiloxRandom(seed, 2).Permutation(rows.Codes.Length);
        var folds = new (int[] Train, int[] Validation)[count];
        for (int i = 0; i < folds.Length; i++)
        {
            var (from, to) = (i * part, (i + 1) * part);
            int[] train = [.. shuffled.AsSpan(0, from), .. shuffled.AsSpan(to)];
            folds[i] = (train[..Math.Min(MaxTrainRows, train.Length)], shuffled[from..to]);
        }

        return folds;
    }
}
