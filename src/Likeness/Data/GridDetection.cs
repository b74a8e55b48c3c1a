namespace Likeness.Data;

/// <summary>
/// Detects the grid of a column's values: integers, prices with cents, multiples of 1/255, pixels of an image
/// written with a few decimals. Continuous values have no grid: a grid needs integers, or repeated values.
/// </summary>
public static class GridDetection
{
    // From here on, a step of 10 among integers is a property of the data and not chance.
    private const int ManyDistinct = 10;
    private const int ManyRepeats = 10;

    // With this many rows, two decimals are the data's precision (money, percentages), even if hardly any value is repeated.
    private const int FewDecimals = 2;
    private const int RowsForFewDecimals = 20;

    // Other grids may have at most this many distinct values per row, and every value must occur twice on average.
    private const int LargestCountPerRow = 4;

    private const int RowsForTwoValues = 20;

    /// <summary>The grid of a column, or null if its values are continuous, constant or too few.</summary>
    /// <param name="values">The column's values, in any order; finite.</param>
    public static Grid? Detect(double[] values)
    {
        if (values.Length < 2)
        {
            return null;
        }

        var written = WrittenPrecision.Detect(values);
        double[] distinct = [.. written.Values.Distinct().Order()];
        if (distinct.Length < 2)
        {
            return null;
        }

        var grid = Detect(values, distinct, written);
        return grid is null || written is { Decimals: not null, SinglePrecision: false }
            ? grid
            : WithDigits(grid, values, written.RoundOff);
    }

    private static Grid? Detect(double[] values, double[] distinct, WrittenPrecision written)
    {
        bool repeats = distinct.Length <= values.Length / 2;
        return written.Decimals switch
        {
            0 => Decimal(distinct, values.Length, written),
            not null when repeats && Repeated(distinct, values.Length, written) is { } grid => grid,
            <= FewDecimals when values.Length >= RowsForFewDecimals => Decimal(distinct, values.Length, written),
            null when repeats => Coarser(distinct, values.Length, written),
            _ => null,
        };
    }

    private static Grid? Repeated(double[] distinct, int rows, WrittenPrecision written) =>
        Coarser(distinct, rows, written) ?? AtMost(LargestCountPerRow * (double)rows, Decimal(distinct, rows, written));

    // Integer multiples of 10^-decimals, or of a multiple of it that is common to enough values.
    private static Grid? Decimal(double[] distinct, int rows, WrittenPrecision written)
    {
        int decimals = written.Decimals!.Value;
        double scale = Math.Pow(10, decimals);
        double first = Math.Round(distinct[0] * scale);
        double span = Math.Round(distinct[^1] * scale) - first;
        if (!(span < long.MaxValue / 2.0))
        {
            return null;
        }

        bool certain = distinct.Length >= ManyDistinct || rows >= ManyRepeats * distinct.Length;
        long units = 1;
        if (certain)
        {
            units = 0;
            foreach (double value in distinct)
            {
                units = GreatestCommonDivisor(units, (long)(Math.Round(value * scale) - first));
            }
        }

        return Make(distinct[0], units / scale, span / units, written);
    }

    // A step that the decimals only approximate: 1/300 in 0.0367, or one without an exact decimal form.
    private static Grid? Coarser(double[] distinct, int rows, WrittenPrecision written)
    {
        double[] points = Merge(distinct, written);
        if (points.Length == 2 && written.Decimals is null && rows >= RowsForTwoValues)
        {
            return Make(points[0], points[1] - points[0], 1, written);
        }

        return CommonStep.Find(points, written.RoundOff) is (var origin, var step)
            ? AtMost(LargestCountPerRow * (double)rows, Make(origin, step, (points[^1] - origin) / step, written))
            : null;
    }

    private static Grid? Make(double origin, double step, double lastIndex, WrittenPrecision written) =>
        lastIndex < int.MaxValue - 1
            ? new Grid(
                origin,
                step,
                (int)Math.Round(lastIndex) + 1,
                written.Decimals is > 0 ? written.Decimals : null,
                written.SinglePrecision
            )
            : null;

    // Values that a file rounds to significant digits, such as deviations from a mean: with the origin from which all of them follow to the bit, if there is one.
    private static Grid WithDigits(Grid grid, double[] values, double roundOff)
    {
        int digits = values.Max(value => SignificantDigits.Count(value).Digits);
        if (digits > SignificantDigits.MaxExact || Array.TrueForAll(values, value => grid.Snap(value) == value))
        {
            return grid;
        }

        double[] distinct = [.. values.Distinct()];
        // What was fitted has round-off of its own.
        double step = Enumerable
            .Range(1, SignificantDigits.MaxExact)
            .Select(places => SignificantDigits.Round(grid.Step, places))
            .FirstOrDefault(near => Math.Abs(near - grid.Step) * grid.Count <= roundOff, grid.Step);
        return (
            (Grid[])[grid, Rounded(grid, digits, distinct), Rounded(grid with { Step = step }, digits, distinct)]
        ).MinBy(one => distinct.Count(value => one.Snap(value) != value))!;
    }

    private static Grid Rounded(Grid grid, int digits, double[] values)
    {
        var (low, high) = (double.NegativeInfinity, double.PositiveInfinity);
        foreach (double value in values)
        {
            double origin = value - (grid.NearestIndex(value) * grid.Step);
            double rounding = value == 0 ? 0 : 0.5 * Math.Pow(10, Math.Floor(Math.Log10(Math.Abs(value))) + 1 - digits);
            (low, high) = (Math.Max(low, origin - rounding), Math.Min(high, origin + rounding));
        }

        return (grid.SinglePrecision ? grid : grid with { Origin = (low + high) / 2 }) with
        {
            Digits = digits,
        };
    }

    private static Grid? AtMost(double count, Grid? grid) => grid is not null && grid.Count <= count ? grid : null;

    // Numbers that differ by less than round-off are one value, computed in two ways.
    private static double[] Merge(double[] distinct, WrittenPrecision written)
    {
        if (written.Decimals is not null)
        {
            return distinct;
        }

        var merged = new List<double> { distinct[0] };
        foreach (double value in distinct)
        {
            if (value - merged[^1] > 2 * written.RoundOff)
            {
                merged.Add(value);
            }
        }

        return [.. merged];
    }

    /// <summary>The largest number of which both are multiples; 0 is a multiple of any.</summary>
    internal static long GreatestCommonDivisor(long a, long b) => b == 0 ? a : GreatestCommonDivisor(b, a % b);
}
