using Likeness.Compute.Graph;
using Likeness.Nn;
using MathNet.Numerics.Distributions;

namespace Likeness.Models.Baselines;

/// <summary>
/// Each dimension's way to a standard normal number and back: through the rows' own distribution function, z = Φ⁻¹(F(x)), linear between knots at
/// equally likely quantiles, and beyond the outermost ones as between the last two, so that the tails are a Gaussian's.
/// </summary>
internal sealed class NormalScores
{
    // The least distance of two knots, as a share of the column's deviation, so that rows that repeat have a density.
    private const double LeastGap = 1e-4;

    private readonly int width;
    private readonly int bins;
    private readonly Parameter knots; // x: [d, bins + 1]
    private readonly Tensor scores; // z at the knots, the same for all: [bins + 1]

    /// <summary>Scores that are still to be fitted.</summary>
    /// <param name="scope">Where the knots go.</param>
    /// <param name="space">The width, and how many rows there are.</param>
    /// <param name="most">Bins at most.</param>
    public NormalScores(ParameterScope scope, ModelSpace space, int most)
    {
        width = space.Width;
        bins = Math.Clamp(space.TrainRows / 4, 1, most);
        knots = scope.Buffer("knots", [width, bins + 1], 0);
        scores = Tensor.Constant([bins + 1], [.. Enumerable.Range(0, bins + 1).Select(i => (float)Score(i))]);
    }

    /// <summary>Puts the knots at the quantiles of the rows.</summary>
    public void Fit(DoubleColumns data)
    {
        for (int j = 0; j < width; j++)
        {
            double[] sorted = data.Column(j).ToArray();
            Array.Sort(sorted);
            double gap = LeastGap * Math.Sqrt(data.Variance[j]);
            double last = double.NegativeInfinity;
            for (int i = 0; i <= bins; i++)
            {
                double place = Level(i) * (sorted.Length - 1);
                int below = (int)place;
                double above = sorted[Math.Min(below + 1, sorted.Length - 1)];
                double quantile = sorted[below] + ((place - below) * (above - sorted[below]));
                last = Math.Max(quantile, last + gap);
                knots.Values[(j * (bins + 1)) + i] = (float)last;
            }
        }
    }

    /// <summary>z of each number, and log dz/dx summed over the dimensions.</summary>
    /// <param name="rows">x: [batch, d].</param>
    /// <returns>[batch, d] and [batch].</returns>
    public (Tensor Scores, Tensor LogDerivative) Forward(Tensor rows)
    {
        var inner = knots.Tensor.Slice(1, 1, bins - 1); // [d, bins − 1]
        var bin = Bin(rows, inner.Reshape([1, width, bins - 1]));
        var (low, high, from, to) = Ends(bin);
        var slope = (to - from) / (high - low);
        return (from + ((rows - low) * slope), slope.Log().Sum([1]));
    }

    /// <summary>x of each z.</summary>
    /// <param name="z">[batch, d].</param>
    public Tensor Inverse(Tensor z)
    {
        var bin = Bin(z, scores.Slice(0, 1, bins - 1).Reshape([1, 1, bins - 1]));
        var (low, high, from, to) = Ends(bin);
        return low + ((z - from) * ((high - low) / (to - from)));
    }

    private double Level(int knot) => (knot + 0.5) / (bins + 1);

    private double Score(int knot) => Normal.InvCDF(0, 1, Level(knot));

    /// <summary>How many of the inner knots lie below each number: [batch, d].</summary>
    private Tensor Bin(Tensor values, Tensor inner) =>
        bins == 1 ? values * 0 : values.Reshape([values.Shape[0], width, 1]).GreaterThan(inner).Sum([2]);

    /// <summary>x and z at both ends of the bins: [batch, d] each.</summary>
    private (Tensor Low, Tensor High, Tensor From, Tensor To) Ends(Tensor bin)
    {
        float[] starts = [.. Enumerable.Range(0, width).Select(j => (float)(j * (bins + 1)))];
        var place = bin + Tensor.Constant([width], starts);
        var table = knots.Tensor.Reshape([width * (bins + 1)]);
        return (table.Gather(place), table.Gather(place + 1), scores.Gather(bin), scores.Gather(bin + 1));
    }
}
