using Likeness.Compute.Graph;

namespace Likeness.Nn;

/// <summary>
/// A multilayer perceptron: linear layers with a ReLU between each two. Their names count the ReLUs too (<c>net.0</c>,
/// <c>net.2</c>, …), as in PyTorch's nn.Sequential.
/// </summary>
public sealed class Mlp
{
    private readonly Linear[] layers;

    /// <summary>Creates the layers.</summary>
    /// <param name="scope">The scope of the parameters.</param>
    /// <param name="widths">
    /// The number of input features, the width of each hidden layer, and the number of output features; at least two.
    /// </param>
    /// <exception cref="ArgumentException">Fewer than two widths.</exception>
    public Mlp(ParameterScope scope, params ReadOnlySpan<int> widths)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(widths.Length, 2, nameof(widths));
        layers = new Linear[widths.Length - 1];
        for (int i = 0; i < layers.Length; i++)
        {
            layers[i] = new Linear(scope.At("net").At(2 * i), widths[i], widths[i + 1]);
        }
    }

    /// <summary>Applies the layers.</summary>
    /// <param name="x">[batch, first width].</param>
    /// <returns>[batch, last width].</returns>
    /// <exception cref="ShapeException">The number of features of x differs.</exception>
    public Tensor Apply(Tensor x)
    {
        var y = layers[0].Apply(x);
        foreach (var layer in layers.AsSpan(1))
        {
            y = layer.Apply(y.Relu());
        }

        return y; // [batch, last width]
    }
}
