namespace Likeness.Compute.Cpu;

/// <summary>Functions of the reference that <see cref="Math"/> lacks, within a few ulp.</summary>
internal static class DoubleFunctions
{
    /// <summary>eˣ − 1 by Kahan's correction: u = eˣ, (u − 1) · x / ln u.</summary>
    public static double Expm1(double x)
    {
        double u = Math.Exp(x);
        if (u == 1)
        {
            return x;
        }

        double difference = u - 1;
        return difference == -1 || !double.IsFinite(u) || Math.Abs(x) > 1 ? difference : difference * x / Math.Log(u);
    }

    /// <summary>ln(1 + x) by Kahan's correction: u = 1 + x, ln u · x / (u − 1).</summary>
    public static double Log1P(double x)
    {
        double u = 1 + x;
        if (u == 1)
        {
            return x;
        }

        return u <= 0 || !double.IsFinite(u) ? Math.Log(u) : Math.Log(u) * x / (u - 1);
    }

    /// <summary>
    /// The error function by its series of positive terms, erf x = 2/√π · e^(−x²) · Σ 2ⁿ x^(2n+1) / (2n+1)!!
    /// (Abramowitz and Stegun 7.1.6).
    /// </summary>
    public static double Erf(double x)
    {
        if (double.IsNaN(x) || Math.Abs(x) >= 6)
        {
            return double.IsNaN(x) ? x : Math.Sign(x);
        }

        double term = x;
        double sum = x;
        for (int n = 1; Math.Abs(term) > 1e-18 * Math.Abs(sum); n++)
        {
            term *= 2 * x * x / ((2 * n) + 1);
            sum += term;
        }

        return 2 / Math.Sqrt(Math.PI) * Math.Exp(-x * x) * sum;
    }
}
