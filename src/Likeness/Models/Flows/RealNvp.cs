using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using Likeness.Compute.Graph;
using Likeness.Data.Transforms;
using Likeness.Models.Flows.Layers;
using Likeness.Models.ReferenceWeights;
using Likeness.Nn;

namespace Likeness.Models.Flows;

/// <summary>Options of <see cref="RealNvp"/>.</summary>
public sealed record RealNvpOptions : FlowOptions
{
    /// <summary>The recipe of the reference implementation, pi_generator: no dequantisation, a constant learning rate, the last weights, unbounded scales.</summary>
    [FormerName("origin")]
    public static RealNvpOptions PiGenerator { get; } =
        new()
        {
            Schedule = LearningRateSchedule.Constant,
            Averaging = 0,
            Dequantise = false,
            Transform = TransformKind.Logit,
            ScaleBound = 0,
        };

    /// <summary>Affine coupling layers.</summary>
    [Description("affine coupling layers")]
    [Range(1, 256)]
    public int Couplings { get; init; } = 6;

    /// <summary>Width of the two hidden layers in each network.</summary>
    [Description("width of the two hidden layers in each network")]
    [Range(1, 65_536)]
    public int Hidden { get; init; } = 256;

    /// <summary>a in s = a·tanh(h/a), which keeps the inverse finite; 0 leaves the scales unbounded, as in pi_generator.</summary>
    [Description("bound of each log-scale, so that the inverse stays finite; 0 for none")]
    [Range(0, 10)]
    public double ScaleBound { get; init; } = 2;

    internal override WeightLayout ReferenceLayout => RealNvpLayout.Instance;
}

/// <summary>
/// RealNVP: affine couplings under alternating masks. Dinh, Sohl-Dickstein and Bengio 2017, arXiv:1605.08803. With mask b and
/// networks s and t: z = b ⊙ x + (1 − b) ⊙ (x ⊙ exp(s(b ⊙ x)) + t(b ⊙ x)) (eq. 9) and log |det ∂z/∂x| = Σ (1 − b) ⊙ s
/// (eq. 6). The first coupling keeps the first ⌊d/2⌋ dimensions, the second keeps the others, and so on. The base is N(0, I).
/// </summary>
[Model(
    "realnvp",
    Title = "RealNVP",
    Paper = "Dinh et al. 2017, arXiv:1605.08803",
    Summary = "a flow of affine couplings with an exact density"
)]
public sealed class RealNvp : LayeredFlow
{
    /// <summary>Makes the model.</summary>
    /// <param name="options">Sizes and bounds.</param>
    /// <param name="space">Its width is d, at least 1; with 1, every second coupling is affine and the others are the identity.</param>
    /// <param name="seed">The seed of the first weights; null leaves them zero, to be filled.</param>
    public RealNvp(RealNvpOptions options, ModelSpace space, ulong? seed = 0)
        : base(space, seed)
    {
        for (int i = 0; i < options.Couplings; i++)
        {
            Add(new MaskedCoupling(Scope.At("layers").At(i), space.Width, keepsFirst: i % 2 == 0, options));
        }
    }

    /// <summary>s and t of one coupling, which are 0 on the dimensions that it keeps.</summary>
    private sealed class MaskedCoupling : FlowLayer
    {
        private readonly Mlp scaleNet;
        private readonly Mlp translateNet;
        private readonly Tensor kept; // b: [d]
        private readonly Tensor changed; // 1 − b: [d]
        private readonly double bound;

        public MaskedCoupling(ParameterScope scope, int dimensions, bool keepsFirst, RealNvpOptions options)
        {
            int[] widths = [dimensions, options.Hidden, options.Hidden, dimensions];
            scaleNet = new Mlp(scope.At("scale_net"), widths);
            translateNet = new Mlp(scope.At("translate_net"), widths);
            float[] mask = [.. Enumerable.Range(0, dimensions).Select(i => i < dimensions / 2 == keepsFirst ? 1f : 0f)];
            kept = Tensor.Constant([dimensions], mask);
            changed = Tensor.Constant([dimensions], Array.ConvertAll(mask, b => 1 - b));
            bound = options.ScaleBound;
        }

        public override (Tensor Result, Tensor LogDeterminant) Forward(Tensor x, ForwardPass pass)
        {
            var (scale, shift) = Networks(x);
            return ((x * scale.Exp()) + shift, scale.Sum([1]));
        }

        public override Tensor Inverse(Tensor y)
        {
            var (scale, shift) = Networks(y);
            return (y - shift) * (-scale).Exp();
        }

        private (Tensor Scale, Tensor Shift) Networks(Tensor x)
        {
            var seen = x * kept;
            var scale = scaleNet.Apply(seen);
            return (LogScale.Bounded(scale, bound) * changed, translateNet.Apply(seen) * changed);
        }
    }
}
