using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using Likeness.Modalities.Images.Data;

namespace Likeness.Models.Images.Autoregressive;

/// <summary>The distribution of a pixel's value.</summary>
public enum PixelHead
{
    /// <summary>A softmax over the levels; with two levels, one logit.</summary>
    Softmax,

    /// <summary>A mixture of discretised logistic distributions, for which neighbouring levels are similar. Salimans et al. 2017, arXiv:1701.05517, §2.1.</summary>
    DiscretisedLogistic,
}

/// <summary>Options of autoregressive models of images.</summary>
public abstract record PixelOptions : ModelOptions
{
    private protected PixelOptions() => (Pixels, Size) = (PixelScale.Binary, 28);

    /// <summary>Whether images are conditioned on their class, which is learned with them.</summary>
    [Description("condition on the class, which samples have as often as the data; needs images with classes")]
    public bool Conditional { get; init; }

    /// <summary>The distribution of a value.</summary>
    [Description("distribution of a value: softmax (over the levels) or discretised-logistic (a mixture)")]
    public PixelHead Head { get; init; } = PixelHead.Softmax;

    /// <summary>Logistic distributions in the mixture.</summary>
    [Description("logistic distributions in the mixture of the head discretised-logistic")]
    [Range(1, 1000)]
    public int Mixture { get; init; } = 10;

    /// <summary>Features between the two 1 × 1 convolutions at the end.</summary>
    [Description("features between the two 1×1 convolutions at the end")]
    [Range(1, 65_536)]
    public int HeadWidth { get; init; } = 64;

    /// <summary>T: logits are divided by it before a value is sampled.</summary>
    [Sampling(ModelUses.Sampling | ModelUses.Imputation)]
    [Description("sampling temperature: below 1, likely values become more likely")]
    [Range(1e-3, 1e3)]
    public double Temperature { get; init; } = 1;

    internal override bool LearnsClass => Conditional;
}
