using System.Globalization;

namespace Likeness.Data;

/// <summary>The decimal or binary precision that numbers were written with, estimated from the numbers.</summary>
/// <param name="Values">The intended numbers: 0.1 if the file holds the 32-bit number nearest to it, 0.3 for 0.1 + 0.2 = 0.30000000000000004.</param>
/// <param name="Decimals">The fewest decimal places that represent them all, or null if 9 do not.</param>
/// <param name="SinglePrecision">Whether they are 32-bit numbers that differ from the intended ones, perhaps written with 15 digits.</param>
/// <param name="RoundOff">The largest distance of a number from the intended value.</param>
internal sealed record WrittenPrecision(double[] Values, int? Decimals, bool SinglePrecision, double RoundOff)
{
    private const int MaxDecimals = 9;

    // So many decimals of 32-bit numbers, and so many more than these were meant to have, show that they were rounded.
    private const int MinDecimalsOfSingles = 5;
    private const int MinFurtherDecimals = 2;

    // A decimal place must be this many times coarser than the numbers' own last bit, or any number would have it.
    private const double DecimalOverLastBit = 4;
    private const double SingleLastBit = 1.0 / (1 << 24);
    private const double DoubleLastBit = 1.0 / (1L << 53);

    // Two bits of a 32-bit number, and a thousand times the last bit of a 64-bit one, to allow for round-off of arithmetic.
    private const double SingleRoundOff = 1.0 / (1 << 22);
    private const double DoubleRoundOff = 1e-12;
    private const double Slack = 1 + 1e-6;

    // Of 15 significant digits, as Stata and R write 32-bit numbers, the last one is rounded by half a unit: at most so much of the number.
    private const double FifteenDigits = 5.01e-15;

    // What arithmetic left of decimals: so few, so much coarser than the round-off, and only in numbers that need all digits of a double.
    private const int MaxComputedDecimals = 6;
    private const double DecimalOverRoundOff = 100;
    private const string FewerDigits = "E13";

    /// <summary>Examines all numbers of a column: finite, in any order.</summary>
    public static WrittenPrecision Detect(double[] values)
    {
        double largest = values.Max(Math.Abs);
        if (MinDecimals(values, largest * DoubleLastBit) is int exact)
        {
            if (exact >= MinDecimalsOfSingles && OfSingles(values, exact) is { } singles)
            {
                return singles;
            }

            return new WrittenPrecision(values, exact, false, HalfUnit(exact));
        }

        if (!Array.TrueForAll(values, IsSingle))
        {
            double roundOff = largest * DoubleRoundOff;
            if (ComputedDecimals(values, roundOff) is int computed)
            {
                double scale = Math.Pow(10, computed);
                double[] rounded = Array.ConvertAll(values, value => Math.Round(value * scale) / scale);
                return new WrittenPrecision(rounded, computed, false, HalfUnit(computed));
            }

            return new WrittenPrecision(values, null, false, roundOff);
        }

        double[] meant = Array.ConvertAll(values, Shortest);
        return MinDecimals(meant, largest * SingleLastBit) is int decimals
            ? new WrittenPrecision(meant, decimals, true, HalfUnit(decimals))
            : new WrittenPrecision(values, null, true, largest * SingleRoundOff);
    }

    // 32-bit numbers that were rounded to decimals: 1455.219971 for 1455.22, as prices of shares are published.
    private static WrittenPrecision? OfSingles(double[] values, int exact)
    {
        double tolerance = 0.01 * Math.Pow(10, -exact);
        if (!Array.TrueForAll(values, value => Math.Abs(Math.Round((double)(float)value, exact) - value) <= tolerance))
        {
            return null;
        }

        double[] meant = Array.ConvertAll(values, Shortest);
        return
            MinDecimals(meant, values.Max(Math.Abs) * SingleLastBit) is int decimals
            && exact - decimals >= MinFurtherDecimals
            ? new WrittenPrecision(meant, decimals, true, HalfUnit(decimals))
            : null;
    }

    /// <summary>Whether a number is a 32-bit one, perhaps written with 15 digits: 3.90000009536743.</summary>
    public static bool IsSingle(double value) => Math.Abs(value - (float)value) <= FifteenDigits * Math.Abs(value);

    private static double HalfUnit(int decimals) => decimals == 0 ? 0 : 0.5 * Math.Pow(10, -decimals) * Slack;

    /// <summary>The shortest decimal that gives a 32-bit number.</summary>
    public static double Shortest(double single) =>
        double.Parse(((float)single).ToString("R", CultureInfo.InvariantCulture), CultureInfo.InvariantCulture);

    // Round-off is no chance: continuous numbers are not all so near to few decimals.
    private static int? ComputedDecimals(double[] values, double roundOff)
    {
        int decimals = 0;
        double scale = 1;
        foreach (double value in values)
        {
            while (!IsComputed(value, Math.Round(value * scale) / scale, roundOff))
            {
                scale *= 10;
                if (++decimals > MaxComputedDecimals)
                {
                    return null;
                }
            }
        }

        return DecimalOverRoundOff * roundOff * scale <= 1 ? decimals : null;
    }

    private static bool IsComputed(double value, double meant, double roundOff) =>
        value == meant
        || (
            Math.Abs(value - meant) <= roundOff
            && double.Parse(value.ToString(FewerDigits, CultureInfo.InvariantCulture), CultureInfo.InvariantCulture)
                != value
        );

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
