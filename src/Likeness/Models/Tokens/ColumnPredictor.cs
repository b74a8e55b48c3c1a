using Likeness.Compute.Graph;
using Likeness.Nn;

namespace Likeness.Models.Tokens;

/// <summary>The distribution of one column's value given the vectors of the visible columns: one hidden layer, and a softmax over bins or a mixture for continuous values.</summary>
internal sealed class ColumnPredictor
{
    // Logistic distributions in the mixture of a continuous value.
    private const int Mixture = 10;

    private readonly Linear hidden;
    private readonly Linear output;
    private readonly Dropout dropout;
    private readonly IColumnHead head;
    private readonly Tensor bins; // [1]

    /// <summary>Makes the network.</summary>
    /// <param name="scope">Where its parameters go.</param>
    /// <param name="column">The column.</param>
    /// <param name="inputs">Features of all columns.</param>
    /// <param name="options">The options of the model.</param>
    public ColumnPredictor(ParameterScope scope, ModelDimension column, int inputs, TabularArgnOptions options)
    {
        var scale = new ColumnScale(new ModelSpace([column]));
        var sampling = new TokenSampling(options.Temperature, TopK: 0, TopP: 1);
        head = scale.IsBins ? new SoftmaxHead(scale, sampling) : new MixtureHead(scale, Mixture, sampling);
        bins = scale.Bins;
        hidden = new Linear(scope.At("hidden"), inputs, options.Hidden);
        output = new Linear(scope.At("output"), options.Hidden, head.Outputs);
        dropout = new Dropout(options.Dropout);
    }

    /// <summary>log p of values.</summary>
    /// <param name="visible">The vectors of the visible columns, 0 for the others: [batch, inputs].</param>
    /// <param name="values">[batch, 1].</param>
    /// <param name="pass">Whether this is training.</param>
    /// <returns>[batch, 1].</returns>
    public Tensor LogProbability(Tensor visible, Tensor values, ForwardPass pass) =>
        head.LogProbability(Outputs(visible, pass), values, bins);

    /// <summary>Values, sampled.</summary>
    /// <param name="visible">The vectors of the visible columns, 0 for the others: [batch, inputs].</param>
    /// <param name="stream">The first of two streams of random numbers.</param>
    /// <returns>[batch, 1].</returns>
    public Tensor Sample(Tensor visible, ulong stream) =>
        head.Sample(Outputs(visible, ForwardPass.Inference), bins, stream);

    private Tensor Outputs(Tensor visible, ForwardPass pass) =>
        output.Apply(dropout.Apply(hidden.Apply(visible).Relu(), pass)).Reshape([visible.Shape[0], 1, head.Outputs]);
}
