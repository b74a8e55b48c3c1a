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

    // Splits that gain less, with all below them, fit noise.
    private const double MinGain = 2;

    /// <summary>Chooses the sizes and smoothings by the log-likelihood of validation rows.</summary>
    /// <param name="train">The training rows.</param>
    /// <param name="validation">The validation rows, in the codes of the training rows.</param>
    /// <param name="columns">The columns of the order up to this one.</param>
    /// <param name="linear">Fits linear predictors of the training rows; null for none.</param>
    /// <param name="leafRows">The smallest number of rows of a leaf; 0 to choose it.</param>
    /// <param name="cancellationToken">Stops the growth.</param>
    /// <returns>The best settings, and the log-likelihood of the validation rows under them.</returns>
    public static (ColumnSettings Settings, double Log) Choose(
        CodedRows train,
        CodedRows validation,
        ReadOnlySpan<int> columns,
        LinearFit? linear,
        int leafRows,
        CancellationToken cancellationToken
    )
    {
        var values = Choose(
            TreeRows.OfValues(train, columns),
            TreeRows.OfValues(validation, columns),
            leafRows,
            cancellationToken
        );
        bool isLinear = false;
        if (linear?.Fit(columns) is var (predictor, bins))
        {
            var found = Choose(
                TreeRows.OfValues(train, columns, predictor.ToPredictor(bins)),
                TreeRows.OfValues(validation, columns, predictor.ToPredictor(validation, columns)),
                leafRows,
                cancellationToken
            );
            isLinear = found.Log > values.Log;
            values = isLinear ? found : values;
        }

        if (!HasMissingTree(train, columns))
        {
            return (new(values.Size, values.Smoothing, default, default, isLinear), values.Log);
        }

        var rows = TreeRows.OfMissing(train, null, columns);
        var missing = Choose(rows, TreeRows.OfMissing(validation, rows.Levels, columns), leafRows, cancellationToken);
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
        var fitted = settings.IsLinear ? linear?.Fit(columns) : null;
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

    private static bool HasMissingTree(CodedRows train, ReadOnlySpan<int> columns) =>
        train.Levels[columns[^1]] is { IsCategory: false } levels && levels.Rows < train.Count;

    private static DonorTree Fit(TreeRows rows, TreeSize size, Smoothing smoothing, CancellationToken cancellationToken)
    {
        var grown = TreeGrowth.Grow(rows, size.MinRows, cancellationToken);
        var tree = DonorTree.Create(grown, grown.Kept(size), rows.Levels, rows.Codes);
        tree.Smoothing = smoothing;
        return tree;
    }

    private static (TreeSize Size, Smoothing Smoothing, double Log) Choose(
        TreeRows train,
        TreeRows validation,
        int leafRows,
        CancellationToken cancellationToken
    )
    {
        int[] tried =
            leafRows > 0 ? [leafRows]
            : train.Levels.IsSmooth ? LeafRowsOfNumbers
            : LeafRowsOfOthers;
        // Leaves of a few people would repeat these.
        double repeated = train.Levels.RowsPerValue;
        var best = (Size: SizeOf(tried[0]), Smoothing: default(Smoothing), Log: double.NegativeInfinity);
        foreach (int rows in tried)
        {
            var size = SizeOf(rows);
            var tree = Fit(train, size, default, cancellationToken);
            double log = SmoothingChoice.Choose(tree, validation);
            best = log > best.Log ? (size, tree.Smoothing, log) : best;
        }

        return best;

        TreeSize SizeOf(int rows) => new((int)Math.Round(rows * repeated), MinGain * repeated);
    }
}
