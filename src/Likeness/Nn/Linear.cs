using Likeness.Compute.Graph;

namespace Likeness.Nn;

/// <summary>
/// y = x·Wᵀ + b along the last axis, with W [outputs, inputs] and b [outputs] named <c>weight</c> and <c>bias</c>. Both are
/// initialised uniformly on ±1/√inputs, as in PyTorch's nn.Linear.
/// </summary>
public sealed class Linear
{
    /// <summary>Creates the layer's parameters.</summary>
    /// <param name="scope">The scope of the parameters.</param>
    /// <param name="inputs">Input features; at least 1.</param>
    /// <param name="outputs">Output features; at least 1.</param>
    /// <param name="bias">Whether to add a b.</param>
    public Linear(ParameterScope scope, int inputs, int outputs, bool bias = true)
    {
        double bound = 1 / Math.Sqrt(inputs);
        Weight = scope.Uniform("weight", [outputs, inputs], bound);
        Bias = bias ? scope.Uniform("bias", [outputs], bound) : null;
    }

    /// <summary>W: [outputs, inputs].</summary>
    public Parameter Weight { get; }

    /// <summary>b: [outputs]; null if there is none.</summary>
    public Parameter? Bias { get; }

    /// <summary>Applies the layer.</summary>
    /// <param name="x">[batch, …, inputs].</param>
    /// <returns>[batch, …, outputs].</returns>
    /// <exception cref="ShapeException">The number of features of x differs.</exception>
    public Tensor Apply(Tensor x) => Project(x, Weight, Bias?.Tensor);

    /// <summary>x·Wᵀ + b along the last axis.</summary>
    /// <param name="x">[batch, …, inputs].</param>
    /// <param name="weight">[outputs, inputs].</param>
    /// <param name="bias">[outputs], or null.</param>
    internal static Tensor Project(Tensor x, Tensor weight, Tensor? bias)
    {
        string positions = string.Concat(
            Enumerable.Range(0, Math.Max(0, x.Shape.Rank - 1)).Select(axis => (char)('p' + axis))
        );
        var product = Tensor.Contract($"{positions}i,oi->{positions}o", x, weight);
        return bias is null ? product : product + bias;
    }
}
