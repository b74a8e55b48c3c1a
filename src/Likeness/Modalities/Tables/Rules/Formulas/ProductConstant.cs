using System.Numerics;
using Likeness.Data.Schemas;
using Likeness.Modalities.Tables.Rules.Exceptions;

namespace Likeness.Modalities.Tables.Rules.Formulas;

/// <summary>
/// Finds the constant by which a product of columns is another one within its rounding. Each row allows an interval; the constant is the simplest number that all allow, or, where rows may
/// be wrong, that most of them do.
/// </summary>
/// <param name="targets">The values of the column.</param>
/// <param name="slacks">How far the product may be from each.</param>
/// <param name="mayBreak">Whether some rows may be wrong.</param>
internal sealed class ProductConstant(double[] targets, double[] slacks, bool mayBreak)
{
    private const int MinRows = 20;

    // Most products are ruled out by a few rows. Of 12 rows, 4 or more are wrong with probability 0.002 where 5 % of all are.
    private const int TestedRows = 12;
    private const int MinOfTested = 9;
    private const int MoreTestedRows = 128;

    // A number with more digits is written by no person, unless the values are so precise that one of them in so many such numbers would do.
    private const int DigitsOfRound = 2;
    private const double MaxChance = 0.1;
    private const double MaxSlack = 0.01;

    // Months and years are means: loans of 21 and 28 days, of which each renewal is another one, are none.
    private const double MaxWidthOfMean = 0.05;
    private const double ShortestMean = 30 * 86_400;

    private static readonly double[] KnownUnits = [365, 365.25, 30.4375, 1440];

    // Days, hours, minutes, weeks, months and years in seconds: whole numbers of them leave a wide interval.
    private static readonly double[] UnitsOfTime =
    [
        86_400,
        3600,
        60,
        604_800,
        30.4375 * 86_400,
        30 * 86_400,
        365.25 * 86_400,
        365 * 86_400,
    ];

    /// <summary>The constant; null if there is none.</summary>
    /// <param name="factors">The values of each factor, of all rows or the first ones.</param>
    /// <param name="isFloor">Whether the product is rounded down.</param>
    /// <param name="isOfTimes">Whether the product has a difference of times, in seconds.</param>
    public double? Of(double[][] factors, bool isFloor, bool isOfTimes) =>
        Of(factors, Array.ConvertAll(factors, RowBits.OfFinite), isFloor, isOfTimes);

    private double? Of(double[][] factors, ulong[][] finite, bool isFloor, bool isOfTimes)
    {
        var (low, high) = mayBreak ? MostAllowed(factors, finite, isFloor) : Allowed(factors, finite, isFloor);
        bool isWide = isFloor && high > low * (1 + MaxWidthOfMean);
        double[] units = isWide ? Array.FindAll(UnitsOfTime, unit => unit < ShortestMean) : UnitsOfTime;
        // Of wrong rows, one more may allow another number; of whole periods, a number that is no unit comes near to one.
        if (isOfTimes && mayBreak)
        {
            var (sure, most) = units
                .Select(one => (Unit: one, Rows: MostAllow(factors, isFloor, 1 / one)))
                .MaxBy(one => one.Rows);
            if (most > 0 || isFloor)
            {
                return most > 0 ? 1 / sure : null;
            }
        }

        return !double.IsFinite(low) || low <= 0 || !double.IsFinite(high) ? null
            : low <= 1 && high >= 1 ? 1
            : isOfTimes && Array.Find(units, unit => low * unit <= 1 && high * unit >= 1) is > 0 and var unit ? 1 / unit
            : isWide && isOfTimes ? null
            : Simplest(low, high) is { } simplest && (!mayBreak || IsRound(simplest, low, high)) ? simplest
            : null;
    }

    /// <summary>Whether some rows may be wrong.</summary>
    public bool MayBreak => mayBreak;

    /// <summary>The number of rows that products of three are tested in.</summary>
    public int FirstRows => Math.Min(TestedRows, targets.Length);

    /// <summary>The constant of a product; null if there is none.</summary>
    /// <param name="product">The factors.</param>
    /// <param name="isFloor">Whether the product is rounded down.</param>
    public double? Of(ProductFactor[] product, bool isFloor)
    {
        bool isOfTimes = Array.Exists(product, factor => factor.IsTime);
        return MayBe(product, isFloor, isOfTimes)
            ? Of(
                Array.ConvertAll(product, factor => factor.Values),
                Array.ConvertAll(product, factor => factor.Finite),
                isFloor,
                isOfTimes
            )
            : null;
    }

    /// <summary>The constant that the first rows leave to a single factor; null if there is none.</summary>
    /// <param name="factor">The factor.</param>
    public double? OfFirst(ProductFactor factor) =>
        MayBe([factor], isFloor: false, isOfTimes: false) ? Of([factor.First], isFloor: false, isOfTimes: false) : null;

    /// <summary>Whether the first rows leave a constant to a product: nearly none does. Where it does not, all rows do not.</summary>
    /// <param name="product">The factors.</param>
    /// <param name="isFloor">Whether the product is rounded down.</param>
    /// <param name="isOfTimes">Whether the product has a difference of times, in seconds.</param>
    internal bool MayBe(ReadOnlySpan<ProductFactor> product, bool isFloor, bool isOfTimes)
    {
        // Of times, units are tried, whatever the first rows say.
        if (mayBreak && isOfTimes)
        {
            return true;
        }

        var (low, high) = (double.NegativeInfinity, double.PositiveInfinity);
        Span<double> lows = stackalloc double[TestedRows];
        Span<double> highs = stackalloc double[TestedRows];
        int count = 0;
        for (int row = 0; row < product[0].First.Length; row++)
        {
            double value = product[0].First[row];
            for (int i = 1; i < product.Length; i++)
            {
                value *= product[i].First[row];
            }

            if (!double.IsFinite(value))
            {
                continue;
            }

            var (least, most) = Interval(row, isFloor);
            if (value == 0)
            {
                if (!mayBreak && (least > 0 || most < 0))
                {
                    return false;
                }

                continue;
            }

            (least, most) = value > 0 ? (least / value, most / value) : (most / value, least / value);
            if (mayBreak)
            {
                (lows[count], highs[count]) = (least, most);
                if (++count == TestedRows)
                {
                    return IntervalOverlap.AreOf(lows, highs, MinOfTested);
                }
            }
            else
            {
                (low, high) = (Math.Max(low, least), Math.Min(high, most));
                if (low > high)
                {
                    return false;
                }
            }
        }

        return true;
    }

    /// <summary>Whether the first rows leave a constant to products with other last factors, a lane for each: all bits or none.</summary>
    /// <param name="pair">The product of the first factors, by rows.</param>
    /// <param name="last">The last factors, [rows][factors].</param>
    /// <param name="from">The first of them.</param>
    /// <param name="mayBeFloor">Whether products may be rounded down.</param>
    internal Vector<long> MayBe(ReadOnlySpan<double> pair, double[][] last, int from, bool mayBeFloor)
    {
        var low = new Vector<double>(double.NegativeInfinity);
        var high = new Vector<double>(double.PositiveInfinity);
        Vector<long> possible = Vector<long>.AllBitsSet;
        for (int row = 0; row < pair.Length && possible != default; row++)
        {
            var value = new Vector<double>(pair[row]) * new Vector<double>(last[row], from);
            var isZero = Vector.Equals(value, Vector<double>.Zero);
            var isUsed = Vector.IsFinite(value) & ~isZero.As<long, double>();
            var least = new Vector<double>(targets[row] - slacks[row]) / value;
            var most = new Vector<double>(targets[row] + (mayBeFloor ? 1 : slacks[row])) / value;
            low = Vector.ConditionalSelect(isUsed, Vector.Max(low, Vector.Min(least, most)), low);
            high = Vector.ConditionalSelect(isUsed, Vector.Min(high, Vector.Max(least, most)), high);
            // No constant makes 0 of a product into a value that is none.
            bool isNone = targets[row] - slacks[row] > 0 || targets[row] + Math.Max(1, slacks[row]) < 0;
            possible &= Vector.LessThanOrEqual(low, high) & (isNone ? ~isZero : Vector<long>.AllBitsSet);
        }

        return possible;
    }

    // The number that rows allow, if it is not just the nearest of so many digits, and rows tell numbers of so many digits apart.
    private bool IsRound(double number, double low, double high)
    {
        int digits = Math.Min(SimplestNumber.Digits(number), SimplestNumber.Digits(Math.Round(1 / number, 9)));
        return digits <= DigitsOfRound
            || Array.Exists(KnownUnits, unit => number == unit || number == 1 / unit)
            || ((high - low) / number * Math.Pow(10, digits) <= MaxChance && TypicalSlack <= MaxSlack);
    }

    // Of a row, relative to its value; the median.
    private double TypicalSlack
    {
        get
        {
            double[] relative =
            [
                .. targets.Zip(slacks, (target, slack) => slack / Math.Abs(target)).Where(double.IsFinite).Order(),
            ];
            return relative.Length == 0 ? double.PositiveInfinity : relative[relative.Length / 2];
        }
    }

    /// <summary>The characters in which a number is written.</summary>
    public static int Length(double number) => new FormulaNumber(number).Write([]).Length;

    // What all rows allow; NaN for nothing.
    private (double Low, double High) Allowed(double[][] factors, ulong[][] finite, bool isFloor)
    {
        var (low, high) = (double.NegativeInfinity, double.PositiveInfinity);
        int used = 0;
        for (int row = RowBits.Next(finite, 0); row >= 0; row = RowBits.Next(finite, row + 1))
        {
            double value = Product(factors, row);
            if (!double.IsFinite(value))
            {
                continue;
            }

            used++;
            var (least, most) = Interval(row, isFloor);
            if (value == 0)
            {
                if (least > 0 || most < 0)
                {
                    return (double.NaN, double.NaN);
                }

                continue;
            }

            low = Math.Max(low, (value > 0 ? least : most) / value);
            high = Math.Min(high, (value > 0 ? most : least) / value);
            if (low > high)
            {
                return (double.NaN, double.NaN);
            }
        }

        return used < MinRows ? (double.NaN, double.NaN) : (low, high);
    }

    // What the most rows allow, if they are enough.
    private (double Low, double High) MostAllowed(double[][] factors, ulong[][] finite, bool isFloor)
    {
        int rows = factors[0].Length;
        Span<double> lows = rows <= 1024 ? stackalloc double[rows] : new double[rows];
        Span<double> highs = rows <= 1024 ? stackalloc double[rows] : new double[rows];
        var (used, wrong, count) = (0, 0, 0);
        // So many wrong rows are too many, however many are used.
        double maxWrong = ((1 - NearlyHolds.MinFraction) * rows) + 1;
        for (int row = RowBits.Next(finite, 0); row >= 0; row = RowBits.Next(finite, row + 1))
        {
            double value = Product(factors, row);
            if (!double.IsFinite(value))
            {
                continue;
            }

            used++;
            var (least, most) = Interval(row, isFloor);
            if (value == 0)
            {
                wrong += least > 0 || most < 0 ? 1 : 0;
                if (wrong > maxWrong)
                {
                    return (double.NaN, double.NaN);
                }

                continue;
            }

            lows[count] = (value > 0 ? least : most) / value;
            highs[count++] = (value > 0 ? most : least) / value;
            bool isNone =
                count == TestedRows
                    ? !IntervalOverlap.AreOf(lows[..count], highs[..count], MinOfTested)
                    : count == MoreTestedRows
                        && !(
                            IntervalOverlap.MayBeOf(lows[..count], highs[..count], count - maxWrong)
                            && count - IntervalOverlap.Of(lows[..count], highs[..count]).Rows <= maxWrong
                        );
            if (isNone)
            {
                return (double.NaN, double.NaN);
            }
        }

        if (!IntervalOverlap.MayBeOf(lows[..count], highs[..count], NearlyHolds.MinFraction * (count + wrong)))
        {
            return (double.NaN, double.NaN);
        }

        var (low, high, fitting) = IntervalOverlap.Of(lows[..count], highs[..count]);
        return used < MinRows || fitting < NearlyHolds.MinFraction * (count + wrong)
            ? (double.NaN, double.NaN)
            : (low, high);
    }

    // How many rows allow a constant; 0 if they are not enough.
    private int MostAllow(double[][] factors, bool isFloor, double constant)
    {
        var (used, fitting) = (0, 0);
        double maxWrong = ((1 - NearlyHolds.MinFraction) * factors[0].Length) + 1;
        for (int row = 0; row < factors[0].Length && used - fitting <= maxWrong; row++)
        {
            double value = constant * Product(factors, row);
            var (least, most) = Interval(row, isFloor);
            used += double.IsFinite(value) ? 1 : 0;
            fitting += value >= least && value <= most ? 1 : 0;
        }

        return used >= MinRows && fitting >= NearlyHolds.MinFraction * used ? fitting : 0;
    }

    private (double Least, double Most) Interval(int row, bool isFloor) =>
        isFloor ? (targets[row], targets[row] + 1) : (targets[row] - slacks[row], targets[row] + slacks[row]);

    private static double Product(double[][] factors, int row)
    {
        double value = factors[0][row];
        for (int i = 1; i < factors.Length; i++)
        {
            value *= factors[i][row];
        }

        return value;
    }

    /// <summary>The number of an interval above 0 that is shortest to multiply with or to divide by; null if each has more than 6 digits.</summary>
    public static double? Simplest(double low, double high)
    {
        double? itself = SimplestNumber.In(low, high);
        double? inverse = SimplestNumber.In(1 / high, 1 / low) is { } divisor ? 1 / divisor : null;
        return inverse is null || (itself is { } number && Length(number) <= Length(1 / inverse.Value))
            ? itself
            : inverse;
    }
}
