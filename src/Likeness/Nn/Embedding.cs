using Likeness.Compute.Graph;

namespace Likeness.Nn;

/// <summary>A learned vector for each of some words, a table [words, width] named <c>weight</c>, which begins normal, as PyTorch's does.</summary>
public sealed class Embedding
{
    /// <summary>Makes the table.</summary>
    /// <param name="scope">Where it goes.</param>
    /// <param name="vocabularySize">How many words there are.</param>
    /// <param name="width">Features of a vector.</param>
    /// <param name="deviation">The standard deviation that the numbers begin with; 1 as PyTorch's nn.Embedding, 0.02 in GPT-2.</param>
    public Embedding(ParameterScope scope, int vocabularySize, int width, double deviation = 1) =>
        Weight = scope.Normal("weight", [vocabularySize, width], deviation);

    /// <summary>The table: [words, width].</summary>
    public Parameter Weight { get; }

    /// <summary>The vectors of words.</summary>
    /// <param name="indices">Their numbers, counted from 0: any shape.</param>
    /// <returns>[indices…, width]; NaN for a number that is no word's.</returns>
    public Tensor Apply(Tensor indices) => Weight.Tensor.Gather(indices);
}
