using Likeness.Compute.Cpu;
using Likeness.Trees;

namespace Likeness.Models.Trees;

/// <summary>
/// Fits a sequence: order of the columns, sizes and smoothings of the trees are chosen by the log-likelihood of validation rows; then the trees are fitted
/// again on training and validation rows together.
/// </summary>
internal sealed class SequenceFit
{
    // Rows for the choice, and the part of them that validates.
    private const int MaxRows = 50_000;
    private const int MaxValidationRows = 10_000;
    private const int ValidationPart = 10;

    private readonly IReadOnlyList<ModelDimension> dimensions;
    private readonly FitRows fit;
    private readonly Pieces pieces;
    private readonly int leafRows;

    private SequenceFit(IReadOnlyList<ModelDimension> dimensions, TreesOptions options, FitRows fit)
    {
        (this.dimensions, this.fit, pieces) = (dimensions, fit, new Pieces(fit.Workers));
        leafRows = options.MinRowsPerLeaf;
    }

    /// <summary>Fits a sequence.</summary>
    /// <param name="dimensions">The columns.</param>
    /// <param name="options">The options.</param>
    /// <param name="fit">The rows.</param>
    public static TreeSequence Fit(IReadOnlyList<ModelDimension> dimensions, TreesOptions options, FitRows fit) =>
        new SequenceFit(dimensions, options, fit).Run();

    private TreeSequence Run()
    {
        int width = dimensions.Count;
        int trainRows = fit.Train.Length / width;
        int validationRows = fit.Validation.Length / width;
        float[] all = [.. fit.Train.Span, .. fit.Validation.Span];
        int[] order = [.. Enumerable.Range(0, width)];
        var settings = Choose(all, trainRows, validationRows, order);
        fit.Progress(0.5);
        var rows = CodedRows.Create(
            CodedRows.Columns(all, width, [.. Enumerable.Range(0, trainRows + validationRows)]),
            dimensions,
            pieces
        );
        var columns = new FittedColumn[width];
        Each(
            rows.Count,
            0.5,
            k => columns[k] = ColumnFit.Fit(rows, order.AsSpan(0, k + 1), settings[k], fit.CancellationToken)
        );
        return new TreeSequence(order, columns);
    }

    private ColumnSettings[] Choose(float[] all, int trainRows, int validationRows, int[] order)
    {
        int width = dimensions.Count;
        var (trainPart, validationPart) = Parts(trainRows, validationRows);
        var train = CodedRows.Create(CodedRows.Columns(all, width, trainPart), dimensions, pieces);
        var validation = CodedRows.Create(CodedRows.Columns(all, width, validationPart), train.Levels, pieces);
        var settings = new ColumnSettings[width];
        Each(
            train.Count,
            0,
            k =>
                settings[k] = ColumnFit
                    .Choose(train, validation, order.AsSpan(0, k + 1), leafRows, fit.CancellationToken)
                    .Settings
        );
        return settings;
    }

    // Rows that choose: the validation rows, or a part of the training rows where there are none.
    private (int[] Train, int[] Validation) Parts(int trainRows, int validationRows)
    {
        var random = new PhiloxRandom(fit.Seed, 0);
        int[] train = random.Permutation(trainRows);
        int[] validation = random.Permutation(validationRows);
        if (validationRows == 0)
        {
            int part = Math.Max(1, trainRows / ValidationPart);
            (train, validation) = trainRows == 1 ? (train, train) : (train[part..], train[..part]);
        }
        else
        {
            validation = Array.ConvertAll(validation, row => trainRows + row);
        }

        return (train[..Math.Min(MaxRows, train.Length)], validation[..Math.Min(MaxValidationRows, validation.Length)]);
    }

    // The last columns, which take the longest, first.
    private void Each(int rows, double done, Action<int> work)
    {
        int width = dimensions.Count;
        int finished = 0;
        pieces.Run(
            width,
            (long)rows * width * 1000,
            piece =>
            {
                work(width - 1 - piece);
                int now = Interlocked.Increment(ref finished);
                fit.Progress(done + (0.5 * now / width));
            }
        );
    }
}
