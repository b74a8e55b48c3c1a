using Likeness.Compute.Graph;

namespace Likeness.Nn;

/// <summary>
/// Linear layers with a ReLU between each two. Their names count the ReLUs too (<c>net.0</c>, <c>net.2</c>, …), as PyTorch's
/// nn.Sequential does.
/// </summary>
public sealed class Mlp
{
    private readonly Linear[] layers;

    /// <summary>Makes the layers.</summary>
    /// <param name="scope">Where their parameters go.</param>
    /// <param name="widths">Features in, of each hidden layer, and out; at least two.</param>
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
    /// <exception cref="ShapeException">x has another number of features.</exception>
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
