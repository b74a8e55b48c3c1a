using Likeness.Compute.Graph;

namespace Likeness.Nn;

/// <summary>
/// y = x·Wᵀ + b along the last axis, with W [outputs, inputs] and b [outputs] named <c>weight</c> and <c>bias</c>. Both begin uniform
/// on ±1/√inputs, as PyTorch's nn.Linear does.
/// </summary>
public sealed class Linear
{
    /// <summary>Makes the layer's parameters.</summary>
    /// <param name="scope">Where they go.</param>
    /// <param name="inputs">Features in; at least 1.</param>
    /// <param name="outputs">Features out; at least 1.</param>
    /// <param name="bias">Whether there is a b.</param>
    public Linear(ParameterScope scope, int inputs, int outputs, bool bias = true)
    {
        double bound = 1 / Math.Sqrt(inputs);
        Weight = scope.Uniform("weight", [outputs, inputs], bound);
        Bias = bias ? scope.Uniform("bias", [outputs], bound) : null;
    }

    /// <summary>W: [outputs, inputs].</summary>
    public Parameter Weight { get; }

    /// <summary>b: [outputs]; null where there is none.</summary>
    public Parameter? Bias { get; }

    /// <summary>Applies the layer.</summary>
    /// <param name="x">[batch, …, inputs].</param>
    /// <returns>[batch, …, outputs].</returns>
    /// <exception cref="ShapeException">x has another number of features.</exception>
    public Tensor Apply(Tensor x) => Project(x, Weight, Bias?.Tensor);

    /// <summary>x·Wᵀ + b along the last axis.</summary>
    /// <param name="x">[batch, …, inputs].</param>
    /// <param name="weight">[outputs, inputs].</param>
    /// <param name="bias">[outputs], or null.</param>
    internal static Tensor Project(Tensor x, Tensor weight, Tensor? bias)
    {
        string places = string.Concat(
            Enumerable.Range(0, Math.Max(0, x.Shape.Rank - 1)).Select(axis => (char)('p' + axis))
        );
        var product = Tensor.Contract($"{places}i,oi->{places}o", x, weight);
        return bias is null ? product : product + bias;
    }
}
