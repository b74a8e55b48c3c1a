using System.Globalization;

namespace Likeness.Data;

/// <summary>The decimal or binary precision that numbers were written with, estimated from the numbers.</summary>
/// <param name="Values">The intended numbers: 0.1 if the file holds the 32-bit number nearest to it.</param>
/// <param name="Decimals">The fewest decimal places that represent them all, or null if 9 do not.</param>
/// <param name="SinglePrecision">Whether they are 32-bit numbers that differ from the intended ones.</param>
/// <param name="RoundOff">The largest distance of a number from the intended value.</param>
internal sealed record WrittenPrecision(double[] Values, int? Decimals, bool SinglePrecision, double RoundOff)
{
    private const int MaxDecimals = 9;

    // A decimal place must be this many times coarser than the numbers' own last bit, or any number would have it.
    private const double DecimalOverLastBit = 4;
    private const double SingleLastBit = 1.0 / (1 << 24);
    private const double DoubleLastBit = 1.0 / (1L << 53);

    // Two bits of a 32-bit number, and a thousand times the last bit of a 64-bit one, to allow for round-off of arithmetic.
    private const double SingleRoundOff = 1.0 / (1 << 22);
    private const double DoubleRoundOff = 1e-12;
    private const double Slack = 1 + 1e-6;

    /// <summary>Examines all numbers of a column: finite, in any order.</summary>
    public static WrittenPrecision Detect(double[] values)
    {
        double largest = values.Max(Math.Abs);
        if (MinDecimals(values, largest * DoubleLastBit) is int exact)
        {
            return new WrittenPrecision(values, exact, false, HalfUnit(exact));
        }

        if (!Array.TrueForAll(values, value => (float)value == value))
        {
            return new WrittenPrecision(values, null, false, largest * DoubleRoundOff);
        }

        double[] meant = Array.ConvertAll(values, Shortest);
        return MinDecimals(meant, largest * SingleLastBit) is int decimals
            ? new WrittenPrecision(meant, decimals, true, HalfUnit(decimals))
            : new WrittenPrecision(values, null, true, largest * SingleRoundOff);
    }

    private static double HalfUnit(int decimals) => decimals == 0 ? 0 : 0.5 * Math.Pow(10, -decimals) * Slack;

    private static double Shortest(double single) =>
        double.Parse(((float)single).ToString("R", CultureInfo.InvariantCulture), CultureInfo.InvariantCulture);

    private static int? MinDecimals(double[] values, double lastBit)
    {
        int decimals = 0;
        double scale = 1;
        foreach (double value in values)
        {
            while (Math.Round(value * scale) / scale != value)
            {
                scale *= 10;
                if (++decimals > MaxDecimals)
                {
                    return null;
                }
            }
        }

        return DecimalOverLastBit * lastBit * scale <= 1 ? decimals : null;
    }
}
