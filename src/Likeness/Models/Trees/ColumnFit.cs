using Likeness.Models.Trees.Linear;

namespace Likeness.Models.Trees;

/// <summary>The sizes and smoothings of a column's trees.</summary>
/// <param name="Values">The size of the tree of values.</param>
/// <param name="ValuesSmoothing">Its smoothing.</param>
/// <param name="Missing">The size of the tree of whether the value is missing.</param>
/// <param name="MissingSmoothing">Its smoothing.</param>
/// <param name="IsLinear">Whether the tree of values splits on a linear predictor, too.</param>
internal readonly record struct ColumnSettings(
    TreeSize Values,
    Smoothing ValuesSmoothing,
    TreeSize Missing,
    Smoothing MissingSmoothing,
    bool IsLinear
);

/// <summary>Fits the trees of one column.</summary>
internal static class ColumnFit
{
    // The least rows of a leaf that are tried. Frequencies need more rows than numbers, which are interpolated.
    private static readonly int[] LeafRowsOfNumbers = [10, 20];
    private static readonly int[] LeafRowsOfOthers = [20, 50];

    // Splits that gain less for each parameter, with all below them, fit noise (Akaike 1974).
    private const double MinGain = 1;

    // For each validation row, in nats: less is by chance, and the mean is what other columns are predicted from.
    private const double MinGainOfSpread = 0.01;

    /// <summary>Chooses the sizes and smoothings by the log-likelihood of validation rows.</summary>
    /// <param name="folds">Parts of the rows.</param>
    /// <param name="columns">The columns of the order up to this one.</param>
    /// <param name="leafRows">The smallest number of rows of a leaf; 0 to choose it.</param>
    /// <param name="cancellationToken">Stops the growth.</param>
    /// <returns>The best settings, and the log-likelihood of all validation rows under them.</returns>
    public static (ColumnSettings Settings, double Log) Choose(
        ChoiceRows[] folds,
        ReadOnlySpan<int> columns,
        int leafRows,
        CancellationToken cancellationToken
    )
    {
        int[] order = columns.ToArray();
        var values = Choose(
            Array.ConvertAll(
                folds,
                fold => (TreeRows.OfValues(fold.Train, order), TreeRows.OfValues(fold.Validation, order))
            ),
            leafRows,
            cancellationToken
        );
        bool isLinear = false;
        var linear = Array.ConvertAll(folds, fold => fold.Linear?.Fit(order.Length - 1));
        if (Array.TrueForAll(linear, one => one is not null))
        {
            var found = Choose(
                [.. folds.Zip(linear, (fold, one) => WithLinear(fold, order, one!.Value))],
                leafRows,
                cancellationToken
            );
            isLinear = found.Log > values.Log;
            values = isLinear ? found : values;
        }

        if (!Array.Exists(folds, fold => HasMissingTree(fold.Train, order)))
        {
            return (new(values.Size, values.Smoothing, default, default, isLinear), values.Log);
        }

        var missing = Choose(
            Array.ConvertAll(
                folds,
                fold =>
                {
                    var rows = TreeRows.OfMissing(fold.Train, null, order);
                    return (rows, TreeRows.OfMissing(fold.Validation, rows.Levels, order));
                }
            ),
            leafRows,
            cancellationToken
        );
        return (
            new(values.Size, values.Smoothing, missing.Size, missing.Smoothing, isLinear),
            values.Log + missing.Log
        );
    }

    /// <summary>Fits the trees.</summary>
    /// <param name="train">The training rows.</param>
    /// <param name="columns">The columns of the order up to this one.</param>
    /// <param name="linear">Fits linear predictors of the training rows; null for none.</param>
    /// <param name="settings">The sizes and smoothings.</param>
    /// <param name="cancellationToken">Stops the growth.</param>
    public static FittedColumn Fit(
        CodedRows train,
        ReadOnlySpan<int> columns,
        LinearFit? linear,
        ColumnSettings settings,
        CancellationToken cancellationToken
    )
    {
        var fitted = settings.IsLinear ? linear?.Fit(columns.Length - 1) : null;
        var values = TreeRows.OfValues(train, columns, fitted?.Predictor.ToPredictor(fitted.Value.Bins));
        return new(
            train.Levels[columns[^1]],
            Fit(values, settings.Values, settings.ValuesSmoothing, cancellationToken),
            HasMissingTree(train, columns)
                ? Fit(
                    TreeRows.OfMissing(train, null, columns),
                    settings.Missing,
                    settings.MissingSmoothing,
                    cancellationToken
                )
                : null,
            fitted?.Predictor
        );
    }

    private static (TreeRows Train, TreeRows Validation) WithLinear(
        ChoiceRows fold,
        int[] order,
        (LinearPredictor Predictor, byte[] Bins) linear
    ) =>
        (
            TreeRows.OfValues(fold.Train, order, linear.Predictor.ToPredictor(linear.Bins)),
            TreeRows.OfValues(fold.Validation, order, linear.Predictor.ToPredictor(fold.Validation, order))
        );

    private static bool HasMissingTree(CodedRows train, ReadOnlySpan<int> columns) =>
        train.Levels[columns[^1]] is { IsCategory: false } levels && levels.Rows < train.Count;

    private static DonorTree Fit(TreeRows rows, TreeSize size, Smoothing smoothing, CancellationToken cancellationToken)
    {
        var grown = TreeGrowth.Grow(rows, size, cancellationToken);
        var tree = DonorTree.Create(grown, grown.Kept(size), rows.Levels, rows.Codes);
        tree.Smoothing = smoothing;
        return tree;
    }

    private static (TreeSize Size, Smoothing Smoothing, double Log) Choose(
        (TreeRows Train, TreeRows Validation)[] folds,
        int leafRows,
        CancellationToken cancellationToken
    )
    {
        var levels = folds[0].Train.Levels;
        int[] tried =
            leafRows > 0 ? [leafRows]
            : levels.IsSmooth ? LeafRowsOfNumbers
            : LeafRowsOfOthers;
        // Leaves of a few people would repeat these.
        double repeated = levels.RowsPerValue;
        var best = (Size: SizeOf(tried[0]), Smoothing: default(Smoothing), Log: double.NegativeInfinity);
        foreach (int rows in tried)
        {
            Try(SizeOf(rows), atLeast: 0);
        }

        if (leafRows == 0 && folds[0].Train.PredictsNumbers)
        {
            int validated = folds.Sum(fold => fold.Validation.Codes.Length);
            Try(best.Size with { BySpread = true }, MinGainOfSpread * validated);
        }

        return best;

        void Try(TreeSize size, double atLeast)
        {
            var (log, smoothing) = SmoothingChoice.Choose(
                Array.ConvertAll(folds, fold => (Fit(fold.Train, size, default, cancellationToken), fold.Validation))
            );
            best = log > best.Log + atLeast ? (size, smoothing, log) : best;
        }

        TreeSize SizeOf(int rows) => new((int)Math.Round(rows * repeated), MinGain * repeated);
    }
}
