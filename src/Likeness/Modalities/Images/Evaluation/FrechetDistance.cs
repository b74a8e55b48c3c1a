using MathNet.Numerics.LinearAlgebra;

namespace Likeness.Modalities.Images.Evaluation;

/// <summary>
/// The squared Fréchet distance of two Gaussians, ‖μ₁ − μ₂‖² + Tr(Σ₁ + Σ₂ − 2 (Σ₁Σ₂)^½). Heusel et al. 2017, arXiv:1706.08500, eq. 6;
/// Dowson and Landau 1982. The trace of the root is Σ √λ of the symmetric Σ₁^½ Σ₂ Σ₁^½, which has the eigenvalues of Σ₁Σ₂.
/// </summary>
internal static class FrechetDistance
{
    public static double Between(Moments first, Moments second)
    {
        double distance = 0;
        for (int i = 0; i < first.Mean.Length; i++)
        {
            double difference = first.Mean[i] - second.Mean[i];
            distance += difference * difference;
        }

        var a = Symmetric(first);
        var b = Symmetric(second);
        var eigen = a.Evd(Symmetricity.Symmetric);
        var vectors = eigen.EigenVectors;
        var roots = Vector<double>.Build.Dense(a.RowCount, i => Math.Sqrt(Math.Max(0, eigen.EigenValues[i].Real)));
        var root = vectors * Matrix<double>.Build.DenseOfDiagonalVector(roots) * vectors.Transpose();
        var product = root * b * root;
        // Rounding makes it slightly asymmetric, and zero eigenvalues slightly positive, whose roots would not be small.
        var values = ((product + product.Transpose()) / 2).Evd(Symmetricity.Symmetric).EigenValues;
        double rounding = values.Max(value => value.Real) * a.RowCount * 1e-15;
        double trace = values.Where(value => value.Real > rounding).Sum(value => Math.Sqrt(value.Real));
        return distance + a.Trace() + b.Trace() - (2 * trace);
    }

    private static Matrix<double> Symmetric(Moments moments) =>
        Matrix<double>.Build.Dense(moments.Mean.Length, moments.Mean.Length, [.. moments.Covariance]);
}
