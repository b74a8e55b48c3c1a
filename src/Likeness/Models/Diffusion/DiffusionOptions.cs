using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using System.Reflection;
using Likeness.Data;
using Likeness.Modalities.Images.Data;

namespace Likeness.Models.Diffusion;

/// <summary>Options of the diffusion family: the network, and the solver of its differential equation.</summary>
public abstract record DiffusionOptions : ModelOptions
{
    /// <summary>Width of the network's layers.</summary>
    [Description("width of the network's layers")]
    [For(typeof(Table))]
    [Range(1, 65_536)]
    public int Hidden { get; init; } = 256;

    /// <summary>Residual blocks of the network, of two layers each; of a U-Net, per resolution and path.</summary>
    [Description("residual blocks of the network, of two layers each")]
    [Range(1, 256)]
    public int Blocks { get; init; } = 3;

    /// <summary>Frequencies of sines and cosines of a row that are further inputs of the network; 0 for none.</summary>
    [Description("frequencies of sines and cosines of a row that are further inputs of the network; 0 for none")]
    [For(typeof(Table))]
    [Range(0, 12)]
    public int Frequencies { get; init; }

    /// <summary>Channels of the U-Net at each resolution, each of which is half the one before.</summary>
    [Description("channels of the network at each resolution, each half the one before")]
    [For(typeof(ImageSet))]
    [Range(1, 65_536)]
    public int[] Channels { get; init; } = [32, 64, 64];

    /// <summary>Whether there is self-attention at the lowest resolution; Ho et al. 2020, arXiv:2006.11239, appendix B, do so at 16 × 16.</summary>
    [Description("self-attention at the lowest resolution")]
    [For(typeof(ImageSet))]
    public bool Attention { get; init; }

    /// <summary>Whether images are conditioned on their class, which is learned with them.</summary>
    [Description("condition on the class, which samples have as often as the data; needs images with classes")]
    [For(typeof(ImageSet))]
    public bool Conditional { get; init; }

    /// <summary>The probability that a class is dropped in training; Ho and Salimans 2022, arXiv:2207.12598, §4, use 0.1 and 0.2.</summary>
    [Description("probability that the class of an image is dropped in training, so that samples can be guided")]
    [For(typeof(ImageSet))]
    [Range(0, 1)]
    public double ClassDropout { get; init; } = 0.1;

    /// <summary>s of classifier-free guidance; the paper's w is s − 1. 0 ignores the class, 1 does not guide.</summary>
    [Description(
        "guidance towards the class: 0 ignores it, 1 is the model's distribution, more gives clearer but less varied images"
    )]
    [For(typeof(ImageSet))]
    [Range(0, 100)]
    [Sampling(ModelUses.Sampling | ModelUses.Imputation)]
    public double Guidance { get; init; } = 1.5;

    /// <summary>The control network of a run that <see cref="Likeness.Runs.RunAdaptation"/> began; the network that it extends is frozen.</summary>
    [Description("what a control network is conditioned on: edges, sketch or mask; none has no control network")]
    [For(typeof(ImageSet))]
    public ControlKind Control { get; init; }

    /// <summary>Whether the images are edits of pictures by words, of a run that <see cref="Likeness.Runs.RunAdaptation"/> began; words are the classes.</summary>
    [Description("learn edits of pictures by words")]
    [For(typeof(ImageSet))]
    public bool Edits { get; init; }

    /// <summary>
    /// s_I of edits, the guidance towards the picture before the edit; 1 does not guide. <see cref="Guidance"/> is then s_T, that towards the word.
    /// </summary>
    [Description("guidance of edits towards the picture before: 1 does not guide, more keeps more of it")]
    [For(typeof(ImageSet))]
    [Range(0, 100)]
    [Sampling(ModelUses.Sampling)]
    public double ImageGuidance { get; init; } = 1.5;

    /// <summary>The sampler.</summary>
    [Description("sampler: default (that of the paper), ddim, ancestral, heun, dpm-solver or langevin")]
    [Sampling(ModelUses.Sampling)]
    public DenoisingSampler Sampler { get; init; } = DenoisingSampler.Default;

    /// <summary>r of the sampler <see cref="DenoisingSampler.Langevin"/>; Song et al. 2021, arXiv:2011.13456, appendix G, use 0.16.</summary>
    [Description("ratio of signal to noise in the steps of the sampler langevin")]
    [Range(0, 10)]
    [Sampling(ModelUses.Sampling)]
    public double LangevinRatio { get; init; } = 0.16;

    /// <summary>Sampling steps.</summary>
    [Description("sampling steps")]
    [Range(1, 10_000)]
    [Sampling(ModelUses.Sampling | ModelUses.Decoding)]
    public int Steps { get; init; } = 20;

    /// <summary>Steps from a row to its noise, for its density or latent vector.</summary>
    [Description("steps from an example to its noise, for its density or latent vector")]
    [Range(1, 10_000)]
    [Sampling(ModelUses.Scoring | ModelUses.Encoding | ModelUses.Decoding)]
    public int DensitySteps { get; init; } = 20;

    /// <summary>
    /// Random directions per row for the estimate of the divergence above 16 dimensions; up to 16 it is exact.
    /// Hutchinson's estimator: Grathwohl et al. 2019, arXiv:1810.01367, §3.1.
    /// </summary>
    [Description("random directions for the divergence in more than 16 dimensions (up to 16 it is exact)")]
    [Range(1, 1024)]
    [Sampling(ModelUses.Scoring)]
    public int Probes { get; init; } = 4;

    /// <summary>Noise levels in imputation.</summary>
    [Description("noise levels in imputation")]
    [Range(2, 10_000)]
    [Sampling(ModelUses.Imputation)]
    [FormerName("completion-steps")]
    public int ImputationSteps { get; init; } = 30;

    /// <summary>How often each step of imputation is repeated; 10 in the paper, for images.</summary>
    [Description("how often each step of imputation is repeated")]
    [Range(1, 1000)]
    [Sampling(ModelUses.Imputation)]
    [FormerName("completion-repeats")]
    public int ImputationRepeats { get; init; } = 5;

    /// <summary>Noise levels are relative to standardised dimensions.</summary>
    internal override bool Standardised => true;

    internal override bool LearnsClass => Conditional || Edits;

    /// <summary>A control network or edits extend a trained model, so that no training from the start has them.</summary>
    public override bool IsUsed(PropertyInfo option) =>
        option.Name is not (nameof(Control) or nameof(Edits))
        && (Edits || option.Name != nameof(ImageGuidance))
        && base.IsUsed(option);
}
