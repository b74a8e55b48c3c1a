using Likeness.Compute.Graph;
using Likeness.Modalities.Images.Data;
using Likeness.Nn;

namespace Likeness.Models.Flows.Layers;

/// <summary>
/// Variational dequantisation: Ho et al. 2019, arXiv:1902.00275, §3.1. A pixel is (v + u)/256 with a level v and uniform noise u. A flow conditioned on all levels maps u
/// to the noise u′ of the pixel (v + u′)/256, so that log q(u′|v) = −log |du′/du| and the density of pixels bounds log E_q[p(v + u′)/q(u′|v)]
/// (eq. 8). Couplings act on logit u, squeezed, and a sigmoid follows. The layer is invertible, as others are.
/// </summary>
/// <param name="scale">How pixels are scaled; one that dequantises.</param>
/// <param name="couplings">Each makes a coupling of squeezed noise, [batch, 4 · channels, height / 2, width / 2], given levels from −1 to 1 of that shape.</param>
internal sealed class VariationalDequantisation(PixelScale scale, IReadOnlyList<Func<Tensor, FlowLayer>> couplings)
    : FlowLayer
{
    private const int Levels = 256;

    // u is moved into [α/2, 1 − α/2], so that its logit is finite.
    private const float Alpha = 1e-4f;

    // Pixels are 32-bit numbers: closer to a border, u may round to the next level.
    private const float Border = 1f / 16384;

    private readonly Squeeze squeeze = new();

    public override (Tensor Result, Tensor LogDeterminant) Forward(Tensor x, ForwardPass pass)
    {
        var unit = ToUnit(x) * Levels;
        var level = unit.Floor();
        var moved = ((unit - level) * (1 - Alpha)) + (Alpha / 2);
        var (noise, logDeterminant) = Chain(level).Forward(Squeezed(Logit(moved)), pass);
        var free = squeeze.Inverse(noise);
        var result = FromUnit((level + free.Sigmoid()) * (1f / Levels));
        // d sigmoid = σ(h) σ(−h), d logit = 1 / (a (1 − a)), and the slopes of the scale at both ends.
        var each = Slope(result) - Slope(x) - free.Softplus() - (-free).Softplus() - moved.Log() - (1 - moved).Log();
        return (result, logDeterminant + (each + MathF.Log(1 - Alpha)).Sum([1, 2, 3]));
    }

    public override Tensor Inverse(Tensor y)
    {
        var unit = ToUnit(y) * Levels;
        var level = unit.Floor();
        var free = Logit((unit - level).Clamp(Border, 1 - Border));
        var moved = squeeze.Inverse(Chain(level).Inverse(Squeezed(free))).Sigmoid();
        var noise = ((moved - (Alpha / 2)) * (1 / (1 - Alpha))).Clamp(Border, 1 - Border);
        return FromUnit((level + noise) * (1f / Levels));
    }

    private FlowChain Chain(Tensor level)
    {
        var context = Squeezed((level.Clamp(0, Levels - 1) * (2f / (Levels - 1))) - 1);
        var chain = new FlowChain();
        foreach (var make in couplings)
        {
            chain.Add(make(context));
        }

        return chain;
    }

    private Tensor Squeezed(Tensor x) => squeeze.Forward(x, ForwardPass.Inference).Result;

    private Tensor ToUnit(Tensor x) =>
        scale switch
        {
            PixelScale.Logit => (x.Sigmoid() - (float)ImageTransform.Lambda)
                * (float)(1 / (1 - (2 * ImageTransform.Lambda))),
            PixelScale.DequantisedSymmetric => (x + 1) * 0.5f,
            _ => x + 0.5f,
        };

    private Tensor FromUnit(Tensor p) =>
        scale switch
        {
            // Values far outside the levels, which only a sample may have, stay finite.
            PixelScale.Logit => Logit(
                ((p * (float)(1 - (2 * ImageTransform.Lambda))) + (float)ImageTransform.Lambda).Clamp(1e-6f, 1 - 1e-6f)
            ),
            PixelScale.DequantisedSymmetric => (p * 2) - 1,
            _ => p - 0.5f,
        };

    /// <summary>log |dx/dp|, less a constant.</summary>
    private Tensor Slope(Tensor x) => scale == PixelScale.Logit ? x.Softplus() + (-x).Softplus() : 0;

    private static Tensor Logit(Tensor p) => p.Log() - (1 - p).Log();
}
