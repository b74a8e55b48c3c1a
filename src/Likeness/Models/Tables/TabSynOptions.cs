using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using Likeness.Data.Transforms;

namespace Likeness.Models.Tables;

/// <summary>Options of <see cref="TabSyn"/>.</summary>
public sealed record TabSynOptions : ModelOptions
{
    /// <summary>The defaults.</summary>
    public TabSynOptions()
    {
        Transform = TransformKind.Normal;
        Epochs = 400;
        BatchSize = 256;
        LearningRate = 1e-3;
        Schedule = LearningRateSchedule.Cooldown;
        Averaging = 0.999;
    }

    /// <summary>Latent dimensions of each column.</summary>
    [Description("latent dimensions of each column")]
    [Range(1, 64)]
    public int Latent { get; init; } = 1;

    /// <summary>Width of the layers of the autoencoder and of the diffusion's network.</summary>
    [Description("width of the layers of the autoencoder and of the diffusion's network")]
    [Range(1, 65_536)]
    public int Hidden { get; init; } = 256;

    /// <summary>Residual blocks of the diffusion's network, of two layers each.</summary>
    [Description("residual blocks of the diffusion's network, of two layers each")]
    [Range(1, 256)]
    public int Blocks { get; init; } = 3;

    /// <summary>β, the weight of the KL divergence, at the start. It falls by a constant factor each step.</summary>
    [Description("weight of the KL divergence of the autoencoder at the start")]
    [Range(1e-9, 10)]
    public double Beta { get; init; } = 1e-2;

    /// <summary>β at the end of the autoencoder's part of the training.</summary>
    [Description("weight of the KL divergence at the end of the autoencoder's training")]
    [Range(1e-9, 10)]
    public double LastBeta { get; init; } = 1e-4;

    /// <summary>The fraction of the training that is the autoencoder's; the diffusion's follows.</summary>
    [Description("fraction of the training that is the autoencoder's; the diffusion's follows")]
    [Range(0.01, 0.99)]
    public double AutoencoderFraction { get; init; } = 0.25;

    /// <summary>Sampling steps.</summary>
    [Description("sampling steps")]
    [Range(2, 10_000)]
    [Sampling]
    public int Steps { get; init; } = 25;

    /// <summary>Noise levels are relative to standardised numbers.</summary>
    internal override bool Standardised => true;
}
