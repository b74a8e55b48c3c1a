using Likeness.Numerics;
using Likeness.Trees;

namespace Likeness.Models.Trees.Linear;

/// <summary>
/// Fits linear predictors of columns by ridge regression (Hoerl and Kennard 1970). A training row's own sum is by the other folds, so that trees do not trust it more than that of a new row.
/// </summary>
internal sealed class LinearFit
{
    private const int Folds = 5;
    private const int MaxRows = 10_000;
    private const int MinRows = 50;
    private const int MaxFeatures = 250;
    private const double MinExplained = 0.02; // of the variance
    private static readonly double[] Ridges = [0.3, 3, 30];

    private readonly CodedRows rows;
    private readonly int[] sample; // rows of the fit
    private readonly float[][][] tables; // [columns][features][bins + 1]
    private readonly int[] first; // feature of each column, and their number
    private readonly double[][][] values; // [folds][features][rows of the fold]
    private readonly double[][] products; // [folds][features × features]

    private LinearFit(CodedRows rows, float[][][] tables, Pieces pieces)
    {
        (this.rows, this.tables) = (rows, tables);
        first = new int[tables.Length + 1];
        for (int column = 0; column < tables.Length; column++)
        {
            first[column + 1] = first[column] + tables[column].Length;
        }

        int count = Math.Min(MaxRows, rows.Count);
        sample = [.. Enumerable.Range(0, count).Select(i => (int)((long)i * rows.Count / count))];
        values = [.. Enumerable.Range(0, Folds).Select(fold => Values(InFold(sample, fold)))];
        int features = first[^1] + 1;
        products = [.. Enumerable.Range(0, Folds).Select(_ => new double[features * features])];
        pieces.Run(features, (long)features * features * count / 4, row => Multiply(values, products, row));
    }

    /// <summary>Prepares the fit; null where rows are few or columns are many.</summary>
    /// <param name="rows">The training rows.</param>
    /// <param name="pieces">Does the work.</param>
    public static LinearFit? Create(CodedRows rows, Pieces pieces)
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
                return new(rows, tables, pieces);
            }
        }

        return null;
    }

    /// <summary>Fits the linear predictor of a column.</summary>
    /// <param name="columns">The columns of the order up to this one.</param>
    /// <returns>The predictor, and the bin of each training row; null where the columns before it say nothing of it in this way.</returns>
    public (LinearPredictor Predictor, byte[] Bins)? Fit(ReadOnlySpan<int> columns)
    {
        var levels = rows.Levels[columns[^1]];
        int[] before = columns[..^1].ToArray();
        // Categories of several levels have no order.
        if (before.Length < 2 || levels.Count < 2 || (levels.IsCategory && levels.Count > 2))
        {
            return null;
        }

        int[] codes = rows.Codes[columns[^1]];
        int[] features =
        [
            first[^1],
            .. before.SelectMany(column => Enumerable.Range(first[column], first[column + 1] - first[column])),
        ];
        var folds = new Fold[Folds];
        for (int fold = 0; fold < Folds; fold++)
        {
            folds[fold] = FoldOf(fold, features, codes, levels);
        }

        int present = folds.Sum(fold => fold.Rows);
        if (present < MinRows || Array.Exists(folds, fold => fold.Rows == 0))
        {
            return null;
        }

        var all = folds.Aggregate((a, b) => a.Plus(b));
        double ridge = Ridges.MinBy(ridge => folds[0].Error(all.Minus(folds[0]).Solve(ridge)));
        double[][] weights = Array.ConvertAll(folds, fold => all.Minus(fold).Solve(ridge));
        double error = folds.Zip(weights, (fold, solution) => fold.Error(solution)).Sum();
        double total = all.Squares - (all.Right[0] * all.Right[0] / present);
        if (!(error < (1 - MinExplained) * total))
        {
            return null;
        }

        var (terms, starts) = Terms(before, all.Solve(ridge));
        var others = weights
            .Select(solution => new LinearPredictor(Terms(before, solution).Terms, starts, [0]))
            .ToArray();
        float[] sums = new LinearPredictor(terms, starts, [0]).Sums(column => rows.Bins[before[column]], rows.Count);
        for (int fold = 0; fold < Folds; fold++)
        {
            int[] own = InFold(sample, fold);
            float[] byOthers = others[fold]
                .Sums(column => Array.ConvertAll(own, row => rows.Bins[before[column]][row]), own.Length);
            for (int i = 0; i < own.Length; i++)
            {
                sums[own[i]] = byOthers[i];
            }
        }

        var predictor = new LinearPredictor(terms, starts, LinearPredictor.ValuesOf(sums));
        return (predictor, Array.ConvertAll(sums, predictor.Bin));
    }

    private Fold FoldOf(int fold, int[] features, int[] codes, ColumnLevels levels)
    {
        int[] own = InFold(sample, fold);
        int[] present = [.. Enumerable.Range(0, own.Length).Where(i => codes[own[i]] != levels.Missing)];
        double[] target = Array.ConvertAll(present, i => LinearFeatures.Target(levels, codes[own[i]]));
        double[][] all = values[fold];
        int n = features.Length;
        var matrix = new double[n * n];
        var right = new double[n];
        bool isWhole = present.Length == own.Length;
        int stride = first[^1] + 1;
        double[][] taken = Array.ConvertAll(
            features,
            feature => isWhole ? all[feature] : Array.ConvertAll(present, i => all[feature][i])
        );
        for (int i = 0; i < n; i++)
        {
            for (int j = 0; j <= i; j++)
            {
                int high = Math.Max(features[i], features[j]);
                int low = Math.Min(features[i], features[j]);
                matrix[(i * n) + j] = isWhole
                    ? products[fold][(high * stride) + low]
                    : LaneSums.Dot(taken[i], taken[j]);
            }

            right[i] = LaneSums.Dot(taken[i], target);
        }

        return new Fold(matrix, right, LaneSums.Dot(target, target), present.Length);
    }

    private (float[] Terms, int[] Starts) Terms(int[] before, double[] weights)
    {
        var terms = new List<float>();
        int[] starts = new int[before.Length + 1];
        int at = 1;
        for (int i = 0; i < before.Length; i++)
        {
            float[][] table = tables[before[i]];
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

    // [features][rows]; the last feature is 1.
    private double[][] Values(int[] own)
    {
        var found = new double[first[^1] + 1][];
        for (int column = 0; column < tables.Length; column++)
        {
            byte[] bins = rows.Bins[column];
            for (int feature = 0; feature < tables[column].Length; feature++)
            {
                float[] table = tables[column][feature];
                found[first[column] + feature] = Array.ConvertAll(own, row => (double)table[bins[row]]);
            }
        }

        found[^1] = new double[own.Length];
        Array.Fill(found[^1], 1);
        return found;
    }

    private static int[] InFold(int[] sample, int fold) => [.. sample.Where((_, i) => i % Folds == fold)];

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

    // Sums over some rows: XᵀX (its lower half), Xᵀy, yᵀy.
    private sealed record Fold(double[] Matrix, double[] Right, double Squares, int Rows)
    {
        public Fold Plus(Fold other) => Combine(other, 1);

        public Fold Minus(Fold other) => Combine(other, -1);

        // The first feature is 1, whose weight is free.
        public double[] Solve(double ridge)
        {
            int n = Right.Length;
            double[] matrix = [.. Matrix];
            for (int i = 0; i < n; i++)
            {
                matrix[(i * n) + i] += i == 0 ? 1e-6 : ridge;
            }

            return Cholesky.Solve(matrix, Right);
        }

        // Σ (y − Xw)².
        public double Error(double[] weights)
        {
            int n = Right.Length;
            double error = Squares;
            for (int i = 0; i < n; i++)
            {
                double half = Matrix[(i * n) + i] * weights[i] / 2;
                half += LaneSums.Dot(Matrix.AsSpan(i * n, i), weights.AsSpan(0, i));
                error += 2 * weights[i] * (half - Right[i]);
            }

            return error;
        }

        private Fold Combine(Fold other, int sign) =>
            new(
                [.. Matrix.Zip(other.Matrix, (a, b) => a + (sign * b))],
                [.. Right.Zip(other.Right, (a, b) => a + (sign * b))],
                Squares + (sign * other.Squares),
                Rows + (sign * other.Rows)
            );
    }
}
