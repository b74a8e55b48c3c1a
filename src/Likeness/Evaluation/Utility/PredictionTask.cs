using Likeness.Data;
using Likeness.Trees;

namespace Likeness.Evaluation.Utility;

/// <summary>Predicts one column from all others by boosted trees, with categories and missing values split natively.</summary>
internal sealed class PredictionTask
{
    // Each class costs as much as a whole problem of two classes.
    private const int MaxClasses = 20;
    private const int MinRows = 10;

    private readonly int target;
    private readonly int[] features;
    private readonly Dictionary<double, int> classOf; // empty for numbers
    private readonly CancellationToken cancellationToken;

    /// <summary>Defines the problem by real rows.</summary>
    /// <param name="real">Real rows; they say which classes exist.</param>
    /// <param name="target">The index of the predicted column.</param>
    /// <param name="cancellationToken">Cancels a fit.</param>
    public PredictionTask(Table real, int target, CancellationToken cancellationToken)
    {
        (this.target, this.cancellationToken) = (target, cancellationToken);
        features = [.. Enumerable.Range(0, real.Width).Where(column => column != target)];
        classOf = ClassesOf(real, target);
        Classes = classOf.Count == 0 ? 0 : classOf.Values.Max() + 1;
    }

    /// <summary>The number of classes; 0 for numbers.</summary>
    public int Classes { get; }

    /// <summary>The rows whose target is present.</summary>
    public Table Known(Table rows)
    {
        int[] known = [.. Enumerable.Range(0, rows.RowCount).Where(row => !double.IsNaN(rows[row, target]))];
        return known.Length == rows.RowCount ? rows : rows.TakeRows(known);
    }

    /// <summary>The targets of rows: numbers, or the index of each class.</summary>
    public double[] Targets(Table rows) =>
        Classes == 0
            ? rows.ColumnValues(target)
            : [.. rows.ColumnValues(target).Select(cell => (double)classOf.GetValueOrDefault(cell, Classes - 1))];

    /// <summary>Trains on some rows and predicts others; null if there is nothing to learn from.</summary>
    /// <returns>[1][rows] numbers, or [classes][rows] probabilities.</returns>
    public double[][]? Predict(Table train, Table test)
    {
        double[] targets = Targets(train);
        if (targets.Length < MinRows || targets.Distinct().Count() < 2)
        {
            return null;
        }

        // Columns without a value have nothing to split.
        int[] used =
        [
            .. features.Where(column => Array.Exists(train.ColumnValues(column), cell => !double.IsNaN(cell))),
        ];
        bool[] isCategory = [.. used.Select(column => train.Columns[column].Kind.LevelCount > 0)];
        var table = BinnedTable.FromColumns([.. used.Select(train.ColumnValues)], isCategory);
        var options = new BoostedTreesOptions
        {
            Loss =
                Classes == 0 ? BoostingLoss.SquaredError
                : Classes == 2 ? BoostingLoss.Logistic
                : BoostingLoss.Softmax(Classes),
        };
        var trees = BoostedTrees.Fit(table, targets, options, workers: null, cancellationToken);
        double[][] predicted = trees.Predict(table.Bin([.. used.Select(test.ColumnValues)]));
        return Classes == 2
            ?
            [
                [.. predicted[0].Select(p => 1 - p)],
                predicted[0],
            ]
            : predicted;
    }

    // The most frequent classes; all others are one class together.
    private static Dictionary<double, int> ClassesOf(Table real, int target)
    {
        var counts = real.ColumnValues(target).Where(cell => !double.IsNaN(cell)).CountBy(cell => cell).ToList();
        bool isClass = real.Columns[target].Kind.LevelCount > 0 || counts.Count == 2;
        return !isClass
            ? []
            : counts
                .OrderByDescending(one => one.Value)
                .ThenBy(one => one.Key)
                .Select((one, place) => (one.Key, Class: Math.Min(place, MaxClasses - 1)))
                .ToDictionary(one => one.Key, one => one.Class);
    }
}
