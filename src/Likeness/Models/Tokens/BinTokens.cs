using Likeness.Compute.Graph;
using Likeness.Nn;

namespace Likeness.Models.Tokens;

/// <summary>Tokens of bins: a learned vector for each bin of each column, and one for each position, as in GPT-2.</summary>
internal sealed class BinTokens : IColumnTokens
{
    private const double Deviation = 0.02;

    private readonly Embedding vectors;
    private readonly LearnedPositions positions;
    private readonly Tensor first; // the number of each column's first token: [columns]

    /// <summary>Makes the tables.</summary>
    /// <param name="scope">Where they go.</param>
    /// <param name="space">What is known of the columns, all of them cut into bins.</param>
    /// <param name="columns">How many of the first columns become tokens.</param>
    /// <param name="width">Features of a token.</param>
    public BinTokens(ParameterScope scope, ModelSpace space, int columns, int width)
    {
        int count = 0;
        var starts = new float[columns];
        for (int i = 0; i < columns; i++)
        {
            starts[i] = count;
            count += space.Dimensions[i].Bins;
        }

        first = Tensor.Constant([columns], starts);
        vectors = new Embedding(scope.At("wte"), count, width, Deviation);
        positions = new LearnedPositions(scope.At("wpe"), columns, width, Deviation);
    }

    /// <inheritdoc/>
    public Tensor Apply(Tensor values) => positions.Apply(vectors.Apply(values + first));

    /// <inheritdoc/>
    public Tensor ApplyAt(Tensor values, Tensor column)
    {
        var found = vectors.Apply(values + first.Gather(column)); // [batch, 1, width]
        return found.Reshape([values.Shape[0], found.Shape[2]]) + positions.Weight.Tensor.Gather(column);
    }
}
