using System.ComponentModel;
using System.ComponentModel.DataAnnotations;

namespace Likeness.Models.Images.Quantised;

/// <summary>Options of models that learn images as grids of codebook indices: the autoencoder, the codebook and a transformer over the indices.</summary>
public abstract record QuantisedOptions : ModelOptions
{
    /// <summary>Channels of the encoder and the decoder.</summary>
    [Description("channels of the encoder and the decoder")]
    [Range(1, 4096)]
    public int Width { get; init; } = 64;

    /// <summary>Downsamplings of the encoder by 2.</summary>
    [Description("downsamplings of the encoder by 2")]
    [Range(1, 8)]
    [FormerName("halvings")]
    public int Downsamplings { get; init; } = 2;

    /// <summary>Residual blocks of the encoder and of the decoder.</summary>
    [Description("residual blocks of the encoder and of the decoder")]
    [Range(0, 64)]
    public int Blocks { get; init; } = 2;

    /// <summary>Channels inside a residual block.</summary>
    [Description("channels inside a residual block")]
    [Range(1, 4096)]
    public int ResidualWidth { get; init; } = 32;

    /// <summary>K, the vectors of the codebook.</summary>
    [Description("vectors of the codebook")]
    [Range(2, 65_536)]
    [FormerName("codes")]
    public int CodebookSize { get; init; } = 128;

    /// <summary>Features of a vector of the codebook.</summary>
    [Description("features of a vector of the codebook")]
    [Range(1, 4096)]
    [FormerName("code-width")]
    public int CodebookWidth { get; init; } = 32;

    /// <summary>The fraction of the training in which the autoencoder is trained; then its indices stay, and the prior is trained.</summary>
    [Description("fraction of the training in which the autoencoder is trained; the prior follows")]
    [Range(0.01, 0.99)]
    public double EncoderFraction { get; init; } = 0.5;

    /// <summary>β, the weight of the distance of the encoder's vectors to the codebook's.</summary>
    [Description("weight of the distance of the encoder's vectors to the codebook's")]
    [Range(0, 1000)]
    public double Commitment { get; init; } = 0.25;

    /// <summary>γ, the fraction of the codebook's averages that a step keeps.</summary>
    [Description("fraction of the codebook's averages that a step keeps")]
    [Range(0, 0.999999)]
    public double Decay { get; init; } = 0.99;

    /// <summary>Features of a token in the prior; a multiple of its heads.</summary>
    [Description("features of a token in the prior; a multiple of its heads")]
    [Range(1, 65_536)]
    public int PriorWidth { get; init; } = 128;

    /// <summary>Heads of attention of the prior.</summary>
    [Description("heads of attention of the prior")]
    [Range(1, 1024)]
    public int PriorHeads { get; init; } = 4;

    /// <summary>Transformer layers of the prior.</summary>
    [Description("transformer layers of the prior")]
    [Range(1, 256)]
    public int PriorLayers { get; init; } = 4;

    /// <summary>Width of the perceptron in each layer of the prior.</summary>
    [Description("width of the perceptron in each layer of the prior")]
    [Range(1, 65_536)]
    public int PriorHidden { get; init; } = 512;

    /// <summary>The probability of dropout in the prior.</summary>
    [Description("probability of dropout in the prior")]
    [Range(0, 0.99)]
    public double Dropout { get; init; } = 0.1;

    /// <summary>T: the prior's logits are divided by it before an index is sampled.</summary>
    [Sampling(ModelUses.Sampling | ModelUses.Imputation)]
    [Description("sampling temperature of the prior: below 1, likely indices become more likely")]
    [Range(1e-3, 1e3)]
    public double Temperature { get; init; } = 1;

    /// <summary>Up to format 4 the decoder may have ended in a tanh, which runs do not say.</summary>
    internal override int FirstFormat => 5;
}
