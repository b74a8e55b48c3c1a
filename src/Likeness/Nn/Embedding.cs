using Likeness.Compute.Graph;

namespace Likeness.Nn;

/// <summary>A learned vector for each of some words, a table [words, width] named <c>weight</c>, which begins normal, as PyTorch's does.</summary>
public sealed class Embedding
{
    /// <summary>Makes the table.</summary>
    /// <param name="scope">Where it goes.</param>
    /// <param name="words">How many words there are.</param>
    /// <param name="width">Features of a vector.</param>
    public Embedding(ParameterScope scope, int words, int width) => Weight = scope.Normal("weight", [words, width], 1);

    /// <summary>The table: [words, width].</summary>
    public Parameter Weight { get; }

    /// <summary>The vectors of words.</summary>
    /// <param name="indices">Their numbers, counted from 0: any shape.</param>
    /// <returns>[indices…, width]; NaN for a number that is no word's.</returns>
    public Tensor Apply(Tensor indices) => Weight.Tensor.Gather(indices);
}
