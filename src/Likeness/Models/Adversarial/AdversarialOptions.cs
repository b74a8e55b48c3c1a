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
