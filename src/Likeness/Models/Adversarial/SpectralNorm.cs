using Likeness.Compute.Graph;
using Likeness.Nn;

namespace Likeness.Models.Adversarial;

/// <summary>
/// Divides a weight W, seen as a matrix from all its other axes to that of the outputs, by its largest singular value σ: Miyato et al.
/// 2018, arXiv:1802.05957, algorithm 1. Each training pass takes one step of power iteration towards σ: v ← Wᵀu/‖Wᵀu‖,
/// u ← Wv/‖Wv‖, σ = uᵀWv, where u is a buffer and the gradient treats u and v as constants. u starts at (1, …, 1)/√n, where the paper samples it. As PyTorch's spectral_norm.
/// </summary>
internal sealed class SpectralNorm
{
    private const float Min = 1e-12f;

    private readonly Parameter weight;
    private readonly Parameter vector;
    private readonly string whole;
    private readonly string others;
    private readonly char outputs;

    /// <summary>Makes the buffer.</summary>
    /// <param name="scope">Where it goes, beside the weight.</param>
    /// <param name="weight">W.</param>
    /// <param name="axis">The axis of the outputs in W.</param>
    public SpectralNorm(ParameterScope scope, Parameter weight, int axis)
    {
        this.weight = weight;
        whole = string.Concat(Enumerable.Range(0, weight.Shape.Rank).Select(i => (char)('a' + i)));
        outputs = whole[axis];
        others = whole.Remove(axis, 1);
        int count = weight.Shape[axis];
        vector = scope.Buffer("singular", [count, 1], (float)(1 / Math.Sqrt(count)));
    }

    /// <summary>W / σ.</summary>
    /// <param name="pass">In training, u is updated.</param>
    public Tensor Divided(ForwardPass pass)
    {
        var fixedWeight = weight.Tensor.Detached();
        var u = vector.Tensor.Reshape([vector.Shape[0]]);
        var v = Unit(Tensor.Contract($"{whole},{outputs}->{others}", fixedWeight, u)).Detached();
        u = Unit(Tensor.Contract($"{whole},{others}->{outputs}", fixedWeight, v)).Detached();
        if (pass.IsTraining)
        {
            pass.Note(vector, _ => u.Reshape(vector.Shape));
        }

        var sigma = (u * Tensor.Contract($"{whole},{others}->{outputs}", weight, v)).Sum();
        return weight.Tensor / sigma;
    }

    private static Tensor Unit(Tensor x) => x / (x.Square().Sum().Sqrt() + Min);
}
