using Likeness.Compute.Graph;
using Likeness.Modalities.Images.Data;
using Likeness.Nn;

namespace Likeness.Modalities.Images.Evaluation;

/// <summary>
/// A convolutional network for textures: 3 × 3 convolutions with batch norm and ReLU, and 2 × 2 average pooling between them, as Gatys et al. 2015,
/// arXiv:1508.06576 prefer to the largest value. The features of an image are the means over the positions; its layers apply to images of any size.
/// </summary>
internal sealed class TextureNetwork : IFeatureNetwork
{
    private readonly ImageShape shape;
    private readonly List<(Convolution Convolution, BatchNorm Norm)> blocks = [];
    private readonly Linear linear;

    /// <summary>Creates the layers' parameters.</summary>
    /// <param name="scope">The scope of the parameters.</param>
    /// <param name="shape">The sizes of an image in training.</param>
    /// <param name="outputs">The number of outputs of the linear layer.</param>
    /// <param name="widths">Channels of the convolutions; null for 64, 128, 256 and 256.</param>
    public TextureNetwork(ParameterScope scope, ImageShape shape, int outputs, IReadOnlyList<int>? widths = null)
    {
        this.shape = shape;
        int channels = shape.Channels;
        foreach (int width in widths ?? [64, 128, 256, 256])
        {
            var block = scope.At("blocks").At(blocks.Count);
            blocks.Add(
                (
                    Convolution.ForImages(block.At("conv"), channels, width, 3, padding: 1, bias: false),
                    new BatchNorm(block.At("norm"), width)
                )
            );
            channels = width;
        }

        Width = channels;
        linear = new Linear(scope.At("classes"), channels, outputs);
    }

    /// <inheritdoc/>
    public int Width { get; }

    /// <summary>The number of convolutions.</summary>
    public int Depth => blocks.Count;

    /// <inheritdoc/>
    public Tensor Describe(Tensor images, ForwardPass pass) =>
        Layers(images.Reshape([images.Shape[0], shape.Channels, shape.Height, shape.Width]), pass)[^1].Mean([2, 3]);

    /// <inheritdoc/>
    public Tensor Score(Tensor features) => linear.Apply(features);

    /// <summary>The outputs of the convolutions after norm and ReLU.</summary>
    /// <param name="images">[batch, channels, height, width], of any size of at least 2 to the number of convolutions.</param>
    /// <param name="pass">Whether this is training.</param>
    /// <returns>[batch, width, height / 2ⁱ, width / 2ⁱ] for i = 0, 1, ….</returns>
    public IReadOnlyList<Tensor> Layers(Tensor images, ForwardPass pass)
    {
        var layers = new List<Tensor>();
        var x = images;
        foreach (var (convolution, norm) in blocks)
        {
            x = norm.Apply(convolution.Apply(layers.Count == 0 ? x : Pooled(x)), pass).Relu();
            layers.Add(x);
        }

        return layers;
    }

    // An odd last row or column is left out.
    private static Tensor Pooled(Tensor x)
    {
        foreach (int axis in new[] { 2, 3 })
        {
            int half = x.Shape[axis] / 2;
            x = (x.Slice(axis, 0, half, 2) + x.Slice(axis, 1, half, 2)) * 0.5f;
        }

        return x;
    }
}
