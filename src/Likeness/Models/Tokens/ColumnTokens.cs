using Likeness.Compute.Graph;
using Likeness.Nn;

namespace Likeness.Models.Tokens;

/// <summary>The vectors of a row's values: of a table of vectors for bins and levels, by a linear layer per column for continuous values.</summary>
internal sealed class ColumnTokens
{
    // Frequencies of the sines and cosines of a continuous value.
    private const int Waves = 5;

    private readonly Embedding? vectors;
    private readonly ValueTokens? numbers;
    private readonly Tensor first; // the number of each column's first token: [columns]

    /// <summary>Makes the parameters.</summary>
    /// <param name="scope">Where they go.</param>
    /// <param name="space">What is known of the columns.</param>
    /// <param name="width">Features of a vector.</param>
    public ColumnTokens(ParameterScope scope, ModelSpace space, int width)
    {
        var scale = new ColumnScale(space);
        var starts = new float[space.Width];
        int count = 0;
        for (int i = 0; i < starts.Length; i++)
        {
            starts[i] = count;
            count += space.Dimensions[i].Bins;
        }

        first = Tensor.Constant([space.Width], starts);
        if (scale.IsBins)
        {
            vectors = new Embedding(scope, count, width);
        }
        else
        {
            numbers = new ValueTokens(scope, scale, space.Width, width, Waves);
        }
    }

    /// <summary>The vectors of rows.</summary>
    /// <param name="rows">[batch, columns].</param>
    /// <returns>[batch, columns, width].</returns>
    public Tensor Apply(Tensor rows) => vectors?.Apply(rows + first) ?? numbers!.Apply(rows);

    /// <summary>The vectors of one column.</summary>
    /// <param name="values">[batch, 1].</param>
    /// <param name="column">The column.</param>
    /// <returns>[batch, width].</returns>
    public Tensor ApplyAt(Tensor values, int column)
    {
        var index = Tensor.Constant(Shape.Scalar, column);
        return vectors is null
            ? numbers!.ApplyAt(values, index)
            : vectors.Apply(values + first.Gather(index)).Reshape([values.Shape[0], vectors.Weight.Shape[1]]);
    }
}
