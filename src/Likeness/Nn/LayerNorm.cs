using Likeness.Compute.Graph;

namespace Likeness.Nn;

/// <summary>
/// Layer normalisation: the last axis is normalised to mean 0 and variance 1, then scaled by <c>weight</c> and shifted by
/// <c>bias</c>, [width] each. Ba et al. 2016, arXiv:1607.06450; as PyTorch's nn.LayerNorm.
/// </summary>
public sealed class LayerNorm
{
    private readonly double epsilon;

    /// <summary>Creates the layer's parameters.</summary>
    /// <param name="scope">The scope of the parameters.</param>
    /// <param name="width">The extent of the last axis.</param>
    /// <param name="epsilon">A constant added to the variance for numerical stability.</param>
    /// <param name="bias">Whether to add a shift.</param>
    public LayerNorm(ParameterScope scope, int width, double epsilon = 1e-5, bool bias = true)
    {
        this.epsilon = epsilon;
        Weight = scope.Constant("weight", [width], 1);
        Bias = bias ? scope.Constant("bias", [width], 0) : null;
    }

    /// <summary>The scale: [width].</summary>
    public Parameter Weight { get; }

    /// <summary>The shift: [width]; null if there is none.</summary>
    public Parameter? Bias { get; }

    /// <summary>Applies the layer.</summary>
    /// <param name="x">[…, width].</param>
    /// <exception cref="ShapeException">The width of x differs.</exception>
    public Tensor Apply(Tensor x)
    {
        LayerShapes.RequireWidth("layer norm", x, Weight.Shape[0]);
        var standard = Standardisation.Compute(x, [-1], epsilon);
        var scaled = standard.Scaled(1, 0) * Weight.Tensor;
        return Bias is null ? scaled : scaled + Bias.Tensor;
    }
}
