using Likeness.Compute.Graph;
using Likeness.Modalities.Images.Data;
using Likeness.Nn;

namespace Likeness.Models.Diffusion;

/// <summary>
/// A control network beside a frozen <see cref="DenoisingUNet"/>. Zhang et al. 2023, arXiv:2302.05543, §3.1 and §3.2: a trained copy of the encoder and the middle
/// reads h₁ + Z(E(c)), where h₁ is the first convolution of its input and c the map; each of its outputs y is added to the skip connection or middle of
/// the frozen network as Z(y) (eq. 2). The Z are 1 × 1 convolutions that begin at 0, so that the whole network begins as the frozen one. E has two
/// convolutions here, because the maps have the resolution of the images; the embedding of time and class is that of the frozen network.
/// </summary>
internal sealed class ControlNetwork
{
    private const int HintChannels = 16;

    private readonly ImageShape shape;
    private readonly Convolution[] hint;
    private readonly Convolution first;
    private readonly DenoisingUNet.Level[] levels;
    private readonly DenoisingUNet.Block[] middle;
    private readonly Convolution[] zeros;

    /// <summary>Makes the layers.</summary>
    /// <param name="scope">The scope of the copies, which have the names of the originals, and of the layers around them.</param>
    /// <param name="shape">The sizes of an image.</param>
    /// <param name="options">Sizes of the frozen network.</param>
    /// <param name="embedding">Width of the embedding of time and class.</param>
    public ControlNetwork(ParameterScope scope, ImageShape shape, DiffusionOptions options, int embedding)
    {
        this.shape = shape;
        int[] channels = options.Channels;
        hint =
        [
            DenoisingUNet.Image(scope.At("hint").At(0), 1, HintChannels),
            DenoisingUNet.Image(scope.At("hint").At(1), HintChannels, HintChannels),
            Convolution.ForImages(scope.At("hint").At(2), HintChannels, channels[0], 1).BegunAtZero(),
        ];
        first = DenoisingUNet.Image(scope.At("first"), shape.Channels, channels[0]);
        levels = new DenoisingUNet.Level[channels.Length];
        for (int i = 0; i < levels.Length; i++)
        {
            levels[i] = new(scope.At("levels").At(i), channels, i, options.Blocks, embedding, isEncoder: true);
        }

        middle =
        [
            new(scope.At("middle").At(0), channels[^1], channels[^1], embedding),
            new(scope.At("middle").At(1), channels[^1], channels[^1], embedding),
        ];
        int[] widths = [.. channels.SelectMany(width => Enumerable.Repeat(width, options.Blocks)), channels[^1]];
        zeros =
        [
            .. widths.Select(
                (width, i) => Convolution.ForImages(scope.At("zeros").At(i), width, width, 1).BegunAtZero()
            ),
        ];
    }

    /// <summary>What is added to each skip connection, in the order of the encoder, and last to the middle.</summary>
    /// <param name="images">Noisy images: [batch, channels, height, width].</param>
    /// <param name="e">The embedding of time and class.</param>
    /// <param name="maps">[batch, height · width].</param>
    public Tensor[] Apply(Tensor images, Tensor e, Tensor maps)
    {
        var c = maps.Reshape([maps.Shape[0], 1, shape.Height, shape.Width]);
        c = hint[2].Apply(hint[1].Apply(hint[0].Apply(c).Silu()).Silu());
        var h = first.Apply(images) + c;
        var seen = new Stack<Tensor>();
        foreach (var level in levels)
        {
            h = level.Down(h, e, z: null, seen);
        }

        seen.Push(middle[1].Apply(middle[0].Apply(h, e, z: null), e, z: null));
        return [.. seen.Reverse().Select((y, i) => zeros[i].Apply(y))];
    }
}
