using Likeness.Compute.Graph;

namespace Likeness.Nn;

/// <summary>
/// A learned vector for each token, a table [tokens, width] named <c>weight</c>, with normal initialisation as in PyTorch.
/// </summary>
public sealed class Embedding
{
    /// <summary>Creates the table.</summary>
    /// <param name="scope">The scope of the parameters.</param>
    /// <param name="vocabularySize">The number of tokens.</param>
    /// <param name="width">The number of features of a vector.</param>
    /// <param name="deviation">The standard deviation of the initial values; 1 in PyTorch's nn.Embedding, 0.02 in GPT-2.</param>
    public Embedding(ParameterScope scope, int vocabularySize, int width, double deviation = 1) =>
        Weight = scope.Normal("weight", [vocabularySize, width], deviation);

    /// <summary>The table: [tokens, width].</summary>
    public Parameter Weight { get; }

    /// <summary>Looks up the vectors of tokens.</summary>
    /// <param name="indices">Token indices, from 0: any shape.</param>
    /// <returns>[indices…, width]; NaN for an index out of range.</returns>
    public Tensor Apply(Tensor indices) => Weight.Tensor.Gather(indices);
}
