using Likeness.Compute.Graph;
using Likeness.Nn;
using MathNet.Numerics.Distributions;

namespace Likeness.Models.Baselines;

/// <summary>
/// The map of each dimension to a standard normal score and back, z = Φ⁻¹(F(x)) with the empirical distribution function F, linear between knots at
/// quantiles of equal probability. An excess y beyond the outermost knot, where |z| = e, has z² = e² + (2/ξ) log(1 + ξ y / β): as Φ(−z) falls like e^(−z²/2)/z,
/// that is the generalised Pareto tail (1 + ξ y / β)^(−1/ξ) up to a slowly varying factor, with an inverse in closed form. Whatever ξ and β are, z rises
/// from −∞ to ∞, so that the density integrates to 1.
/// </summary>
internal sealed class NormalScores
{
    // The least distance of two knots, as a fraction of the column's standard deviation, so that repeated values have a density.
    private const double MinGap = 1e-4;

    private readonly int width;
    private readonly int bins;
    private readonly double edge; // e
    private readonly Parameter knots; // x: [d, bins + 1]
    private readonly Parameter shapes; // ξ below the first knot and above the last: [2, d]
    private readonly Parameter scales; // β: [2, d]
    private readonly Tensor scores; // z at the knots, the same for all: [bins + 1]

    /// <summary>Scores that are still to be fitted.</summary>
    /// <param name="scope">Where the knots go.</param>
    /// <param name="space">The width, and how many rows there are.</param>
    /// <param name="max">Bins at most.</param>
    public NormalScores(ParameterScope scope, ModelSpace space, int max)
    {
        width = space.Width;
        bins = Math.Clamp(space.TrainRows / 4, 1, max);
        edge = Score(bins);
        knots = scope.Buffer("knots", [width, bins + 1], 0);
        shapes = scope.Buffer("tail_shapes", [2, width], 1);
        scales = scope.Buffer("tail_scales", [2, width], 1);
        scores = Tensor.Constant([bins + 1], [.. Enumerable.Range(0, bins + 1).Select(i => (float)Score(i))]);
    }

    /// <summary>Sets the knots to quantiles of the rows, and fits the tails.</summary>
    public void Fit(DoubleColumns data)
    {
        for (int j = 0; j < width; j++)
        {
            double[] sorted = data.Column(j).ToArray();
            Array.Sort(sorted);
            double gap = MinGap * Math.Sqrt(data.Variance[j]);
            double last = double.NegativeInfinity;
            for (int i = 0; i <= bins; i++)
            {
                double position = Level(i) * (sorted.Length - 1);
                int below = (int)position;
                double above = sorted[Math.Min(below + 1, sorted.Length - 1)];
                double quantile = sorted[below] + ((position - below) * (above - sorted[below]));
                last = Math.Max(quantile, last + gap);
                knots.Values[(j * (bins + 1)) + i] = (float)last;
            }

            double first = knots.Values[j * (bins + 1)];
            FitTail(0, j, [.. sorted.TakeWhile(value => value < first).Reverse().Select(value => first - value)], gap);
            FitTail(1, j, [.. sorted.SkipWhile(value => value <= last).Select(value => value - last)], gap);
        }
    }

    /// <summary>z of each number, and log dz/dx summed over the dimensions.</summary>
    /// <param name="rows">x: [batch, d].</param>
    /// <returns>[batch, d] and [batch].</returns>
    public (Tensor Scores, Tensor LogDerivative) Forward(Tensor rows)
    {
        var (first, last) = (Knot(0), Knot(bins));
        var within = rows.Maximum(first).Minimum(last);
        var inner = knots.Tensor.Slice(1, 1, bins - 1); // [d, bins − 1]
        var (low, high, from, to) = Ends(Bin(within, inner.Reshape([1, width, bins - 1])));
        var slope = (to - from) / (high - low);
        var (below, logBelow) = Beyond(0, first - rows);
        var (above, logAbove) = Beyond(1, rows - last);
        var log = first.GreaterThan(rows).Where(logBelow, rows.GreaterThan(last).Where(logAbove, slope.Log()));
        return (from + ((within - low) * slope) + above - below, log.Sum([1]));
    }

    /// <summary>x of each z.</summary>
    /// <param name="z">[batch, d].</param>
    public Tensor Inverse(Tensor z)
    {
        var within = z.Maximum((float)-edge).Minimum((float)edge);
        var bin = Bin(within, scores.Slice(0, 1, bins - 1).Reshape([1, 1, bins - 1]));
        var (low, high, from, to) = Ends(bin);
        return low + ((within - from) * ((high - low) / (to - from))) + Excess(1, z) - Excess(0, -z);
    }

    // Of x beyond a knot: |z| − e, and log dz/dx, which is meaningless where there is no excess.
    private (Tensor Scores, Tensor LogDerivative) Beyond(int tail, Tensor excess)
    {
        var (shape, scale) = (shapes.Tensor.Slice(0, tail, 1), scales.Tensor.Slice(0, tail, 1));
        var grown = (excess.Maximum(0) * (shape / scale)).Log1P();
        var z = ((grown * (2 / shape)) + (float)(edge * edge)).Sqrt();
        return (z - (float)edge, -grown - (scale * z).Log());
    }

    private Tensor Excess(int tail, Tensor z)
    {
        var (shape, scale) = (shapes.Tensor.Slice(0, tail, 1), scales.Tensor.Slice(0, tail, 1));
        var beyond = (z - (float)edge).Maximum(0);
        var grown = beyond * ((beyond * 0.5f) + (float)edge); // (z² − e²) / 2
        return scale / shape * (grown * shape).Expm1();
    }

    // The density of the fitted tail at the knot is 1/β of the tail's probability, that of the scores φ(e) / (e β).
    private void FitTail(int tail, int column, double[] excesses, double minScale)
    {
        var found = ParetoTail.Fit(excesses, minScale);
        shapes.Values[(tail * width) + column] = (float)found.Shape;
        scales.Values[(tail * width) + column] = (float)(found.Scale * Normal.PDF(0, 1, edge) / (edge * Level(0)));
    }

    private Tensor Knot(int index) => knots.Tensor.Slice(1, index, 1).Reshape([1, width]);

    private double Level(int knot) => (knot + 0.5) / (bins + 1);

    private double Score(int knot) => Normal.InvCDF(0, 1, Level(knot));

    /// <summary>How many of the inner knots lie below each number: [batch, d].</summary>
    private Tensor Bin(Tensor values, Tensor inner) =>
        bins == 1 ? values * 0 : values.Reshape([values.Shape[0], width, 1]).GreaterThan(inner).Sum([2]);

    /// <summary>x and z at both ends of the bins: [batch, d] each.</summary>
    private (Tensor Low, Tensor High, Tensor From, Tensor To) Ends(Tensor bin)
    {
        float[] starts = [.. Enumerable.Range(0, width).Select(j => (float)(j * (bins + 1)))];
        var position = bin + Tensor.Constant([width], starts);
        var table = knots.Tensor.Reshape([width * (bins + 1)]);
        return (table.Gather(position), table.Gather(position + 1), scores.Gather(bin), scores.Gather(bin + 1));
    }
}
