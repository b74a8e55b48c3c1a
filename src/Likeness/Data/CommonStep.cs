namespace Likeness.Data;

/// <summary>
/// The coarsest step of which the distances between points are all integer multiples, up to a known round-off: an
/// approximate greatest common divisor.
/// </summary>
internal static class CommonStep
{
    // The smallest distance may itself be a few steps.
    private const int MaxStepsInSmallestGap = 8;

    // With more relative round-off, a grid cannot be distinguished from chance.
    private const double LargestNoiseFraction = 0.2;

    // log of the probability, over all steps tried, that points without a grid fit this well.
    private const double LargestLogChance = -16;

    private const double LargestRatio = 1_000_000;

    /// <summary>Origin and step, or null if no grid fits significantly.</summary>
    /// <param name="points">Distinct points, ascending; at least three give an answer.</param>
    /// <param name="noise">The largest distance of a point from its grid value.</param>
    public static (double Origin, double Step)? Find(double[] points, double noise)
    {
        if (points.Length < 3)
        {
            return null;
        }

        double[] gaps = [.. points.Zip(points.Skip(1), (a, b) => b - a).Order()];
        for (int parts = 1; parts <= MaxStepsInSmallestGap; parts++)
        {
            double guess = gaps[0] / parts;
            if (noise > LargestNoiseFraction * guess)
            {
                return null;
            }

            double logChance = ((points.Length - 2) * Math.Log(2 * noise / guess)) + Math.Log(MaxStepsInSmallestGap);
            if (logChance <= LargestLogChance && Refine(points, gaps, guess, noise) is { } found)
            {
                return found;
            }
        }

        return null;
    }

    private static (double Origin, double Step)? Refine(double[] points, double[] gaps, double guess, double noise)
    {
        // Each distance is counted in steps with the estimate from shorter ones, so that errors do not accumulate.
        double length = 0;
        double steps = 0;
        double step = guess;
        foreach (double gap in gaps)
        {
            length += gap;
            steps += Math.Round(gap / step);
            step = length / steps;
            if (steps > int.MaxValue)
            {
                return null;
            }
        }

        double[] indices = new double[points.Length];
        for (int i = 1; i < points.Length; i++)
        {
            indices[i] = indices[i - 1] + Math.Round((points[i] - points[i - 1]) / step);
        }

        var (origin, fitted) = Line(indices, points);
        return Unit(origin, fitted) is { } unit && Fits(points, indices, unit.Origin, unit.Step, noise) ? unit
            : Fits(points, indices, origin, fitted, noise) ? (origin, fitted)
            : null;
    }

    // The step as the reciprocal of an integer, with the origin a multiple of it, if it is nearly that.
    private static (double Origin, double Step)? Unit(double origin, double step)
    {
        double perUnit = Math.Round(1 / step);
        return perUnit is >= 1 and <= LargestRatio ? (Math.Round(origin * perUnit) / perUnit, 1 / perUnit) : null;
    }

    private static bool Fits(double[] points, double[] indices, double origin, double step, double noise)
    {
        for (int i = 0; i < points.Length; i++)
        {
            if (Math.Abs(points[i] - (origin + (indices[i] * step))) > noise)
            {
                return false;
            }
        }

        return true;
    }

    private static (double Intercept, double Slope) Line(double[] x, double[] y)
    {
        double meanX = x.Average();
        double meanY = y.Average();
        double products = 0;
        double squares = 0;
        for (int i = 0; i < x.Length; i++)
        {
            products += (x[i] - meanX) * (y[i] - meanY);
            squares += (x[i] - meanX) * (x[i] - meanX);
        }

        double slope = products / squares;
        return (meanY - (slope * meanX), slope);
    }
}
