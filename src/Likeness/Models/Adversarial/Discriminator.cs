using Likeness.Compute.Graph;
using Likeness.Nn;

namespace Likeness.Models.Adversarial;

/// <summary>A perceptron from rows to scores: linear layers with a leaky ReLU of slope 0.2 between them.</summary>
internal sealed class Discriminator
{
    private const float Slope = 0.2f;

    private readonly SpectralLinear[] layers;
    private readonly MinibatchDiscrimination? comparison;

    /// <summary>Makes the layers.</summary>
    /// <param name="scope">Where their parameters go.</param>
    /// <param name="dimensions">Width of a pack of rows.</param>
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
                i == 0 ? dimensions : options.Hidden + (isLast ? options.MinibatchFeatures : 0),
                isLast ? 1 : options.Hidden,
                bias || !isLast,
                options.SpectralNorm
            );
        }

        comparison =
            options.MinibatchFeatures > 0
                ? new MinibatchDiscrimination(scope.At("minibatch"), options.Hidden, options.MinibatchFeatures)
                : null;
    }

    /// <inheritdoc cref="AdversarialModel.DiscriminatorIn"/>
    public Func<Tensor, Tensor> In(ForwardPass pass, Tensor? reference)
    {
        var applied = Array.ConvertAll(layers, layer => layer.In(pass));
        Tensor Features(Tensor rows)
        {
            foreach (var layer in applied.AsSpan(0, applied.Length - 1))
            {
                rows = layer(rows).LeakyRelu(Slope);
            }

            return rows;
        }

        var compared = reference is null ? null : Features(reference);
        return rows =>
        {
            var x = Features(rows);
            x =
                comparison is null ? x
                : compared is null ? comparison.Apply(x)
                : comparison.Apply(x, compared);
            return applied[^1](x);
        };
    }
}
