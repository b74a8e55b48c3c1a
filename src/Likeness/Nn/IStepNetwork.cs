using Likeness.Compute.Graph;

namespace Likeness.Nn;

/// <summary>A network that predicts sequences symbol by symbol with a decoding state.</summary>
public interface IStepNetwork
{
    /// <summary>The number of symbols.</summary>
    int Symbols { get; }

    /// <summary>The maximum number of positions of a sequence; null if unlimited.</summary>
    int? Positions { get; }

    /// <summary>Predicts the next symbol of each sequence.</summary>
    /// <param name="sequence">The current symbols: [batch].</param>
    /// <param name="state">The decoding state of the sequences.</param>
    /// <param name="condition">The class of each sequence, and the features at the position of the next symbol.</param>
    /// <returns>Logits of the next symbol: [batch, symbols].</returns>
    Tensor Step(Tensor sequence, DecodingState state, SequenceCondition condition = default);
}
