using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using Likeness.Compute.Graph;
using Likeness.Modalities.Audio.Data;
using Likeness.Nn;

namespace Likeness.Models.Sequences;

/// <summary>Options of <see cref="WaveNet"/>.</summary>
public sealed record WaveNetOptions : SequenceOptions
{
    /// <summary>The defaults: a receptive field of 512 samples, 64 milliseconds at 8,000 per second.</summary>
    public WaveNetOptions()
    {
        Epochs = 8;
        BatchSize = 16;
        LearningRate = 2e-3;
        ClipNorm = 1;
        Schedule = LearningRateSchedule.Cosine;
    }

    /// <summary>A tiny network, for a quick trial.</summary>
    public static WaveNetOptions Small { get; } =
        new()
        {
            Segment = 64,
            Channels = 8,
            Skip = 16,
            Layers = 4,
            LearningRate = 1e-2,
            Epochs = 1,
        };

    /// <summary>Channels between the layers.</summary>
    [Description("channels between the layers")]
    [Range(1, 4096)]
    public int Channels { get; init; } = 32;

    /// <summary>Channels of the skip connections.</summary>
    [Description("channels of the skip connections")]
    [Range(1, 4096)]
    public int Skip { get; init; } = 64;

    /// <summary>Layers of a block, dilated by 1, 2, 4 ….</summary>
    [Description("layers of a block, dilated by 1, 2, 4 …: 9 have a receptive field of 512 samples")]
    [Range(1, 16)]
    public int Layers { get; init; } = 9;

    /// <summary>How many blocks.</summary>
    [Description("blocks of such layers")]
    [Range(1, 64)]
    public int Blocks { get; init; } = 1;

    /// <summary>Features in time that samples follow, beside the class.</summary>
    [Description(
        "features in time that clips follow: none, loudness, pitch, loudness-pitch or mel (a spectrum); of any clip in sample --follow"
    )]
    public LocalConditioning LocalConditioning { get; init; }

    /// <inheritdoc/>
    internal override int ReceptiveField => Shape(new ModelSpace([])).ReceptiveField;

    /// <inheritdoc/>
    internal override LocalConditioning Local => LocalConditioning;

    internal WaveNetShape Shape(ModelSpace space) =>
        new(MuLaw.Levels, Channels, Skip, Layers, Blocks, Classes: space.Classes, Features: space.LocalFeatures);
}

/// <summary>
/// Audio sample by sample, in 256 μ-law classes, each predicted from those before by dilated causal convolutions, from the clip's class
/// where clips have classes, and from features in time where asked (<see cref="LocalConditioning"/>). van den Oord et al. 2016, arXiv:1609.03499, see <see cref="WaveNetStack"/>.
/// </summary>
[Model(
    "wavenet",
    Learns = typeof(ClipSet),
    Title = "WaveNet",
    Paper = "van den Oord et al. 2016, arXiv:1609.03499",
    Summary = "audio sample by sample, each predicted from those before by dilated convolutions"
)]
public sealed class WaveNet : SequenceModel
{
    private readonly WaveNetStack network;

    /// <summary>Makes the model.</summary>
    /// <param name="options">Sizes, and how samples are sampled.</param>
    /// <param name="space">Windows of μ-law classes.</param>
    /// <param name="seed">The seed of the first weights; null leaves them zero, to be filled.</param>
    /// <exception cref="LikenessException">The space is not of sequences.</exception>
    public WaveNet(WaveNetOptions options, ModelSpace space, ulong? seed = 0)
        : base(options, space, seed) => network = new WaveNetStack(Scope, options.Shape(space));

    /// <inheritdoc/>
    public override IStepNetwork Network => network;

    /// <inheritdoc/>
    public override int Start => AudioTransform.Silence;

    /// <inheritdoc/>
    internal override Tensor Logits(Tensor symbols, SequenceCondition condition, ForwardPass pass, int from = 0) =>
        network.Apply(symbols, condition, from);
}
