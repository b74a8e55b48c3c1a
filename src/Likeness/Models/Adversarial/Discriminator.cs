using Likeness.Compute.Graph;
using Likeness.Nn;

namespace Likeness.Models.Adversarial;

/// <summary>A perceptron from rows to scores: linear layers with a leaky ReLU of slope 0.2 between them.</summary>
internal sealed class Discriminator
{
    private const float Slope = 0.2f;

    private readonly SpectralLinear[] layers;

    /// <summary>Makes the layers.</summary>
    /// <param name="scope">Where their parameters go.</param>
    /// <param name="dimensions">Width of a row.</param>
    /// <param name="options">Sizes.</param>
    /// <param name="bias">Whether the score has a bias (<see cref="AdversarialLoss.HasZero"/>).</param>
    public Discriminator(ParameterScope scope, int dimensions, PointGanOptions options, bool bias)
    {
        layers = new SpectralLinear[options.Layers + 1];
        for (int i = 0; i < layers.Length; i++)
        {
            bool isLast = i == options.Layers;
            layers[i] = new SpectralLinear(
                scope.At(i),
                i == 0 ? dimensions : options.Hidden,
                isLast ? 1 : options.Hidden,
                bias || !isLast,
                options.SpectralNorm
            );
        }
    }

    /// <summary>The discriminator in one pass: from rows, [batch, d], to scores, [batch, 1].</summary>
    /// <param name="pass">Whether this is training.</param>
    public Func<Tensor, Tensor> In(ForwardPass pass)
    {
        var applied = Array.ConvertAll(layers, layer => layer.In(pass));
        return rows =>
        {
            var x = applied[0](rows);
            foreach (var layer in applied.AsSpan(1))
            {
                x = layer(x.LeakyRelu(Slope));
            }

            return x;
        };
    }
}
