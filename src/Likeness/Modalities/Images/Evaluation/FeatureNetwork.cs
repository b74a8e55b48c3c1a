using Likeness.Compute.Graph;
using Likeness.Modalities.Images.Data;
using Likeness.Nn;

namespace Likeness.Modalities.Images.Evaluation;

/// <summary>
/// A small convolutional network: blocks (a 3×3 convolution, batch normalisation, ReLU) that halve the image down to about 4×4 spatial
/// positions, and one that does not; the means over the positions are the features, and a linear layer classifies them.
/// </summary>
internal sealed class FeatureNetwork : IFeatureNetwork
{
    /// <summary>The number of features per image.</summary>
    public const int Features = 64;

    private const int FirstWidth = 32;
    private const int WantedSide = 4;
    private const int MaxBlocks = 6;

    private readonly ImageShape shape;
    private readonly List<(Convolution Convolution, BatchNorm Norm)> blocks = [];
    private readonly Linear linear;

    /// <summary>Creates the layers' parameters.</summary>
    /// <param name="scope">The scope of the parameters.</param>
    /// <param name="shape">The sizes of an image.</param>
    /// <param name="outputs">The number of outputs of the linear layer.</param>
    public FeatureNetwork(ParameterScope scope, ImageShape shape, int outputs)
    {
        this.shape = shape;
        int channels = shape.Channels;
        int side = Math.Min(shape.Height, shape.Width);
        int count = Math.Clamp((int)Math.Ceiling(Math.Log2(side / (double)WantedSide)), 1, MaxBlocks);
        for (int i = 0; i <= count; i++)
        {
            // One block keeps the size, where it is already small and the block is cheap.
            int stride = i == Math.Max(1, count - 1) ? 1 : 2;
            int width = i == 0 ? FirstWidth : Features;
            var block = scope.At("blocks").At(i);
            var convolution = Convolution.ForImages(block.At("conv"), channels, width, 3, stride, 1, bias: false);
            blocks.Add((convolution, new BatchNorm(block.At("norm"), width)));
            channels = width;
        }

        linear = new Linear(scope.At("classes"), Features, outputs);
    }

    /// <inheritdoc/>
    public int Width => Features;

    /// <inheritdoc/>
    public Tensor Describe(Tensor images, ForwardPass pass)
    {
        var x = images.Reshape([images.Shape[0], shape.Channels, shape.Height, shape.Width]);
        foreach (var (convolution, norm) in blocks)
        {
            x = norm.Apply(convolution.Apply(x), pass).Relu();
        }

        return x.Mean([2, 3]);
    }

    /// <inheritdoc/>
    public Tensor Score(Tensor features) => linear.Apply(features);
}
