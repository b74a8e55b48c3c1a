namespace Likeness.Models.Trees;

/// <summary>The rows that one tree is fitted or evaluated on: what it predicts, from what.</summary>
/// <param name="Levels">The values of the column.</param>
/// <param name="Codes">The value of each row.</param>
/// <param name="Values">The value of each row.</param>
/// <param name="Predictors">The columns before it.</param>
internal sealed record TreeRows(ColumnLevels Levels, int[] Codes, float[] Values, Predictor[] Predictors)
{
    // Wide tables would take quadratic time.
    private const int MaxPredictors = 200;

    /// <summary>The first of some columns that predicts the next: the nearest 200 do.</summary>
    /// <param name="before">The number of columns before it.</param>
    public static int First(int before) => Math.Max(0, before - MaxPredictors);

    /// <summary>Whether the tree predicts numbers, not classes.</summary>
    public bool PredictsNumbers => !Levels.IsCategory && Levels.Count > ColumnLevels.FewValues;

    /// <summary>What the tree predicts: classes, or the ranks of numbers, which outliers do not dominate.</summary>
    /// <param name="bySpread">Whether the sides of a split of numbers have variances of their own.</param>
    public TreeTarget ToTarget(bool bySpread) =>
        PredictsNumbers
            ? new TreeTarget(null, 0, Array.ConvertAll(Codes, Rank), bySpread)
            : new TreeTarget(Codes, Levels.Count + 1, null);

    /// <summary>Whether the column at the end of an order is missing.</summary>
    /// <param name="rows">The rows.</param>
    /// <param name="levels">The levels of the indicator; null makes them from these rows.</param>
    /// <param name="columns">The columns of the order up to it.</param>
    public static TreeRows OfMissing(CodedRows rows, ColumnLevels? levels, ReadOnlySpan<int> columns)
    {
        int column = columns[^1];
        int missing = rows.Levels[column].Missing;
        int[] codes = Array.ConvertAll(rows.Codes[column], code => code == missing ? 1 : 0);
        float[] values = Array.ConvertAll(codes, code => (float)code);
        return new(
            levels ?? ColumnLevels.Create(values, FittedColumn.Indicator),
            codes,
            values,
            PredictorsOf(rows, columns[..^1])
        );
    }

    /// <summary>The values of the column at the end of an order: of numbers, those that are not missing.</summary>
    /// <param name="rows">The rows.</param>
    /// <param name="columns">The columns of the order up to it.</param>
    /// <param name="linear">A predictor behind the columns before it; null for none.</param>
    public static TreeRows OfValues(CodedRows rows, ReadOnlySpan<int> columns, Predictor? linear = null)
    {
        int column = columns[^1];
        var levels = rows.Levels[column];
        int[] codes = rows.Codes[column];
        var predictors = PredictorsOf(rows, columns[..^1]);
        var all = new TreeRows(
            levels,
            codes,
            rows.Values[column],
            linear is null ? predictors : [.. predictors, linear]
        );
        return levels.IsCategory || !Array.Exists(codes, code => code == levels.Missing)
            ? all
            : all.Take([.. Enumerable.Range(0, codes.Length).Where(row => codes[row] != levels.Missing)]);
    }

    /// <summary>The bins of a row's predictors.</summary>
    public void CopyBins(int row, Span<byte> bins)
    {
        for (int i = First(Predictors.Length); i < Predictors.Length; i++)
        {
            bins[i] = Predictors[i].Bins[row];
        }
    }

    private float Rank(int code) =>
        (float)(((Levels.Before(code) + Levels.Before(code + 1)) / (2.0 * Levels.Rows)) - 0.5);

    private TreeRows Take(int[] rows) =>
        new(
            Levels,
            Array.ConvertAll(rows, row => Codes[row]),
            Array.ConvertAll(rows, row => Values[row]),
            [
                .. Predictors.Select(
                    (predictor, i) =>
                        i < First(Predictors.Length)
                            ? predictor
                            : predictor with
                            {
                                Bins = Array.ConvertAll(rows, row => predictor.Bins[row]),
                            }
                ),
            ]
        );

    private static Predictor[] PredictorsOf(CodedRows rows, ReadOnlySpan<int> columns)
    {
        var predictors = new Predictor[columns.Length];
        for (int i = 0; i < predictors.Length; i++)
        {
            var levels = rows.Levels[columns[i]];
            predictors[i] = new Predictor(rows.Bins[columns[i]], levels.Bins, levels.IsCategory);
        }

        return predictors;
    }
}
