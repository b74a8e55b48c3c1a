using Likeness.Compute.Graph;

namespace Likeness.Models.Images.Autoregressive;

/// <summary>How a network's outputs for a value of a pixel make a distribution over its levels.</summary>
internal interface IPixelHead
{
    /// <summary>Numbers that the network gives for each value.</summary>
    int Outputs { get; }

    /// <summary>log p of values.</summary>
    /// <param name="outputs">[batch, channels · Outputs, height, width].</param>
    /// <param name="pixels">The numbers of levels: [batch, channels, height, width].</param>
    /// <returns>[batch, channels, height, width], in nats.</returns>
    Tensor LogProbability(Tensor outputs, Tensor pixels);

    /// <summary>Draws a value for each.</summary>
    /// <param name="outputs">[batch, Outputs].</param>
    /// <param name="stream">The first of two streams of random numbers.</param>
    /// <returns>[batch, 1].</returns>
    Tensor Sample(Tensor outputs, ulong stream);
}
