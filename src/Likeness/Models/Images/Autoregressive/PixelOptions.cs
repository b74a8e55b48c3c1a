using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using Likeness.Modalities.Images.Data;

namespace Likeness.Models.Images.Autoregressive;

/// <summary>How the probability of a pixel's value is told.</summary>
public enum PixelHead
{
    /// <summary>A probability for each level by itself; of two levels, one number.</summary>
    Softmax,

    /// <summary>A mixture of logistic distributions over the levels, which knows that neighbouring levels are alike. Salimans et al. 2017, arXiv:1701.05517, §2.1.</summary>
    DiscretisedLogistic,
}

/// <summary>Options of models that predict an image's values one after another.</summary>
public abstract record PixelOptions : ModelOptions
{
    private protected PixelOptions() => (Pixels, Size) = (PixelScale.Binary, 28);

    /// <summary>Whether each image is learned together with its class, from which it is then predicted too.</summary>
    [Description("learn images given their class, drawn uniformly; needs images with classes")]
    public bool Conditional { get; init; }

    /// <summary>How the probability of a value is told.</summary>
    [Description(
        "how a value's probability is told: softmax (each level by itself) or discretised-logistic (a mixture)"
    )]
    public PixelHead Head { get; init; } = PixelHead.Softmax;

    /// <summary>Logistic distributions in the mixture.</summary>
    [Description("logistic distributions in the mixture of the head discretised-logistic")]
    [Range(1, 1000)]
    public int Mixture { get; init; } = 10;

    /// <summary>Features between the two 1 × 1 convolutions at the end.</summary>
    [Description("features between the two 1×1 convolutions at the end")]
    [Range(1, 65_536)]
    public int HeadWidth { get; init; } = 64;

    /// <summary>T: logits are divided by it before a value is drawn.</summary>
    [Sampling]
    [Description("temperature of drawing: below 1 likely values become likelier still")]
    [Range(1e-3, 1e3)]
    public double Temperature { get; init; } = 1;

    internal override bool LearnsClass => Conditional;
}
