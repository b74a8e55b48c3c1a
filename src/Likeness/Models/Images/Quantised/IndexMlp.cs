using Likeness.Compute.Graph;
using Likeness.Nn;

namespace Likeness.Models.Images.Quantised;

/// <summary>
/// A residual network for scalars of the whole image, which have no places that attention could find. Each has its own vectors, and one for the mask; the class is
/// one more. A step takes less time than that of the transformer, and fewer are needed.
/// </summary>
internal sealed class IndexMlp : IIndexNetwork
{
    private const int Width = 8; // features of a number
    private const double Deviation = 0.3;

    private readonly int count;
    private readonly int positions;
    private readonly Embedding numberVectors;
    private readonly Embedding? classVectors;
    private readonly ResidualMlp network;
    private readonly Tensor first; // the first vector of each position: [positions]

    /// <summary>Makes the layers.</summary>
    /// <param name="scope">Where their parameters go.</param>
    /// <param name="options">Sizes: each layer of the prior is a block as wide as that of four of its tokens.</param>
    /// <param name="codec">K and the positions.</param>
    /// <param name="classCount">Classes of images; 0 for none.</param>
    public IndexMlp(ParameterScope scope, QuantisedOptions options, IImageCodec codec, int classCount)
    {
        const int Tokens = 4;
        (count, positions) = (codec.Size, codec.Positions);
        numberVectors = new Embedding(scope.At("symbols"), positions * (count + 1), Width, Deviation);
        classVectors = classCount > 0 ? new Embedding(scope.At("classes"), classCount + 1, Width, Deviation) : null;
        network = new ResidualMlp(
            scope.At("h"),
            (positions + (classCount > 0 ? 1 : 0)) * Width,
            options.PriorWidth * Tokens,
            options.PriorLayers,
            positions * count,
            options.Dropout
        );
        first = Tensor.Constant([positions], [.. Enumerable.Range(0, positions).Select(i => (float)(i * (count + 1)))]);
    }

    /// <inheritdoc/>
    public Tensor Logits(Tensor numbers, Tensor? classes, ForwardPass pass)
    {
        int batch = numbers.Shape[0];
        var x = numberVectors.Apply(numbers + first).Reshape([batch, positions * Width]);
        if (classVectors is not null)
        {
            var of = classes ?? Tensor.Constant([1], classVectors.Weight.Shape[0] - 1);
            x = Tensor.Concatenate(1, x, classVectors.Apply(of).BroadcastTo([batch, Width]));
        }

        return network.Apply(x, pass).Reshape([batch, positions, count]);
    }
}
