using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using Likeness.Models.Adversarial;

namespace Likeness.Models.Images.Adversarial;

/// <summary>Options of adversarial models of images: Radford et al. 2016, arXiv:1511.06434, §4.</summary>
public abstract record ImageGanOptions : AdversarialOptions
{
    /// <summary>
    /// Adam at 0.0002 with β₁ = 0.5 and batches of 128, as in the paper. Unlike the paper, samples come from averaged weights.
    /// </summary>
    protected ImageGanOptions()
    {
        Epochs = 25;
        BatchSize = 128;
        LearningRate = 2e-4;
        Beta1 = 0.5;
        Averaging = 0.999;
        Latent = 100;
    }

    /// <summary>
    /// Channels next to the image. Each downsampling doubles them, down to 4 × 4 positions: for 64 × 64 pixels and a width of 64, the generator has 512,
    /// 256, 128 and 64.
    /// </summary>
    [Description("channels next to the image; each downsampling doubles them")]
    [Range(1, 4096)]
    public int Width { get; init; } = 64;

    /// <summary>Whether all but the first and the last layer of the discriminator have batch norm, with statistics of real and generated images apart.</summary>
    [Description("whether the discriminator has batch norm, with statistics of real and generated images apart")]
    [FormerName("critic-batch-norm")]
    public bool DiscriminatorBatchNorm { get; init; } = true;
}
