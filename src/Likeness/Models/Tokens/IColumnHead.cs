using Likeness.Compute.Graph;

namespace Likeness.Models.Tokens;

/// <summary>A distribution of values, given the outputs of a network.</summary>
internal interface IColumnHead
{
    /// <summary>Outputs of the network per value.</summary>
    int Outputs { get; }

    /// <summary>log p of values: of a bin its probability, else the density, in nats.</summary>
    /// <param name="outputs">[batch, columns, Outputs].</param>
    /// <param name="values">[batch, columns].</param>
    /// <param name="bins">The bins of each column, broadcast to [batch, columns].</param>
    /// <returns>[batch, columns].</returns>
    Tensor LogProbability(Tensor outputs, Tensor values, Tensor bins);

    /// <summary>One value per column or channel, sampled.</summary>
    /// <param name="outputs">[batch, columns, Outputs].</param>
    /// <param name="bins">The bins of each column, broadcast to [batch, columns].</param>
    /// <param name="stream">The first of two streams of random numbers.</param>
    /// <returns>[batch, columns].</returns>
    Tensor Sample(Tensor outputs, Tensor bins, ulong stream);
}
