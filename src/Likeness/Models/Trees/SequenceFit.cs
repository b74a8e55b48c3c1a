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

    // Rows, columns and leaves for the choice of the order.
    private const int MaxOrderRows = 5000;
    private const int MaxOrderedColumns = 200;
    private const int OrderLeafRows = 20;
    private const int ManyLevels = 50;

    private const double ChoicePart = 0.5; // of the work
    private const int NanosecondsPerValue = 1000;

    private readonly IReadOnlyList<ModelDimension> dimensions;
    private readonly FitRows fit;
    private readonly Pieces pieces;
    private readonly int leafRows;
    private readonly IColumnFit? columnFit;

    private SequenceFit(IReadOnlyList<ModelDimension> dimensions, int leafRows, IColumnFit? columnFit, FitRows fit)
    {
        (this.dimensions, this.fit, pieces) = (dimensions, fit, new Pieces(fit.Workers));
        (this.leafRows, this.columnFit) = (leafRows, columnFit);
    }

    /// <summary>Fits a sequence.</summary>
    /// <param name="dimensions">The columns.</param>
    /// <param name="leafRows">The smallest number of rows in a leaf; 0 to choose it.</param>
    /// <param name="columnFit">Fits the columns; null for trees with donors.</param>
    /// <param name="fit">The rows.</param>
    public static TreeSequence Fit(
        IReadOnlyList<ModelDimension> dimensions,
        int leafRows,
        IColumnFit? columnFit,
        FitRows fit
    ) => new SequenceFit(dimensions, leafRows, columnFit, fit).Run();

    private TreeSequence Run()
    {
        int width = dimensions.Count;
        int trainRows = fit.Train.Length / width;
        int validationRows = fit.Validation.Length / width;
        float[] all = [.. fit.Train.Span, .. fit.Validation.Span];
        var (trainPart, validationPart) = Parts(trainRows, validationRows);
        int[] order = ChooseOrder(all, trainPart, validationPart);
        var settings = columnFit is not null
            ? []
            : Choose(
                all,
                trainPart[..Math.Min(MaxRows, trainPart.Length)],
                validationPart[..Math.Min(MaxValidationRows, validationPart.Length)],
                order,
                leafRows,
                ChoicePart
            ).Settings;
        double chosen = columnFit is null ? ChoicePart : 0;
        fit.Progress(chosen);
        var rows = CodedRows.Create(
            CodedRows.Columns(all, width, [.. Enumerable.Range(0, trainRows + validationRows)]),
            dimensions,
            pieces
        );
        var columns = new FittedColumn[width];
        Each(
            rows.Count,
            (chosen, 1),
            k =>
                columns[k] = columnFit is null
                    ? ColumnFit.Fit(rows, order.AsSpan(0, k + 1), settings[k], fit.CancellationToken)
                    : columnFit.Fit(rows, order.AsSpan(0, k + 1), fit.CancellationToken)
        );
        return new TreeSequence(order, columns);
    }

    // The columns as they stand, or those with the fewest values first, or categories of many levels behind these: what some of the rows say.
    private int[] ChooseOrder(float[] all, int[] trainPart, int[] validationPart)
    {
        int[] rows = trainPart[..Math.Min(MaxOrderRows, trainPart.Length)];
        int[] validation = validationPart[..Math.Min(MaxOrderRows, validationPart.Length)];
        int[] plain = [.. Enumerable.Range(0, dimensions.Count)];
        if (dimensions.Count > MaxOrderedColumns)
        {
            return plain;
        }

        var values = CodedRows.Columns(all, dimensions.Count, rows);
        int[] distinct = Array.ConvertAll(values, column => column.Distinct().Count());
        int[] fewFirst = [.. plain.OrderBy(column => distinct[column])];
        int[] manyLevelsLast = [.. fewFirst.OrderBy(column => HasManyLevels(column) ? 1 : 0)];
        int[][] orders = manyLevelsLast.SequenceEqual(fewFirst) ? [plain, fewFirst] : [plain, fewFirst, manyLevelsLast];
        return orders.MaxBy(LogLikelihood)!;

        bool HasManyLevels(int column) => dimensions[column].IsCategory && distinct[column] > ManyLevels;

        double LogLikelihood(int[] order) =>
            columnFit is null
                ? Choose(all, rows, validation, order, leafRows > 0 ? leafRows : OrderLeafRows).Log
                : Gain(columnFit, all, [.. rows, .. validation], order);
    }

    private double Gain(IColumnFit of, float[] all, int[] which, int[] order)
    {
        var rows = CodedRows.Create(CodedRows.Columns(all, dimensions.Count, which), dimensions, pieces);
        var gains = new double[dimensions.Count];
        Each(rows.Count, (0, 0), k => gains[k] = of.Gain(rows, order.AsSpan(0, k + 1), fit.CancellationToken));
        return gains.Sum();
    }

    private (ColumnSettings[] Settings, double Log) Choose(
        float[] all,
        int[] trainPart,
        int[] validationPart,
        int[] order,
        int rowsOfLeaf,
        double progress = 0
    )
    {
        int width = dimensions.Count;
        var train = CodedRows.Create(CodedRows.Columns(all, width, trainPart), dimensions, pieces);
        var validation = CodedRows.Create(CodedRows.Columns(all, width, validationPart), train.Levels, pieces);
        var found = new (ColumnSettings Settings, double Log)[width];
        Each(
            train.Count,
            (0, progress),
            k =>
                found[k] = ColumnFit.Choose(
                    train,
                    validation,
                    order.AsSpan(0, k + 1),
                    rowsOfLeaf,
                    fit.CancellationToken
                )
        );
        return (Array.ConvertAll(found, one => one.Settings), found.Sum(one => one.Log));
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
    private void Each(int rows, (double From, double To) progress, Action<int> work)
    {
        int width = dimensions.Count;
        int finished = 0;
        pieces.Run(
            width,
            (long)rows * width * NanosecondsPerValue,
            piece =>
            {
                work(width - 1 - piece);
                double done = Interlocked.Increment(ref finished) / (double)width;
                fit.Progress(progress.From + (done * (progress.To - progress.From)));
            }
        );
    }
}
