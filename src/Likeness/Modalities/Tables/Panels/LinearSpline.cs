namespace Likeness.Modalities.Tables.Panels;

/// <summary>Functions that are linear between knots.</summary>
internal static class LinearSpline
{
    // Of the rows of a knot: a knot without rows lies between its neighbours.
    private const double Stiffness = 1e-4;

    /// <summary>The values at the knots with the least squares to some points (the normal equations of hat functions, which are tridiagonal).</summary>
    /// <param name="knots">Increasing; at least one.</param>
    /// <param name="points">The points; at least one.</param>
    public static double[] Fit(IReadOnlyList<double> knots, IEnumerable<(double Time, double Value)> points)
    {
        int count = knots.Count;
        double[] diagonal = new double[count];
        double[] above = new double[count];
        double[] right = new double[count];
        double rows = 0;
        foreach (var (time, value) in points)
        {
            var (at, part) = Place(knots, time);
            diagonal[at] += (1 - part) * (1 - part);
            right[at] += (1 - part) * value;
            if (part > 0)
            {
                diagonal[at + 1] += part * part;
                above[at] += part * (1 - part);
                right[at + 1] += part * value;
            }

            rows++;
        }

        double stiffness = Stiffness * rows / count;
        for (int i = 0; i + 1 < count; i++)
        {
            diagonal[i] += stiffness;
            diagonal[i + 1] += stiffness;
            above[i] -= stiffness;
        }

        for (int i = 1; i < count; i++)
        {
            double factor = above[i - 1] / diagonal[i - 1];
            diagonal[i] -= factor * above[i - 1];
            right[i] -= factor * right[i - 1];
        }

        for (int i = count - 1; i >= 0; i--)
        {
            right[i] = (right[i] - (i + 1 < count ? above[i] * right[i + 1] : 0)) / diagonal[i];
        }

        return right;
    }

    /// <summary>The value at a time; that of the first or the last knot outside of them.</summary>
    /// <param name="knots">Increasing; at least one.</param>
    /// <param name="values">The value at each, behind others.</param>
    /// <param name="first">The place of the first one.</param>
    /// <param name="time">The time.</param>
    public static double At(IReadOnlyList<double> knots, IReadOnlyList<double> values, int first, double time)
    {
        var (at, part) = Place(knots, time);
        double here = values[first + at];
        return part > 0 ? ((1 - part) * here) + (part * values[first + at + 1]) : here;
    }

    // The knot before a time, and how far it is to the next one.
    private static (int At, double Part) Place(IReadOnlyList<double> knots, double time)
    {
        var (low, high) = (0, knots.Count);
        while (high - low > 1)
        {
            int middle = (low + high) / 2;
            (low, high) = knots[middle] <= time ? (middle, high) : (low, middle);
        }

        return low + 1 == knots.Count || time <= knots[low]
            ? (low, 0)
            : (low, (time - knots[low]) / (knots[low + 1] - knots[low]));
    }
}
