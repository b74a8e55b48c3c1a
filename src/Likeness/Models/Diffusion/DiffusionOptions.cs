using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using Likeness.Data;
using Likeness.Modalities.Images.Data;

namespace Likeness.Models.Diffusion;

/// <summary>What the models of the diffusion family have in common: the network, and how its differential equation is solved.</summary>
public abstract record DiffusionOptions : ModelOptions
{
    /// <summary>Width of the network's layers.</summary>
    [Description("width of the network's layers")]
    [For(typeof(Table))]
    [Range(1, 65_536)]
    public int Hidden { get; init; } = 256;

    /// <summary>Residual blocks of the network, of two layers each; of a U-Net at each resolution, on either way.</summary>
    [Description("residual blocks of the network, of two layers each")]
    [Range(1, 256)]
    public int Blocks { get; init; } = 3;

    /// <summary>How many frequencies of sines and cosines of a row the network sees beside it; 0 for none.</summary>
    [Description("frequencies of sines and cosines of a row that the network sees beside it; 0 for none")]
    [For(typeof(Table))]
    [Range(0, 12)]
    public int Frequencies { get; init; }

    /// <summary>Channels of the U-Net at each resolution, each of which is half the one before.</summary>
    [Description("channels of the network at each resolution, each half the one before")]
    [For(typeof(ImageSet))]
    [Range(1, 65_536)]
    public int[] Channels { get; init; } = [32, 64, 64];

    /// <summary>Whether the places of the lowest resolution attend to one another; Ho et al. 2020, arXiv:2006.11239, appendix B, do so at 16 × 16.</summary>
    [Description("let the places of the lowest resolution attend to one another")]
    [For(typeof(ImageSet))]
    public bool Attention { get; init; }

    /// <summary>Steps from noise to a row.</summary>
    [Description("steps from noise to a row")]
    [Range(1, 10_000)]
    [Sampling]
    public int Steps { get; init; } = 20;

    /// <summary>Steps from a row to its noise, when its density or its code is computed.</summary>
    [Description("steps from a row to its noise, for its density or code")]
    [Range(1, 10_000)]
    [Sampling]
    public int DensitySteps { get; init; } = 20;

    /// <summary>
    /// Random directions a row in which the divergence is estimated where there are more than 16 dimensions; up to 16 it is exact.
    /// Hutchinson's estimator: Grathwohl et al. 2019, arXiv:1810.01367, §3.1.
    /// </summary>
    [Description("random directions for the divergence in more than 16 dimensions (up to 16 it is exact)")]
    [Range(1, 1024)]
    [Sampling]
    public int Probes { get; init; } = 4;

    /// <summary>Levels of noise when what is missing of a row is drawn.</summary>
    [Description("levels of noise when what is missing of a row is drawn")]
    [Range(2, 10_000)]
    [Sampling]
    [FormerName("completion-steps")]
    public int ImputationSteps { get; init; } = 30;

    /// <summary>How often each step is taken when what is missing of a row is drawn; the paper's pictures take 10.</summary>
    [Description("how often each step is taken when what is missing of a row is drawn")]
    [Range(1, 1000)]
    [Sampling]
    [FormerName("completion-repeats")]
    public int ImputationRepeats { get; init; } = 5;

    /// <summary>The noise has a known scale, and so must the dimensions.</summary>
    internal override bool Standardised => true;
}
