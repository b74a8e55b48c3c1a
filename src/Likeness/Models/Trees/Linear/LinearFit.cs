using Likeness.Numerics;
using Likeness.Trees;

namespace Likeness.Models.Trees.Linear;

/// <summary>
/// Fits linear predictors of the columns of an order by ridge regression. A training row's own sum is by the other folds, so that trees do not trust it more than that of a new row.
/// </summary>
internal sealed class LinearFit
{
    private const int Folds = 5;
    private const int MaxRows = 10_000;
    private const int MinRows = 50;
    private const int MaxFeatures = 250;
    private const double MinExplained = 0.02; // of the variance

    private readonly CodedRows rows;
    private readonly int[] order;
    private readonly int[][] folds; // their rows
    private readonly float[][][] tables; // [places in the order][features][bins + 1]
    private readonly int[] first; // feature of each place, and their number; the one before all is 1
    private readonly double[][][] values; // [folds][features][rows of the fold]
    private readonly RidgeFolds whole; // of columns that no row misses

    private LinearFit(CodedRows rows, int[] order, float[][][] tables, Pieces pieces)
    {
        (this.rows, this.order, this.tables) = (rows, order, tables);
        first = new int[tables.Length + 1];
        first[0] = 1;
        for (int place = 0; place < tables.Length; place++)
        {
            first[place + 1] = first[place] + tables[place].Length;
        }

        int count = Math.Min(MaxRows, rows.Count);
        int[] sample = [.. Enumerable.Range(0, count).Select(i => (int)((long)i * rows.Count / count))];
        folds = [.. Enumerable.Range(0, Folds).Select(fold => (int[])[.. sample.Where((_, i) => i % Folds == fold)])];
        values = Array.ConvertAll(folds, Values);
        int features = first[^1];
        double[][] products = [.. Enumerable.Range(0, Folds).Select(_ => new double[features * features])];
        pieces.Run(features, (long)features * features * count / 4, row => Multiply(values, products, row));
        whole = new RidgeFolds(products, features);
    }

    /// <summary>Prepares the fit; null where rows are few or columns are many.</summary>
    /// <param name="rows">The training rows.</param>
    /// <param name="order">The order of the columns.</param>
    /// <param name="pieces">Does the work.</param>
    public static LinearFit? Create(CodedRows rows, int[] order, Pieces pieces)
    {
        if (rows.Count < MinRows || rows.Levels.Length > MaxFeatures)
        {
            return null;
        }

        foreach (bool isPlain in (bool[])[false, true])
        {
            float[][][] tables = Array.ConvertAll(
                rows.Levels,
                levels => LinearFeatures.Of(levels, rows.Count, isPlain)
            );
            if (tables.Sum(table => table.Length) < MaxFeatures)
            {
                return new(rows, order, Array.ConvertAll(order, column => tables[column]), pieces);
            }
        }

        return null;
    }

    /// <summary>Fits the linear predictor of a column.</summary>
    /// <param name="place">The column's place in the order.</param>
    /// <returns>The predictor, and the bin of each training row; null where the columns before it say nothing of it in this way.</returns>
    public (LinearPredictor Predictor, byte[] Bins)? Fit(int place)
    {
        var levels = rows.Levels[order[place]];
        // Categories of several levels have no order.
        if (place < 2 || levels.Count < 2 || (levels.IsCategory && levels.Count > 2))
        {
            return null;
        }

        int[] codes = rows.Codes[order[place]];
        int[][] present = Array.ConvertAll(
            folds,
            own => (int[])[.. Enumerable.Range(0, own.Length).Where(i => codes[own[i]] != levels.Missing)]
        );
        int count = present.Sum(some => some.Length);
        if (count < MinRows || Array.Exists(present, some => some.Length == 0))
        {
            return null;
        }

        int n = first[place];
        bool isWhole = count == folds.Sum(own => own.Length);
        double[][][] features = isWhole ? values : [.. values.Zip(present, (all, some) => Taken(all[..n], some))];
        var ridges = isWhole ? whole : new RidgeFolds(Array.ConvertAll(features, Products), n);
        double[][] targets =
        [
            .. folds.Zip(
                present,
                (own, some) => Array.ConvertAll(some, i => LinearFeatures.Target(levels, codes[own[i]]))
            ),
        ];
        double[][] rights =
        [
            .. features.Zip(targets, (x, y) => Array.ConvertAll(x[..n], feature => LaneSums.Dot(feature, y))),
        ];
        double[] squares = Array.ConvertAll(targets, y => LaneSums.Dot(y, y));
        double[] right = rights.Aggregate(RidgeFolds.Plus);
        double[][] others = Array.ConvertAll(rights, own => RidgeFolds.Minus(right, own));
        int ridge = Enumerable
            .Range(0, RidgeFolds.Ridges.Length)
            .MinBy(one => ridges.Error(0, ridges.Weights(0, one, others[0]), rights[0], squares[0]));
        double[][] weights = [.. others.Select((other, fold) => ridges.Weights(fold, ridge, other))];
        double error = weights.Select((w, fold) => ridges.Error(fold, w, rights[fold], squares[fold])).Sum();
        double total = squares.Aggregate((a, b) => a + b) - (right[0] * right[0] / count);
        return error < (1 - MinExplained) * total
            ? Predicted(place, ridges.Weights(Folds, ridge, right), weights)
            : null;
    }

    private (LinearPredictor Predictor, byte[] Bins) Predicted(int place, double[] weights, double[][] withoutFolds)
    {
        var (terms, starts) = Terms(place, weights);
        float[] sums = new LinearPredictor(terms, starts, [0]).Sums(before => rows.Bins[order[before]], rows.Count);
        for (int fold = 0; fold < Folds; fold++)
        {
            int[] own = folds[fold];
            float[] byOthers = new LinearPredictor(Terms(place, withoutFolds[fold]).Terms, starts, [0]).Sums(
                before => Array.ConvertAll(own, row => rows.Bins[order[before]][row]),
                own.Length
            );
            for (int i = 0; i < own.Length; i++)
            {
                sums[own[i]] = byOthers[i];
            }
        }

        var predictor = new LinearPredictor(terms, starts, LinearPredictor.ValuesOf(sums));
        return (predictor, Array.ConvertAll(sums, predictor.Bin));
    }

    private static double[][] Taken(double[][] features, int[] some) =>
        Array.ConvertAll(features, feature => Array.ConvertAll(some, i => feature[i]));

    private static double[] Products(double[][] features)
    {
        int n = features.Length;
        var products = new double[n * n];
        for (int row = 0; row < n; row++)
        {
            Multiply([features], [products], row);
        }

        return products;
    }

    private (float[] Terms, int[] Starts) Terms(int place, double[] weights)
    {
        var terms = new List<float>();
        int[] starts = new int[place + 1];
        int at = 1;
        for (int i = 0; i < place; i++)
        {
            float[][] table = tables[i];
            if (table.Length > 0)
            {
                var own = new float[table[0].Length];
                // The weight of 1.
                Array.Fill(own, terms.Count == 0 ? (float)weights[0] : 0);
                foreach (float[] feature in table)
                {
                    for (int bin = 0; bin < own.Length; bin++)
                    {
                        own[bin] += (float)(weights[at] * feature[bin]);
                    }

                    at++;
                }

                terms.AddRange(own);
            }

            starts[i + 1] = terms.Count;
        }

        return ([.. terms], starts);
    }

    // [features][rows]; the first feature is 1.
    private double[][] Values(int[] own)
    {
        var found = new double[first[^1]][];
        found[0] = new double[own.Length];
        Array.Fill(found[0], 1);
        for (int place = 0; place < tables.Length; place++)
        {
            byte[] bins = rows.Bins[order[place]];
            for (int feature = 0; feature < tables[place].Length; feature++)
            {
                float[] table = tables[place][feature];
                found[first[place] + feature] = Array.ConvertAll(own, row => (double)table[bins[row]]);
            }
        }

        return found;
    }

    private static void Multiply(double[][][] values, double[][] products, int row)
    {
        for (int fold = 0; fold < values.Length; fold++)
        {
            int stride = values[fold].Length;
            for (int column = 0; column <= row; column++)
            {
                products[fold][(row * stride) + column] = LaneSums.Dot(values[fold][row], values[fold][column]);
            }
        }
    }
}
