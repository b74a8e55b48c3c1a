using Likeness.Numerics;
using MathNet.Numerics.LinearAlgebra;

namespace Likeness.Modalities.Tables.Rules.Formulas;

/// <summary>Least squares by normal equations, whose diagonal is a little larger, so that columns may depend on each other.</summary>
internal static class RidgeFit
{
    /// <summary>The multiples of columns that are nearest to a target.</summary>
    /// <param name="columns">The columns, by rows.</param>
    /// <param name="target">The target, by rows.</param>
    /// <param name="ridge">What is added to the diagonal.</param>
    public static double[] Solve(double[][] columns, double[] target, double ridge)
    {
        int count = columns.Length;
        double[] products = CrossProducts.Of([.. columns, target]);
        double Product(int i, int j) => products[(i * (count + 1)) + j];
        var normal = Matrix<double>.Build.Dense(count, count, (i, j) => Product(i, j) + (i == j ? ridge : 0));
        var right = Vector<double>.Build.Dense(count, i => Product(i, count));
        return normal.Cholesky().Solve(right).ToArray();
    }
}
