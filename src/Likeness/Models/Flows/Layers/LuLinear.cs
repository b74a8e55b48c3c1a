using Likeness.Compute.Graph;
using Likeness.Nn;
using MathNet.Numerics.LinearAlgebra;

namespace Likeness.Models.Flows.Layers;

/// <summary>
/// y = x·Wᵀ + b, at each spatial position of an image or on a row, with W = P·L·U, whose log-determinant per position is the sum of U's log-diagonal. Kingma and Dhariwal 2018, arXiv:1807.03039,
/// §3.2, eq. 10. P is a fixed permutation with signs, L has a diagonal of ones, U a positive one; W starts as a random
/// rotation.
/// </summary>
internal sealed class LuLinear : FlowLayer
{
    private readonly int size;
    private readonly Parameter triangles; // below the diagonal that of L, above it that of U; the diagonal is not read
    private readonly Parameter logDiagonal;
    private readonly Parameter bias;
    private readonly Parameter permutation; // P: [d, d]
    private readonly Tensor below; // 1 below the diagonal
    private readonly Tensor above;
    private readonly Tensor one; // I

    /// <summary>Makes the layer's parameters and the fixed P, a buffer.</summary>
    public LuLinear(ParameterScope scope, int dimensions)
    {
        size = dimensions;
        triangles = scope.Normal("triangles", [size, size], 1);
        logDiagonal = scope.Constant("log_diagonal", [size], 0);
        bias = scope.Constant("bias", [size], 0);
        permutation = scope.Buffer("permutation", [size, size], 0);
        below = Where((row, column) => row > column);
        above = Where((row, column) => row < column);
        one = Where((row, column) => row == column);
        if (triangles.Values.ContainsAnyExcept(0))
        {
            Initialise();
        }
    }

    public override (Tensor Result, Tensor LogDeterminant) Forward(Tensor x, ForwardPass pass) =>
        (
            Mixed(x, Weight()) + Standardisation.ForChannels(bias, x),
            logDiagonal.Tensor.Sum().Reshape([1]) * (x.Shape.Count / (x.Shape[0] * size))
        );

    /// <summary>
    /// By the inverse matrix and one step of iterative refinement: x ← x + W⁻¹(y − W·x) (Higham 2002, Accuracy and Stability
    /// of Numerical Algorithms, §12).
    /// </summary>
    public override Tensor Inverse(Tensor y)
    {
        var weight = Weight();
        var upper = UnitInverse(triangles.Tensor * above * (-logDiagonal.Tensor).Exp().Reshape([size, 1]));
        upper *= (-logDiagonal.Tensor).Exp(); // (I + D⁻¹N)⁻¹·D⁻¹
        var inverse = upper.MatMul(UnitInverse(triangles.Tensor * below)).MatMul(permutation.Tensor.Transpose());
        var target = y - Standardisation.ForChannels(bias, y);
        var x = Mixed(target, inverse);
        return x + Mixed(target - Mixed(x, weight), inverse);
    }

    // A matrix along the axis of dimensions or channels.
    private Tensor Mixed(Tensor x, Tensor matrix) =>
        x.Shape.Rank == 2
            ? Linear.Project(x, matrix, bias: null)
            : x.Convolve(matrix.Reshape([1, 1, size, size]), [Window.Padded(0), Window.Padded(0)]);

    private Tensor Weight()
    {
        var lower = (triangles.Tensor * below) + one;
        var upper = (triangles.Tensor * above) + (one * logDiagonal.Tensor.Exp());
        return permutation.Tensor.MatMul(lower).MatMul(upper); // [d, d]
    }

    /// <summary>
    /// (I + N)⁻¹ of a strictly triangular N, block by block (Du Croz and Higham 1992, Stability of methods for matrix inversion, §3.2):
    /// if X inverts all diagonal blocks of one size, X − X·C·X inverts those of twice the size, where C is the part of N in these
    /// blocks but not in those of X. As stable as substitution, in 2 log₂ d matmuls.
    /// </summary>
    private Tensor UnitInverse(Tensor strict)
    {
        var inverse = one;
        for (int block = 1; block < size; block *= 2)
        {
            var joint = Where(
                (row, column) => row / (2 * block) == column / (2 * block) && row / block != column / block
            );
            inverse -= inverse.MatMul(strict * joint).MatMul(inverse);
        }

        return inverse;
    }

    /// <summary>Makes a rotation from the normal numbers in the parameter, and factors it.</summary>
    private void Initialise()
    {
        var normal = Matrix<double>.Build.Dense(size, size, (i, j) => triangles.Values[(i * size) + j]);
        var rotation = normal.QR().Q;
        var parts = rotation.LU();
        var unpermuted = parts.L * parts.U; // Pᵀ·W
        for (int row = 0; row < size; row++)
        {
            // Signs that make U's diagonal positive go through L into P: P·L·U = (P·S)·(S·L·S)·(S·U).
            double sign = Math.Sign(parts.U[row, row]);
            logDiagonal.Values[row] = (float)Math.Log(Math.Abs(parts.U[row, row]));
            for (int column = 0; column < size; column++)
            {
                triangles.Values[(row * size) + column] = (float)(
                    row > column ? sign * parts.L[row, column] * Math.Sign(parts.U[column, column])
                    : row < column ? sign * parts.U[row, column]
                    : 0
                );
            }

            int position = Enumerable.Range(0, size).MinBy(i => (rotation.Row(i) - unpermuted.Row(row)).L2Norm());
            permutation.Values[(position * size) + row] = (float)sign;
        }
    }

    private Tensor Where(Func<int, int, bool> holds)
    {
        var values = new float[size * size];
        for (int i = 0; i < values.Length; i++)
        {
            values[i] = holds(i / size, i % size) ? 1 : 0;
        }

        return Tensor.Constant([size, size], values);
    }
}
