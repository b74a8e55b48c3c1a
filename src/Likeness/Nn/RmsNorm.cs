using Likeness.Compute.Graph;

namespace Likeness.Nn;

/// <summary>
/// RMS normalisation: the last axis is divided by its root mean square, then scaled by <c>weight</c> [width]. Zhang and Sennrich
/// 2019, arXiv:1910.07467, eq. 4.
/// </summary>
public sealed class RmsNorm
{
    private readonly double epsilon;

    /// <summary>Creates the layer's parameter.</summary>
    /// <param name="scope">The scope of the parameters.</param>
    /// <param name="width">The extent of the last axis.</param>
    /// <param name="epsilon">A constant added to the mean square for numerical stability.</param>
    public RmsNorm(ParameterScope scope, int width, double epsilon = 1e-6)
    {
        this.epsilon = epsilon;
        Weight = scope.Constant("weight", [width], 1);
    }

    /// <summary>The scale: [width].</summary>
    public Parameter Weight { get; }

    /// <summary>Applies the layer.</summary>
    /// <param name="x">[…, width].</param>
    /// <exception cref="ShapeException">The width of x differs.</exception>
    public Tensor Apply(Tensor x)
    {
        LayerShapes.RequireWidth("rms norm", x, Weight.Shape[0]);
        var square = x.Square().Mean([-1], keepDimensions: true);
        return x * (square + (float)epsilon).Sqrt().Reciprocal() * Weight.Tensor;
    }
}
