using Likeness.Compute.Graph;

namespace Likeness.Nn;

/// <summary>A network that predicts sequences symbol by symbol, remembering those before.</summary>
public interface IStepNetwork
{
    /// <summary>How many symbols there are.</summary>
    int Symbols { get; }

    /// <summary>The most positions of a sequence; null where there is no end.</summary>
    int? Positions { get; }

    /// <summary>What follows on the next position of sequences.</summary>
    /// <param name="sequence">The symbols there: [batch].</param>
    /// <param name="state">What is remembered of the sequences.</param>
    /// <param name="classes">The class of each sequence, [batch]; null where the network knows none.</param>
    /// <returns>Logits of the symbol after it: [batch, symbols].</returns>
    Tensor Step(Tensor sequence, DecodingState state, Tensor? classes = null);
}
