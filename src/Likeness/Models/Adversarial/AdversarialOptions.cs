using System.ComponentModel;
using System.ComponentModel.DataAnnotations;

namespace Likeness.Models.Adversarial;

/// <summary>Options of all adversarial models.</summary>
public abstract record AdversarialOptions : ModelOptions
{
    /// <summary>Dimensions of the noise.</summary>
    [Description("dimensions of the noise")]
    [Range(1, 4096)]
    public int Latent { get; init; } = 16;

    /// <summary>Discriminator steps per generator step.</summary>
    [Description("discriminator steps per generator step")]
    [Range(1, 100)]
    [FormerName("critic-steps")]
    public int DiscriminatorSteps { get; init; } = 1;

    /// <summary>
    /// Whether the discriminator's weights are divided by their largest singular value (spectral normalisation).
    /// Miyato et al. 2018, arXiv:1802.05957.
    /// </summary>
    [Description(
        "spectral normalisation of the discriminator: its weights are divided by their largest singular value"
    )]
    public bool SpectralNorm { get; init; }

    /// <summary>γ of the penalty γ/2 · E‖∇D(x)‖² at the rows; 0 for none. Mescheder et al. 2018, arXiv:1801.04406, eq. 9.</summary>
    [Description("weight of the penalty on the discriminator's squared gradient at real rows (R1); 0 for none")]
    [Range(0, 1000)]
    public double R1 { get; init; }

    /// <summary>
    /// Rows that the discriminator scores together, so that it sees a lack of variety; 1, the default, is none. Lin et al. 2018, arXiv:1712.04086. A step
    /// then has fewer packs than rows, and the R1 and gradient penalties are of packs.
    /// </summary>
    [Description("rows that the discriminator scores together, against mode collapse (PacGAN); 1 for single rows")]
    [Range(1, 64)]
    public int Pack { get; init; } = 1;

    /// <summary>
    /// Features of the discriminator that compare a row with the other rows of its batch, real and generated rows apart; 0 for none. Salimans et al. 2016,
    /// arXiv:1606.03498, §3.2. The R1 penalty is then on the gradient of the batch's summed scores. Spectral normalisation does not apply to the layer.
    /// </summary>
    [Description(
        "features of the discriminator that compare a row with the others of its batch, against mode collapse (minibatch discrimination); 0 for none"
    )]
    [Range(0, 1024)]
    public int MinibatchFeatures { get; init; }

    /// <summary>
    /// Steps of gradient descent of the discriminator through which the generator's loss is differentiated; 0 for none. Metz et al. 2017,
    /// arXiv:1611.02163. The steps use the rows and the noise of the generator's step, and are discarded after it.
    /// </summary>
    [Description(
        "steps of the discriminator that the generator anticipates, against mode collapse (unrolled GAN); 0 for none"
    )]
    [Range(0, 64)]
    public int UnrolledSteps { get; init; }

    /// <summary>The learning rate of <see cref="UnrolledSteps"/>, which are plain gradient descent; the paper's toy experiment uses Adam.</summary>
    [Description("learning rate of the unrolled steps, which are plain gradient descent")]
    [Range(1e-9, 100)]
    public double UnrolledRate { get; init; } = 0.1;

    /// <summary>
    /// Proposals of the Metropolis–Hastings chain by which a row is sampled; 1, the default, takes the generator's output. Turner et al. 2019,
    /// arXiv:1811.11357, algorithm 1; here the chain starts from a generated row instead of a real one, and the discriminator is not calibrated.
    /// A discriminator with batch norm is evaluated with its running statistics, which mix real and generated rows.
    /// </summary>
    [Sampling]
    [Description(
        "proposals of a Metropolis-Hastings chain over generated rows that follows the discriminator; 1 samples from the generator alone"
    )]
    [Range(1, 10_000)]
    public int Chain { get; init; } = 1;
}
