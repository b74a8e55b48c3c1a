namespace Likeness.Data;

/// <summary>
/// Margins around the training rows' range of a column. A new value exceeds the largest of n with probability 1 / (n + 1), and by
/// about as much as the largest values differ among themselves: each end is extended by the distance between the extreme value and the fifth from it
/// (the spacing estimate of an end point, Robson and Whitlock 1964, Biometrika 51(1/2), 33–39). An end that five rows share is not extended, and
/// no end crosses 0, nor 1 where all values lie in [0, 1].
/// </summary>
/// <param name="Below">Below the smallest value, in the column's units; at least 0.</param>
/// <param name="Above">Above the largest value, in the column's units; at least 0.</param>
internal readonly record struct RangeMargin(double Below, double Above)
{
    private const int Spacings = 4;

    // The number of steps in a distance, up to rounding.
    private const double Slack = 1e-6;

    /// <summary>The margins of some values.</summary>
    /// <param name="values">In any order; at least one.</param>
    public static RangeMargin Of(double[] values)
    {
        double[] sorted = [.. values.Order()];
        var (min, max) = (sorted[0], sorted[^1]);
        int place = Math.Min(Spacings, (sorted.Length - 1) / 2);
        double room =
            max <= 0 ? -max
            : min >= 0 && max <= 1 ? 1 - max
            : double.PositiveInfinity;
        return new(
            Math.Min(sorted[place] - min, min >= 0 ? min : double.PositiveInfinity),
            Math.Min(max - sorted[^(place + 1)], room)
        );
    }

    /// <summary>The same in whole steps of a grid.</summary>
    public RangeMargin InSteps(double step) =>
        new(Math.Floor((Below / step) + Slack), Math.Floor((Above / step) + Slack));
}
