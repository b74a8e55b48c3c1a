namespace Likeness.Figures.Svg;

/// <summary>One axis of a plot: a scale, its ticks and their labels.</summary>
/// <param name="Low">The value at <paramref name="From"/>.</param>
/// <param name="High">The value at <paramref name="To"/>; greater than <paramref name="Low"/>.</param>
/// <param name="From">Pixels at the low end.</param>
/// <param name="To">Pixels at the high end; less than <paramref name="From"/> for an axis that points up.</param>
/// <param name="Logarithmic">Whether the axis is logarithmic.</param>
internal sealed record Axis(double Low, double High, double From, double To, bool Logarithmic = false)
{
    /// <summary>Whether values are seconds since 1970, labelled as points in time.</summary>
    public bool IsTime { get; init; }

    /// <summary>Whether values are fractions, labelled as percentages.</summary>
    public bool IsPercent { get; init; }

    /// <summary>The pixel of a value; values beyond the ends map beyond the ends.</summary>
    public double At(double value)
    {
        double fraction = Logarithmic
            ? (Math.Log(value) - Math.Log(Low)) / (Math.Log(High) - Math.Log(Low))
            : (value - Low) / (High - Low);
        return From + (fraction * (To - From));
    }

    /// <summary>About <paramref name="max"/> ticks at round values within the ends, with their labels.</summary>
    public IReadOnlyList<(double Value, string Label)> Ticks(int max = 6) =>
        IsTime ? TimeTicks.Create(Low, High, max)
        : IsPercent ? [.. Svg.Ticks.Linear(Low, High, max).Select(tick => (tick.Value, Numeral.Percent(tick.Value)))]
        : Logarithmic ? Svg.Ticks.Logarithmic(Low, High, max)
        : Svg.Ticks.Linear(Low, High, max);

    /// <summary>An axis over finite values with a margin at both ends, also around a single value.</summary>
    public static Axis Around(IEnumerable<double> values, double from, double to, double air = 0.04)
    {
        double low = double.PositiveInfinity;
        double high = double.NegativeInfinity;
        foreach (double value in values.Where(double.IsFinite))
        {
            low = Math.Min(low, value);
            high = Math.Max(high, value);
        }

        if (low > high)
        {
            (low, high) = (0, 1);
        }

        double room = high > low ? air * (high - low) : Math.Max(0.5, 0.05 * Math.Abs(low));
        return new Axis(low - room, high + room, from, to);
    }
}
