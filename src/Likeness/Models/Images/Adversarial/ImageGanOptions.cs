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

    /// <summary>Steps of the latent search in inpainting, of Adam; 1,500 in Yeh et al. 2017, arXiv:1607.07539.</summary>
    [Sampling(ModelUses.Imputation)]
    [Description("steps of the latent search in inpainting")]
    [Range(1, 100_000)]
    public int ImputationSteps { get; init; } = 300;

    /// <summary>Latent vectors from which the search of inpainting starts; the one of the lowest loss is taken.</summary>
    [Sampling(ModelUses.Imputation)]
    [Description("latent vectors from which the latent search in inpainting starts; the best one is taken")]
    [Range(1, 1024)]
    public int ImputationRestarts { get; init; } = 4;

    /// <summary>λ, the weight of the prior loss in inpainting: Yeh et al. 2017, arXiv:1607.07539, eq. 8.</summary>
    [Sampling(ModelUses.Imputation)]
    [Description("weight of the discriminator's score in the latent search of inpainting, beside the known pixels")]
    [Range(0, 1000)]
    public double ImputationPrior { get; init; } = 0.003;

    /// <summary>
    /// Side of the window in which missing pixels give weight to a known one in inpainting: Yeh et al. 2017, arXiv:1607.07539, eq. 4. Pixels further away
    /// from the missing ones do not count; a window of twice the image weighs all of them.
    /// </summary>
    [Sampling(ModelUses.Imputation)]
    [Description(
        "side of the window around a known pixel whose fraction of missing pixels is its weight in inpainting; odd"
    )]
    [Range(3, 8191)]
    public int ImputationWindow { get; init; } = 7;
}
