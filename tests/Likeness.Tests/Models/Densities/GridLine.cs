namespace Likeness.Tests.Models.Densities;

/// <summary>A distribution over the cells of an axis, with its integral and cumulative distribution.</summary>
internal sealed class GridLine
{
    private readonly GridAxis axis;
    private readonly double[] below;

    /// <summary>A distribution of masses, which need not sum to one.</summary>
    /// <param name="axis">The cells.</param>
    /// <param name="masses">The probability of each cell, times any constant.</param>
    public GridLine(GridAxis axis, IEnumerable<double> masses)
    {
        this.axis = axis;
        below = new double[axis.Count + 1];
        int cell = 0;
        foreach (double mass in masses)
        {
            below[cell + 1] = below[cell] + mass;
            cell++;
        }
    }

    public double Total => below[^1];

    /// <summary>F(value), normalised by <see cref="Total"/>.</summary>
    public double Cumulative(double value)
    {
        var (cell, part) = axis.Find(value);
        return (below[cell] + (part * (below[cell + 1] - below[cell]))) / Total;
    }

    /// <summary>The value at which F reaches a probability, and its cell.</summary>
    public (int Cell, double Value) Quantile(double probability)
    {
        double wanted = probability * Total;
        int found = Array.BinarySearch(below, wanted);
        int cell = Math.Clamp((found >= 0 ? found + 1 : ~found) - 1, 0, axis.Count - 1);
        double mass = below[cell + 1] - below[cell];
        return (cell, axis.At(cell, mass > 0 ? (wanted - below[cell]) / mass : 0.5));
    }
}
