using Likeness.Compute.Cpu;
using Likeness.Models.Trees.Linear;
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

    // Rows of the trees that say what known values tell of unknown ones.
    private const int MaxPowerRows = 20_000;

    private const double ChoicePart = 0.5; // of the work
    private const int NanosecondsPerValue = 1000;

    private readonly IReadOnlyList<ModelDimension> dimensions;
    private readonly IReadOnlyList<DerivedDimension> derived;
    private int[] predicting = []; // those of the derived columns that other columns depend on
    private readonly ModelDimension[] columns; // those of rows, then derived ones
    private readonly PartRows parts;
    private readonly FitRows fit;
    private readonly Pieces pieces;
    private readonly int leafRows;
    private readonly IColumnFit? columnFit;

    private SequenceFit(ModelSpace space, int leafRows, IColumnFit? columnFit, FitRows fit)
    {
        (dimensions, derived) = (space.Dimensions, space.Derived);
        parts = new PartRows(dimensions);
        columns = [.. dimensions, .. derived.Select(one => one.Dimension)];
        (this.fit, pieces) = (fit, new Pieces(fit.Workers));
        (this.leafRows, this.columnFit) = (leafRows, columnFit);
    }

    /// <summary>Fits a sequence.</summary>
    /// <param name="space">The columns.</param>
    /// <param name="leafRows">The smallest number of rows in a leaf; 0 to choose it.</param>
    /// <param name="columnFit">Fits the columns; null for trees with donors.</param>
    /// <param name="fit">The rows.</param>
    public static TreeSequence Fit(ModelSpace space, int leafRows, IColumnFit? columnFit, FitRows fit) =>
        new SequenceFit(space, leafRows, columnFit, fit).Run();

    private TreeSequence Run()
    {
        int width = dimensions.Count;
        float[] validation = Possible(fit.Validation.Span);
        int trainRows = fit.Train.Length / width;
        int validationRows = validation.Length / width;
        float[][] all = Columns([.. fit.Train.Span, .. validation]);
        var (trainPart, validationPart) = Parts(trainRows, validationRows);
        predicting = Predicting(Take(all, trainPart));
        int[] order = ChooseOrder(all, trainPart, validationPart);
        var settings = columnFit is not null
            ? []
            : Choose(all, Folds(trainPart, validationPart), order, leafRows, ChoicePart).Settings;
        double chosen = columnFit is null ? ChoicePart : 0;
        fit.Progress(chosen);
        var powers = columnFit is null ? Powers(all, trainPart, validationPart, order, settings) : null;
        var (sequence, rows) = FitColumns(all, order, settings, (chosen, 1));
        return new TreeSequence(order, sequence, dimensions)
        {
            Powers = powers,
            Paths = RankPathSearch.Find(order, sequence, dimensions, rows, fit.Seed, pieces),
        };
    }

    // Of trees that have not seen the validation rows.
    private EvidencePowers? Powers(float[][] all, int[] train, int[] validation, int[] order, ColumnSettings[] settings)
    {
        int[] some = train[..Math.Min(MaxPowerRows, train.Length)];
        if (EvidencePowers.RowsFor(dimensions.Count) == 0 || Math.Min(some.Length, validation.Length) == 0)
        {
            return null;
        }

        var (sequence, _) = FitColumns(Take(all, some), order, settings, (ChoicePart, ChoicePart));
        return EvidencePowers.Fit(
            new TreeSequence(order, sequence, dimensions),
            Take(all[..dimensions.Count], validation),
            fit.Seed,
            pieces,
            fit.CancellationToken
        );
    }

    private (SequenceColumn[] Columns, CodedRows Rows) FitColumns(
        float[][] all,
        int[] order,
        ColumnSettings[] settings,
        (double From, double To) progress
    )
    {
        int width = dimensions.Count;
        var sets = parts.Coded(all, columns, pieces);
        var rows = sets.All;
        bool areLinear = Array.Exists(settings, one => one.IsLinear);
        var fits = sets.Select(own => new FitOf(own, areLinear ? LinearFit.Create(own, order, pieces) : null));
        var sequence = new SequenceColumn[order.Length];
        for (int k = 0; k < order.Length; k++)
        {
            if (order[k] >= width)
            {
                sequence[k] = new DerivedColumn(rows.Levels[order[k]], derived[order[k] - width].Values);
            }
        }

        Each(
            rows.Count,
            progress,
            order,
            k =>
            {
                var own = parts.Of(order[k], fits);
                sequence[k] = columnFit is null
                    ? ColumnFit.Fit(own.Rows, order.AsSpan(0, k + 1), own.Linear, settings[k], fit.CancellationToken)
                    : columnFit.Fit(own.Rows, order.AsSpan(0, k + 1), fit.CancellationToken);
            }
        );
        return (sequence, rows);
    }

    // Rows without those that miss a value which no training row misses.
    private float[] Possible(ReadOnlySpan<float> rows)
    {
        int width = dimensions.Count;
        var kept = new List<float>(rows.Length);
        for (int start = 0; start < rows.Length; start += width)
        {
            var row = rows.Slice(start, width);
            bool isPossible = true;
            for (int column = 0; column < width; column++)
            {
                isPossible &= !float.IsNaN(row[column]) || dimensions[column].MayBeMissing;
            }

            kept.AddRange(isPossible ? row : []);
        }

        return [.. kept];
    }

    // [columns][rows], those that follow from others, too.
    private float[][] Columns(float[] rows)
    {
        int width = dimensions.Count;
        int count = rows.Length / width;
        var values = new float[columns.Length][];
        CodedRows.Columns(rows, width, [.. Enumerable.Range(0, count)]).CopyTo(values, 0);
        for (int i = width; i < values.Length; i++)
        {
            derived[i - width].Values(rows, values[i] = new float[count]);
        }

        return values;
    }

    // Columns that predict nothing only make trees fit noise.
    private int[] Predicting(float[][] rows)
    {
        if (derived.Count == 0)
        {
            return [];
        }

        var coded = CodedRows.Create(rows, columns, pieces);
        return
        [
            .. Enumerable
                .Range(0, derived.Count)
                .Where(one =>
                    // Series of a panel differ more than the weekdays of each of them.
                    derived[one].Parts.All(part => dimensions[part].Role is ContextRole.Panel or ContextRole.PanelTime)
                    || Enumerable
                        .Range(0, dimensions.Count)
                        .Except(derived[one].Parts)
                        .Any(other => Independence.Depend(coded.Bins[dimensions.Count + one], coded.Bins[other]))
                ),
        ];
    }

    // What a derived column follows from, before columns that may depend on it: those of the fewest parts first.
    private int[] PartsFirst(int[] order) =>
        [
            .. order.OrderBy(column =>
                predicting
                    .Where(one => derived[one].Parts.Contains(column))
                    .Select(one => derived[one].Parts.Count)
                    .DefaultIfEmpty(int.MaxValue)
                    .Min()
            ),
        ];

    // What is known of the rows before of a key comes first, or which row of a panel it is, then what a part of its rows shares, and whether the row is the last one after all else.
    private int[] KnownFirst(int[] order) =>
        [
            .. order.OrderBy(column =>
                dimensions[column].Role switch
                {
                    ContextRole.Place => 0,
                    ContextRole.Before => 1,
                    ContextRole.Shared or ContextRole.Panel or ContextRole.PanelTime => 2,
                    ContextRole.Begin => 3,
                    ContextRole.Part => 4,
                    ContextRole.Repeated => 5,
                    ContextRole.End => 7,
                    _ => 6,
                }
            ),
        ];

    // Each derived column as soon as its parts are there.
    private int[] WithDerived(int[] order)
    {
        var places = predicting.ToLookup(one => derived[one].Parts.Max(part => Array.IndexOf(order, part)));
        return
        [
            .. order.SelectMany((column, place) => places[place].Select(one => dimensions.Count + one).Prepend(column)),
        ];
    }

    // The columns as they stand, or those with the fewest values first, or categories of many levels behind these; of each, also with what derived columns follow from first: what some of the rows say.
    private int[] ChooseOrder(float[][] all, int[] trainPart, int[] validationPart)
    {
        int[] rows = trainPart[..Math.Min(MaxOrderRows, trainPart.Length)];
        int[] validation = validationPart[..Math.Min(MaxOrderRows, validationPart.Length)];
        var folds = Folds(rows, validation);
        int[] plain = [.. Enumerable.Range(0, dimensions.Count)];
        if (dimensions.Count > MaxOrderedColumns)
        {
            return WithDerived(KnownFirst(PartsFirst(plain)));
        }

        int[] distinct = Array.ConvertAll(Take(all[..dimensions.Count], rows), column => column.Distinct().Count());
        int[] fewFirst = [.. plain.OrderBy(column => distinct[column])];
        int[] manyLevelsLast = [.. fewFirst.OrderBy(column => HasManyLevels(column) ? 1 : 0)];
        int[][] orders = manyLevelsLast.SequenceEqual(fewFirst) ? [plain, fewFirst] : [plain, fewFirst, manyLevelsLast];
        return orders
            .SelectMany(order => predicting.Length == 0 ? [order] : (int[][])[PartsFirst(order), order])
            .Select(order => WithDerived(KnownFirst(order)))
            .DistinctBy(order => string.Join(' ', order))
            .MaxBy(LogLikelihood)!;

        bool HasManyLevels(int column) => dimensions[column].IsCategory && distinct[column] > ManyLevels;

        double LogLikelihood(int[] order) =>
            columnFit is null
                ? Choose(all, folds, order, leafRows > 0 ? leafRows : OrderLeafRows).Log
                : Gain(columnFit, all, [.. rows, .. validation], order);
    }

    private double Gain(IColumnFit of, float[][] all, int[] which, int[] order)
    {
        var sets = parts.Coded(Take(all, which), columns, pieces);
        var gains = new double[order.Length];
        Each(
            sets.All.Count,
            (0, 0),
            order,
            k => gains[k] = of.Gain(parts.Of(order[k], sets), order.AsSpan(0, k + 1), fit.CancellationToken)
        );
        return gains.Sum();
    }

    private ChoiceRows ChoiceOf(CodedRows train, float[][] validation, int[] order) =>
        new(train, CodedRows.Create(validation, train.Levels, pieces), LinearFit.Create(train, order, pieces));

    private (ColumnSettings[] Settings, double Log) Choose(
        float[][] all,
        (int[] Train, int[] Validation)[] split,
        int[] order,
        int rowsOfLeaf,
        double progress = 0
    )
    {
        var folds = new List<ChoiceRows>();
        var ofParts = new List<ChoiceRows>();
        foreach (var (train, validation) in split)
        {
            var sets = parts.Coded(Take(all, train), columns, pieces);
            var tested = parts.Sets(Take(all, validation));
            folds.Add(ChoiceOf(sets.All, tested.All, order));
            ofParts.AddRange(
                sets.OfParts is { } begun && tested.OfParts is { } some ? [ChoiceOf(begun, some, order)] : []
            );
        }

        var ofKeys = split.Length == 0 ? [] : ChoicesOfKeys(all, split[0].Train, split[0].Validation, order);
        var sources = new RowSets<List<ChoiceRows>>(
            folds,
            ofKeys.Count == 0 ? null : ofKeys,
            ofParts.Count == folds.Count ? ofParts : null
        );
        var found = new (ColumnSettings Settings, double Log)[order.Length];
        Each(
            folds.Sum(fold => fold.Train.Count),
            (0, progress),
            order,
            k =>
                found[k] = ColumnFit.Choose(
                    [.. parts.Of(order[k], sources)],
                    order.AsSpan(0, k + 1),
                    rowsOfLeaf,
                    fit.CancellationToken
                )
        );
        return (Array.ConvertAll(found, one => one.Settings), found.Sum(one => one.Log));
    }

    // A key is known by its first row only, so that few of them may be in folds.
    private List<ChoiceRows> ChoicesOfKeys(float[][] all, int[] train, int[] validation, int[] order)
    {
        if (parts.Sets(Take(all, [.. train, .. validation])).OfKeys is not { } first)
        {
            return [];
        }

        int[] rows = [.. Enumerable.Range(0, first[0].Length)];
        if (RowFolds.AreFew(rows.Length) && RowFolds.AreEnough(rows.Length))
        {
            return [.. RowFolds.Of(rows).Select(fold => Of(Take(first, fold.Train), Take(first, fold.Validation)))];
        }

        return parts.Sets(Take(all, train)).OfKeys is { } own && parts.Sets(Take(all, validation)).OfKeys is { } tested
            ? [Of(own, tested)]
            : [];

        ChoiceRows Of(float[][] own, float[][] tested) =>
            ChoiceOf(CodedRows.Create(own, columns, pieces), tested, order);
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

    // Rows of one subject must not be in both parts.
    private (int[] Train, int[] Validation)[] Folds(int[] train, int[] validation)
    {
        if (
            !RowFolds.AreFew(train.Length + validation.Length)
            || Array.Exists(columns, column => column.RowsPerValue > 1 || column.Role == ContextRole.Shared)
        )
        {
            return [(train, validation)];
        }

        return RowFolds.Of([.. validation, .. train]);
    }

    private static float[][] Take(float[][] columns, int[] which) =>
        Array.ConvertAll(columns, column => Array.ConvertAll(which, row => column[row]));

    // The last columns, which take the longest, first.
    private void Each(int rows, (double From, double To) progress, int[] order, Action<int> work)
    {
        int[] fitted = [.. Enumerable.Range(0, order.Length).Where(k => order[k] < dimensions.Count)];
        int finished = 0;
        pieces.Run(
            fitted.Length,
            (long)rows * fitted.Length * NanosecondsPerValue,
            piece =>
            {
                work(fitted[fitted.Length - 1 - piece]);
                double done = Interlocked.Increment(ref finished) / (double)fitted.Length;
                fit.Progress(progress.From + (done * (progress.To - progress.From)));
            }
        );
    }

    // Rows with what fits linear predictors of them.
    private sealed record FitOf(CodedRows Rows, LinearFit? Linear);
}
