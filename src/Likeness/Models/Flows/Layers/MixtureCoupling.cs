using Likeness.Compute.Graph;
using Likeness.Nn;

namespace Likeness.Models.Flows.Layers;

/// <summary>
/// y = logit(F(x)) ⊙ exp(a) + b on two quarters of an image's channels, where F(x) = Σ πₖ σ((x − μₖ) exp(−sₖ)) is the distribution function of a mixture of K logistic
/// distributions. a, b, π, μ and s come from a network of the other two quarters, which are kept. Ho et al. 2019, arXiv:1902.00275, §3.2, eq. 10 to 12. All of it
/// is computed in logarithms, so that no tail saturates: logit F = log F − log(1 − F), and log |dy/dx| = log f − log F − log(1 − F) + a.
/// </summary>
/// <param name="kept">The numbers of two quarters, 0 … 3, in order (<see cref="Quarters"/>).</param>
/// <param name="network">From [batch, half, height, width] to <see cref="OutputsPerChannel"/> · half channels: a, b, and K each of log π, μ and s.</param>
/// <param name="components">K.</param>
/// <param name="bound">Of a, and of s.</param>
internal sealed class MixtureCoupling(int[] kept, Func<Tensor, Tensor> network, int components, double bound)
    : FlowLayer
{
    // Bisections of the bracket of a root; the last are below the precision of 32-bit numbers.
    private const int Bisections = 40;

    private readonly Quarters quarters = new(kept);

    /// <summary>Outputs of the network for each channel that is changed.</summary>
    public static int OutputsPerChannel(int components) => 2 + (3 * components);

    public override (Tensor Result, Tensor LogDeterminant) Forward(Tensor x, ForwardPass pass)
    {
        var seen = quarters.Kept(x);
        var parts = Parameters(seen);
        var (logit, logSlope) = parts.Transform(quarters.Changed(x));
        var y = (logit * parts.LogScale.Exp()) + parts.Shift;
        return (quarters.Joined(seen, y), (logSlope + parts.LogScale).Sum([1, 2, 3]));
    }

    public override Tensor Inverse(Tensor y)
    {
        var seen = quarters.Kept(y);
        var parts = Parameters(seen);
        return quarters.Joined(seen, parts.Root((quarters.Changed(y) - parts.Shift) * (-parts.LogScale).Exp()));
    }

    private Mixture Parameters(Tensor seen)
    {
        var outputs = network(seen);
        var (batch, half, height, width) = (seen.Shape[0], seen.Shape[1], seen.Shape[2], seen.Shape[3]);
        Tensor Each(int from) =>
            outputs
                .Slice(1, (2 + (from * components)) * half, components * half)
                .Reshape([batch, components, half, height, width]);
        return new(
            LogScale.Bounded(outputs.Slice(1, 0, half), bound),
            outputs.Slice(1, half, half),
            Each(0).LogSoftmax(1),
            Each(1) + Centres(),
            LogScale.Bounded(Each(2), bound)
        );
    }

    // At first, when the network returns 0, the components lie side by side, so that they learn different things.
    private Tensor Centres() =>
        Tensor.Constant(
            [1, components, 1, 1, 1],
            [.. Enumerable.Range(0, components).Select(k => components == 1 ? 0 : (4f * k / (components - 1)) - 2)]
        );

    /// <summary>The parameters; those of components are [batch, K, half, height, width].</summary>
    private readonly record struct Mixture(
        Tensor LogScale,
        Tensor Shift,
        Tensor LogWeight,
        Tensor Mean,
        Tensor LogDeviation
    )
    {
        /// <summary>logit F(x) and log of its derivative.</summary>
        public (Tensor Logit, Tensor LogSlope) Transform(Tensor x)
        {
            var (below, above, z) = Tails(x);
            // log of a logistic density: log σ(z) + log σ(−z) − s.
            var logDensity = Sum(LogWeight - z.Softplus() - (-z).Softplus() - LogDeviation);
            return (below - above, logDensity - below - above);
        }

        /// <summary>x such that logit F(x) is a target: by bisection between the components' own roots, of which it is a mean.</summary>
        public Tensor Root(Tensor target)
        {
            var roots = Mean + (Spread(target) * LogDeviation.Exp());
            var mixture = this;
            var found = Tensor.Loop(
                Bisections,
                [-(-roots).Max([1]), roots.Max([1])],
                (_, bracket) =>
                {
                    var middle = (bracket[0] + bracket[1]) * 0.5f;
                    var (below, above, _) = mixture.Tails(middle);
                    var isLow = target.GreaterThan(below - above);
                    return [isLow.Where(middle, bracket[0]), isLow.Where(bracket[1], middle)];
                }
            );
            return (found[0] + found[1]) * 0.5f;
        }

        // log F, log(1 − F), and the standardised x of each component.
        private (Tensor Below, Tensor Above, Tensor Z) Tails(Tensor x)
        {
            var z = (Spread(x) - Mean) * (-LogDeviation).Exp();
            return (Sum(LogWeight - (-z).Softplus()), Sum(LogWeight - z.Softplus()), z);
        }

        private static Tensor Spread(Tensor x) => x.Reshape([x.Shape[0], 1, x.Shape[1], x.Shape[2], x.Shape[3]]);

        // LogSumExp keeps the axis with extent 1.
        private static Tensor Sum(Tensor x) => x.LogSumExp(1).Reshape([x.Shape[0], x.Shape[2], x.Shape[3], x.Shape[4]]);
    }
}
