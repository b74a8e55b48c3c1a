using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Likeness.Evaluation;

/// <summary>
/// eˣ for x ≤ 0, within 2 ulp: eˣ = 2ⁿ · eʳ with n = round(x / ln 2), |r| ≤ ½ ln 2, and eʳ by a minimax polynomial of degree 11, whose rest is
/// below 4·10⁻¹⁸ (coefficients: tests/golden/polynomials.py). Many times as fast as Math.Exp.
/// </summary>
internal static class Exponential
{
    // Below this eˣ is negligible, and its exponent would soon overflow the format.
    private const double Min = -700;

    // Adding it leaves the nearest integer in the lowest bits.
    private const double Rounding = 6755399441055744;

    // ln 2 in two parts, the first with so few digits that its multiples are exact. Fdlibm, e_exp.c.
    private const double Ln2High = 6.93147180369123816490e-01;
    private const double Ln2Low = 1.90821492927058770002e-10;
    private const double PerLn2 = 1.44269504088896338700;
    private const int ExponentBits = 52;

    /// <summary>eˣ of eight numbers.</summary>
    /// <param name="x">At most 0; below −700 as −700.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<double> Compute(Vector512<double> x)
    {
        x = Vector512.Max(x, Vector512.Create(Min));
        Vector512<double> rounded = Vector512.FusedMultiplyAdd(x, Vector512.Create(PerLn2), Vector512.Create(Rounding));
        Vector512<double> n = rounded - Vector512.Create(Rounding);
        Vector512<double> r = Vector512.FusedMultiplyAdd(n, Vector512.Create(-Ln2High), x);
        r = Vector512.FusedMultiplyAdd(n, Vector512.Create(-Ln2Low), r);
        Vector512<double> r2 = r * r;
        Vector512<double> r4 = r2 * r2;

        // (eʳ − 1 − r) / r², evaluated by Estrin's scheme, which shortens the dependency chain.
        Vector512<double> low = Vector512.FusedMultiplyAdd(
            Pair(0.04166666666652711, 0.008333333333482474, r),
            r2,
            Pair(0.5000000000000011, 0.16666666666666435, r)
        );
        Vector512<double> high = Vector512.FusedMultiplyAdd(
            Pair(2.4801492426548087e-05, 2.7557567563421956e-06, r),
            r2,
            Pair(0.001388888894432783, 0.00019841269529423462, r)
        );
        high = Vector512.FusedMultiplyAdd(Pair(2.76304794647664e-07, 2.50057244091818e-08, r), r4, high);
        Vector512<double> rest = Vector512.FusedMultiplyAdd(high, r4, low);
        Vector512<double> power = Vector512.FusedMultiplyAdd(rest, r2, r) + Vector512.Create(1.0);
        return (power.AsInt64() + (rounded.AsInt64() << ExponentBits)).AsDouble();
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<double> Pair(double a, double b, Vector512<double> r) =>
        Vector512.FusedMultiplyAdd(Vector512.Create(b), r, Vector512.Create(a));
}
