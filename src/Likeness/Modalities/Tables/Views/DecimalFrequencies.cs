using Likeness.Data;

namespace Likeness.Modalities.Tables.Views;

/// <summary>
/// How many decimals the numbers of a column have, by their magnitude, where numbers rounded to the most decimals would have others: whole numbers but for one in a hundred, or four significant digits.
/// </summary>
/// <param name="Magnitudes">The decimals of each magnitude that the data have, ascending.</param>
/// <param name="Kept">Values of several rows, ascending, that have more decimals than others of their magnitude.</param>
/// <param name="SinglePrecision">Whether numbers are rounded to the nearest 32-bit number in the end.</param>
/// <param name="Digits">The most significant digits in the end; null for as many as the number needs.</param>
internal sealed record DecimalFrequencies(
    IReadOnlyList<MagnitudeDecimals> Magnitudes,
    double[] Kept,
    bool SinglePrecision = false,
    int? Digits = null
)
{
    private const int MaxCells = 50_000;
    private const int MaxKept = 10_000;
    private const int MinSingles = 5;

    // The fraction of numbers that would have other decimals, from which on it is no chance, and what chance adds in one row.
    private const double MinDifference = 0.05;
    private const double Chance = 0.5;

    // Numbers of more digits are not rounded.
    private const int AllDecimals = 99;

    // Round numbers have fewer than none: −3 are multiples of 1000.
    private const int MostZeros = 6;

    /// <summary>The frequencies in training rows; null where rounding to the most decimals gives them.</summary>
    /// <param name="cells">Numbers of training rows; finite, at least one.</param>
    /// <param name="most">The most decimals; null for as many as each number needs.</param>
    /// <param name="isSingle">Whether they are 32-bit numbers.</param>
    /// <param name="units">The step of their grid, in units of the last decimal.</param>
    /// <param name="repeats">Whether models have values of several rows as often as the data, so that the decimals of the others count.</param>
    public static DecimalFrequencies? Find(
        double[] cells,
        int? most,
        bool isSingle,
        long units = 1,
        bool repeats = false
    )
    {
        int stride = (cells.Length + MaxCells - 1) / MaxCells;
        var rows = cells.Where((cell, i) => i % stride == 0 && cell != 0).CountBy(cell => cell).ToList();
        double[] steps = Steps(most ?? 0, units);
        var all = new SortedDictionary<int, int[]>();
        var singles = new Dictionary<int, int[]>();
        foreach (var (cell, count) in rows)
        {
            double meant = isSingle ? WrittenPrecision.Shortest(cell) : cell;
            int power = PowerOf(meant);
            int decimals = DecimalsOf(meant);
            all.TryAdd(power, new int[MostZeros + AllDecimals + 1]);
            singles.TryAdd(power, new int[MostZeros + AllDecimals + 1]);
            all[power][MostZeros + decimals] += count;
            singles[power][MostZeros + decimals] += count == 1 ? 1 : 0;
        }

        double numbers = rows.Sum(row => row.Value);
        if (
            all.Values.Sum(counts => MagnitudeDecimals.Difference(counts, MostZeros + (most ?? AllDecimals), steps))
            <= (MinDifference * numbers) + (Chance * Math.Sqrt(numbers))
        )
        {
            return null;
        }

        int digits = rows.Max(row => SignificantDigits.Count(row.Key).Digits);
        var found = new DecimalFrequencies(
            [
                .. all.Select(one =>
                    MagnitudeDecimals.Create(
                        one.Key,
                        repeats && singles[one.Key].Sum() >= MinSingles ? singles[one.Key] : one.Value,
                        steps,
                        -MostZeros
                    )
                ),
            ],
            [],
            isSingle,
            digits <= SignificantDigits.MaxExact ? digits : null
        );
        return found with
        {
            Kept =
            [
                .. rows.Where(row => row.Value > 1 && found.MayChange(row.Key))
                    .OrderByDescending(row => row.Value)
                    .Take(MaxKept)
                    .Select(row => row.Key)
                    .Order(),
            ],
        };
    }

    /// <summary>A sampled number with as many decimals as numbers of the data have: the number itself determines how many. Values of the data stay.</summary>
    /// <param name="value">The number; NaN if missing.</param>
    public double Round(double value)
    {
        if (value == 0 || !double.IsFinite(value) || Array.BinarySearch(Kept, value) >= 0)
        {
            return value;
        }

        double meant = SinglePrecision ? WrittenPrecision.Shortest(value) : value;
        int decimals = Of(meant).Decimals(Uniform(value));
        double rounded = SignificantDigits.RoundDecimals(meant, decimals);
        rounded = SinglePrecision ? (float)rounded : rounded;
        // Decimals that leave few enough digits leave no others.
        bool isShort = !SinglePrecision && PowerOf(rounded) + 1 + decimals <= Digits;
        return Digits is int digits && !isShort ? SignificantDigits.Round(rounded, digits) : rounded;
    }

    /// <summary>Whether the numbers make sense together; those of a file may not.</summary>
    [System.Text.Json.Serialization.JsonIgnore]
    public bool IsSound =>
        Magnitudes.Count > 0
        && Magnitudes.All(one => one.IsSound && one.Fewest >= -MostZeros)
        && Array.TrueForAll(Kept, double.IsFinite)
        && Digits is null or (>= 1 and <= SignificantDigits.MaxExact);

    // The steps of numbers rounded to decimals, those of a grid among them.
    private static double[] Steps(int most, long units) =>
        [
            .. Enumerable
                .Range(-MostZeros, MostZeros + AllDecimals + 1)
                .Select(places =>
                    units > 1 && places <= most
                        ? LeastCommonMultiple(units, (long)Math.Pow(10, most - places)) * Math.Pow(10, -most)
                        : Math.Pow(10, -places)
                ),
        ];

    private static double LeastCommonMultiple(long a, long b) =>
        a / GridDetection.GreatestCommonDivisor(a, b) * (double)b;

    private bool MayChange(double value)
    {
        double meant = SinglePrecision ? WrittenPrecision.Shortest(value) : value;
        return DecimalsOf(meant) > Of(meant).Fewest;
    }

    // Numbers of a magnitude that the data do not have are like those of the nearest.
    private MagnitudeDecimals Of(double value)
    {
        int power = PowerOf(value);
        int at = 0;
        while (
            at < Magnitudes.Count - 1
            && Math.Abs(Magnitudes[at + 1].Power - power) < Math.Abs(Magnitudes[at].Power - power)
        )
        {
            at++;
        }

        return Magnitudes[at];
    }

    private static int PowerOf(double value) => value == 0 ? 0 : (int)Math.Floor(Math.Log10(Math.Abs(value)));

    private static int DecimalsOf(double value)
    {
        var (digits, decimals) = SignificantDigits.Count(value);
        return digits > SignificantDigits.MaxExact ? AllDecimals
            : decimals > 0 ? Math.Min(decimals, AllDecimals)
            : -SignificantDigits.TrailingZeros(value, MostZeros);
    }

    // A hash of the bits (Steele, Lea and Flood 2014, SplitMix64): the same number always has the same decimals.
    private static double Uniform(double value)
    {
        ulong bits = BitConverter.DoubleToUInt64Bits(value) + 0x9E3779B97F4A7C15;
        bits = (bits ^ (bits >> 30)) * 0xBF58476D1CE4E5B9;
        bits = (bits ^ (bits >> 27)) * 0x94D049BB133111EB;
        return ((bits ^ (bits >> 31)) >> 11) / (double)(1L << 53);
    }
}
