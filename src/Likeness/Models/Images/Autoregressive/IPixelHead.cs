using Likeness.Compute.Graph;

namespace Likeness.Models.Images.Autoregressive;

/// <summary>A distribution over the levels of a value, given the outputs of a network.</summary>
internal interface IPixelHead
{
    /// <summary>Outputs of the network per value.</summary>
    int Outputs { get; }

    /// <summary>log p of values.</summary>
    /// <param name="outputs">[batch, channels · Outputs, height, width].</param>
    /// <param name="pixels">The numbers of levels: [batch, channels, height, width].</param>
    /// <returns>[batch, channels, height, width], in nats.</returns>
    Tensor LogProbability(Tensor outputs, Tensor pixels);

    /// <summary>One value per column or channel, sampled.</summary>
    /// <param name="outputs">[batch, Outputs].</param>
    /// <param name="stream">The first of two streams of random numbers.</param>
    /// <returns>[batch, 1].</returns>
    Tensor Sample(Tensor outputs, ulong stream);
}
