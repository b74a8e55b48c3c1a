using Likeness.Data;

namespace Likeness.Modalities.Tables.Rules.Formulas;

/// <summary>
/// What unrounded numbers have more than others to the last digit that programs write: a mean that was subtracted, of which short numbers are only near.
/// </summary>
internal static class PreciseConstant
{
    // Of each of two numbers: R writes 15 digits, and logarithms differ by a last bit.
    private const double LastBits = 2.0 / (1L << 52);

    /// <summary>The constant that all rows allow; null if there is none. Of several, a short one, or that of the row which tells the most digits.</summary>
    /// <param name="values">The numbers; NaN where missing.</param>
    /// <param name="others">What is computed from others; NaN where missing.</param>
    public static double? Find(ReadOnlySpan<double> values, ReadOnlySpan<double> others)
    {
        var (low, high) = (double.NegativeInfinity, double.PositiveInfinity);
        var (best, least) = (double.NaN, double.PositiveInfinity);
        for (int row = 0; row < values.Length && low <= high; row++)
        {
            double rest = values[row] - others[row];
            if (!double.IsNaN(rest))
            {
                double slack =
                    Rounding(values[row]) + (LastBits * double.Max(Math.Abs(values[row]), Math.Abs(others[row])));
                (low, high) = (Math.Max(low, rest - slack), Math.Min(high, rest + slack));
                (best, least) = Math.Abs(values[row]) < least ? (rest, Math.Abs(values[row])) : (best, least);
            }
        }

        return low <= high && !double.IsNaN(best) ? SimplestNumber.In(low, high) ?? Math.Clamp(best, low, high) : null;
    }

    // Half of the last of 15 digits.
    private static double Rounding(double value) =>
        value == 0 ? 0 : 0.5 * Math.Pow(10, Math.Floor(Math.Log10(Math.Abs(value))) + 1 - SignificantDigits.MaxExact);
}
