using Likeness.Numerics;

namespace Likeness.Models.Trees.Linear;

/// <summary>
/// Ridge regressions (Hoerl and Kennard 1970) on the first of the features, for rows in folds: by all folds, and by all but one. Matrices and their factors are made once, for the regressions of
/// many columns, each on the features before it.
/// </summary>
internal sealed class RidgeFolds
{
    /// <summary>The penalties that are tried.</summary>
    public static readonly double[] Ridges = [0.3, 3, 30];

    private const double RidgeOfOne = 1e-6; // The first feature is 1, whose weight is free.

    private readonly int stride;
    private readonly double[][] products; // [folds][features × features]: XᵀX, its lower half
    private readonly double[] all;
    private readonly Lazy<double[]>[] factors; // [folds + 1][ridges]

    /// <summary>Takes the products of features.</summary>
    /// <param name="products">Of each fold, those of its rows: [features × features], the lower half.</param>
    /// <param name="features">The number of features.</param>
    public RidgeFolds(double[][] products, int features)
    {
        (this.products, stride) = (products, features);
        all = products.Aggregate(Plus);
        factors =
        [
            .. Enumerable
                .Range(0, (products.Length + 1) * Ridges.Length)
                .Select(i => new Lazy<double[]>(() => FactorOf(i / Ridges.Length, Ridges[i % Ridges.Length]))),
        ];
    }

    /// <summary>The weights of the first features.</summary>
    /// <param name="without">The fold that is left out; the number of folds for none.</param>
    /// <param name="ridge">The place of the penalty.</param>
    /// <param name="right">Xᵀy of the other folds.</param>
    public double[] Weights(int without, int ridge, double[] right) =>
        Cholesky.SolveFactored(factors[(without * Ridges.Length) + ridge].Value, stride, right);

    /// <summary>Σ (y − Xw)² of a fold.</summary>
    /// <param name="fold">The fold.</param>
    /// <param name="weights">w.</param>
    /// <param name="right">Xᵀy of the fold.</param>
    /// <param name="squares">yᵀy of the fold.</param>
    public double Error(int fold, double[] weights, double[] right, double squares)
    {
        double[] matrix = products[fold];
        double error = squares;
        for (int i = 0; i < weights.Length; i++)
        {
            double half = matrix[(i * stride) + i] * weights[i] / 2;
            half += LaneSums.Dot(matrix.AsSpan(i * stride, i), weights.AsSpan(0, i));
            error += 2 * weights[i] * (half - right[i]);
        }

        return error;
    }

    private double[] FactorOf(int without, double ridge)
    {
        double[] matrix = without < products.Length ? Minus(all, products[without]) : [.. all];
        for (int i = 0; i < stride; i++)
        {
            matrix[(i * stride) + i] += i == 0 ? RidgeOfOne : ridge;
        }

        Cholesky.Factor(matrix, stride);
        return matrix;
    }

    /// <summary>a + b.</summary>
    public static double[] Plus(double[] a, double[] b)
    {
        var sums = new double[a.Length];
        for (int i = 0; i < sums.Length; i++)
        {
            sums[i] = a[i] + b[i];
        }

        return sums;
    }

    /// <summary>a − b.</summary>
    public static double[] Minus(double[] a, double[] b)
    {
        var rests = new double[a.Length];
        for (int i = 0; i < rests.Length; i++)
        {
            rests[i] = a[i] - b[i];
        }

        return rests;
    }
}
