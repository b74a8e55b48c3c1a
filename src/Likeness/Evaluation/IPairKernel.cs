using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Likeness.Evaluation;

/// <summary>A function of the squared distance of two rows, eight pairs at a time.</summary>
internal interface IPairKernel
{
    /// <summary>k of a row with itself.</summary>
    double AtZero { get; }

    Vector512<double> Evaluate(Vector512<double> squaredDistance);
}

/// <summary>k = exp(−‖x−y‖² / (2σ²)).</summary>
internal readonly struct GaussianKernel(double sigma) : IPairKernel
{
    private readonly double factor = -1 / (2 * sigma * sigma);

    public double AtZero => 1;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public Vector512<double> Evaluate(Vector512<double> squaredDistance) =>
        Exponential.Compute(squaredDistance * factor);
}

/// <summary>The mean of five Gaussian kernels with σ = 2, 1, ½, ¼ and ⅛ times a bandwidth: each is the fourth power of the previous one.</summary>
internal readonly struct MultiscaleKernel(double sigma) : IPairKernel
{
    private readonly double factor = -1 / (8 * sigma * sigma);

    public double AtZero => 1;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public Vector512<double> Evaluate(Vector512<double> squaredDistance)
    {
        Vector512<double> power = Exponential.Compute(squaredDistance * factor);
        Vector512<double> sum = power;
        for (int halving = 0; halving < 4; halving++)
        {
            power *= power;
            power *= power;
            sum += power;
        }

        return sum * 0.2;
    }
}

/// <summary>k = −‖x−y‖, whose MMD² is the energy distance (Sejdinovic et al. 2013).</summary>
internal readonly struct DistanceKernel : IPairKernel
{
    public double AtZero => 0;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public Vector512<double> Evaluate(Vector512<double> squaredDistance) => -Vector512.Sqrt(squaredDistance);
}
