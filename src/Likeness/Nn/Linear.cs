using Likeness.Compute.Graph;

namespace Likeness.Nn;

/// <summary>
/// y = x·Wᵀ + b, with W [outputs, inputs] and b [outputs] named <c>weight</c> and <c>bias</c>. Both begin uniform on
/// ±1/√inputs, as PyTorch's nn.Linear does.
/// </summary>
public sealed class Linear
{
    /// <summary>Makes the layer's parameters.</summary>
    /// <param name="scope">Where they go.</param>
    /// <param name="inputs">Features in; at least 1.</param>
    /// <param name="outputs">Features out; at least 1.</param>
    public Linear(ParameterScope scope, int inputs, int outputs)
    {
        double bound = 1 / Math.Sqrt(inputs);
        Weight = scope.Uniform("weight", [outputs, inputs], bound);
        Bias = scope.Uniform("bias", [outputs], bound);
    }

    /// <summary>W: [outputs, inputs].</summary>
    public Parameter Weight { get; }

    /// <summary>b: [outputs].</summary>
    public Parameter Bias { get; }

    /// <summary>Applies the layer.</summary>
    /// <param name="x">[batch, inputs].</param>
    /// <returns>[batch, outputs].</returns>
    /// <exception cref="ShapeException">x has another number of features.</exception>
    public Tensor Apply(Tensor x) => x.MatMul(Weight.Tensor.Transpose()) + Bias.Tensor;
}
