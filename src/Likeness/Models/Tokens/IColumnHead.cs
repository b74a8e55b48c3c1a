using Likeness.Compute.Graph;

namespace Likeness.Models.Tokens;

/// <summary>What a network says of a value: how its outputs for one make a distribution.</summary>
internal interface IColumnHead
{
    /// <summary>Numbers that the network gives for each value.</summary>
    int Outputs { get; }

    /// <summary>log p of values: of a cell its probability, else the density, in nats.</summary>
    /// <param name="outputs">[batch, columns, Outputs].</param>
    /// <param name="values">[batch, columns].</param>
    /// <param name="bins">The cells of each column, broadcast to [batch, columns].</param>
    /// <returns>[batch, columns].</returns>
    Tensor LogProbability(Tensor outputs, Tensor values, Tensor bins);

    /// <summary>Draws a value for each.</summary>
    /// <param name="outputs">[batch, columns, Outputs].</param>
    /// <param name="bins">The cells of each column, broadcast to [batch, columns].</param>
    /// <param name="stream">The first of two streams of random numbers.</param>
    /// <returns>[batch, columns].</returns>
    Tensor Sample(Tensor outputs, Tensor bins, ulong stream);
}
