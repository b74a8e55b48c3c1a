using Likeness.Compute.Graph;

namespace Likeness.Models.Flows.Maps;

/// <summary>
/// A monotone spline of rational quadratics on [−B, B], and the identity outside. Durkan et al. 2019, arXiv:1906.04032, §3.1; Gregory
/// and Delbourgo 1982. In bin k, with ξ = (x − xₖ)/wₖ, s = hₖ/wₖ and the slopes δₖ, δₖ₊₁ at its two knots,
/// y = yₖ + hₖ (s ξ² + δₖ ξ(1 − ξ)) / (s + (δₖ₊₁ + δₖ − 2s) ξ(1 − ξ)) (eq. 4), with its slope by eq. 5 and its inverse by eq. 6–8.
/// Widths and heights are a softmax each, with a minimum fraction; inner slopes are a softplus with a minimum, and 1 at both ends.
/// </summary>
/// <param name="bins">K; at least 2.</param>
/// <param name="bound">B.</param>
internal sealed class SplineMap(int bins, double bound) : ElementMap
{
    private const float MinFraction = 1e-3f; // of the widths or heights; as in the authors' program
    private const float MinSlope = 1e-3f;

    private readonly float bound = (float)bound;

    // log(exp(1 − least) − 1): a parameter of 0 gives a slope of 1.
    private readonly float even = (float)Math.Log(Math.Exp(1 - MinSlope) - 1);

    // K widths, K heights, K − 1 slopes.
    public override int Parameters => (3 * bins) - 1;

    public override (Tensor Y, Tensor LogSlope) Forward(Tensor x, Tensor parameters)
    {
        var inside = Inside(x);
        var within = inside.Where(x, 0); // any inner value for those that are not mapped
        var bin = Bin.Create(this, parameters, within, alongX: true);
        var position = (within - bin.Left) / bin.Width;
        var both = position * (1 - position);
        var steepness = bin.Height / bin.Width;
        var rise = bin.Height * ((steepness * position.Square()) + (bin.SlopeLeft * both));
        var y = bin.Bottom + (rise / (steepness + (bin.Bend(steepness) * both)));
        return (inside.Where(y, x), inside.Where(LogSlope(bin, position), 0));
    }

    public override (Tensor X, Tensor LogSlope) Inverse(Tensor y, Tensor parameters)
    {
        var inside = Inside(y);
        var within = inside.Where(y, 0);
        var bin = Bin.Create(this, parameters, within, alongX: false);
        var rise = within - bin.Bottom;
        var steepness = bin.Height / bin.Width;
        var bent = rise * bin.Bend(steepness);
        var a = (bin.Height * (steepness - bin.SlopeLeft)) + bent;
        var b = (bin.Height * bin.SlopeLeft) - bent;
        var c = -(steepness * rise);
        var position = 2 * c / (-b - (b.Square() - (4 * a * c)).Maximum(0).Sqrt());
        return (inside.Where(bin.Left + (position * bin.Width), y), inside.Where(-LogSlope(bin, position), 0));
    }

    private Tensor Inside(Tensor x) => x.Abs().GreaterThan(bound).EqualTo(0);

    private static Tensor LogSlope(Bin bin, Tensor position)
    {
        var other = 1 - position;
        var both = position * other;
        var steepness = bin.Height / bin.Width;
        var numerator =
            (bin.SlopeRight * position.Square()) + (2 * steepness * both) + (bin.SlopeLeft * other.Square());
        var denominator = steepness + (bin.Bend(steepness) * both);
        return (2 * (steepness / denominator).Log()) + numerator.Log();
    }

    /// <summary>Extents that are positive and sum to 2B.</summary>
    private Tensor Extents(Tensor parameters, int start)
    {
        var fractions = parameters.Slice(2, start, bins).Softmax(2);
        return ((fractions * (1 - (MinFraction * bins))) + MinFraction) * (2 * bound);
    }

    /// <summary>The bin of each value: every member has the shape of the values.</summary>
    private sealed record Bin(
        Tensor Left,
        Tensor Width,
        Tensor Bottom,
        Tensor Height,
        Tensor SlopeLeft,
        Tensor SlopeRight
    )
    {
        /// <summary>δₖ₊₁ + δₖ − 2s.</summary>
        public Tensor Bend(Tensor steepness) => SlopeLeft + SlopeRight - (2 * steepness);

        /// <summary>Finds bins by comparison with all knots: sums over K are cheaper in vector lanes than look-ups.</summary>
        public static Bin Create(SplineMap map, Tensor parameters, Tensor numbers, bool alongX)
        {
            int bins = map.Parameters / 3 + 1;
            int inner = bins - 1;
            var widths = map.Extents(parameters, 0);
            var heights = map.Extents(parameters, bins);
            var slopes = (parameters.Slice(2, 2 * bins, inner) + map.even).Softplus() + MinSlope;
            var knots = (alongX ? widths : heights).Slice(2, 0, inner).CumulativeSum(2) - map.bound;
            Shape column = [numbers.Shape[0], numbers.Shape[1], 1];
            var passed = numbers.Reshape(column).GreaterThan(knots); // [batch, dimensions, K − 1]: 1 for knots below
            var one = Tensor.Constant([1, 1, 1], 1).BroadcastTo(column);
            var isHere = Tensor.Concatenate(2, one, passed) - passed.Pad(2, 0, 1); // 1 for the bin, of K
            Tensor Here(Tensor values) => (isHere * values).Sum([2]);
            Tensor Before(Tensor extents) => (passed * extents.Slice(2, 0, inner)).Sum([2]) - map.bound;
            // Slopes of 1 at the first and the last knot.
            var first = isHere.Slice(2, 0, 1).Reshape(numbers.Shape);
            var last = isHere.Slice(2, inner, 1).Reshape(numbers.Shape);
            return new(
                Before(widths),
                Here(widths),
                Before(heights),
                Here(heights),
                first + (isHere.Slice(2, 1, inner) * slopes).Sum([2]),
                last + (isHere.Slice(2, 0, inner) * slopes).Sum([2])
            );
        }
    }
}
