using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using Likeness.Compute.Graph;
using Likeness.Nn;

namespace Likeness.Models.Autoencoders;

/// <summary>Options of every <see cref="VariationalAutoencoder"/>: latent dimensions, loss and evaluation.</summary>
public abstract record VariationalOptions : ModelOptions
{
    /// <summary>Dimensions of z.</summary>
    [Description("dimensions of the latent space")]
    [Range(1, 4096)]
    public int Latent { get; init; } = 2;

    /// <summary>The likelihood p(x|z).</summary>
    [Description(
        "likelihood of the decoder: gaussian (learned variance), fixed (standard deviation --deviation) or mse (variance 1/2)"
    )]
    public Reconstruction Reconstruction { get; init; } = Reconstruction.Gaussian;

    /// <summary>σ of the decoder under <see cref="Reconstruction.Fixed"/>, in model space.</summary>
    [Description("the decoder's standard deviation under fixed")]
    [Range(1e-6, 1e6)]
    public double Deviation { get; init; } = 0.1;

    /// <summary>β, the weight of the KL divergence (Higgins et al. 2017); 1 gives a bound on the likelihood.</summary>
    [Description("weight of the KL divergence; 1 gives a bound on the likelihood")]
    [Range(0, 1000)]
    public double Beta { get; init; } = 1;

    /// <summary>The fraction of the training in which the weight of the KL divergence rises from 0 to β. Bowman et al. 2016, arXiv:1511.06349, §3.1.</summary>
    [Description("fraction of the training in which the weight of the KL divergence rises from 0; 0 for none")]
    [Range(0, 1)]
    public double KlWarmUp { get; init; }

    /// <summary>λ, the nats per latent dimension, averaged over the batch, below which the KL divergence costs λ. Kingma et al. 2016, arXiv:1606.04934, eq. 15.</summary>
    [Description("nats of each latent dimension below which its KL divergence is not lowered; 0 for none")]
    [Range(0, 100)]
    public double FreeBits { get; init; }

    /// <summary>K, the samples of z per row for its density; more give a tighter bound.</summary>
    [Description("samples of z per row for its density; more give a tighter bound")]
    [Range(1, 4096)]
    [FormerName("score-draws")]
    public int ScoreSamples { get; init; } = 64;

    /// <summary>Steps of Metropolis within Gibbs in imputation.</summary>
    [Sampling(ModelUses.Imputation)]
    [Description("steps of the imputation chain")]
    [Range(1, 10_000)]
    [FormerName("completion-steps")]
    public int ImputationSteps { get; init; } = 20;

    /// <summary>
    /// Whether samples and imputed values have the noise of p(x|z), as the density assumes; without it they are the
    /// decoder's means, whose variance is lower.
    /// </summary>
    [Sampling]
    [Description(
        "add the decoder's noise to samples and imputed values, as the density assumes; false gives its means"
    )]
    public bool SampleNoise { get; init; } = true;

    /// <summary>Up to format 2, samples under <see cref="Reconstruction.Mse"/> were the decoder's means.</summary>
    internal override ModelOptions FromFormat(int format) =>
        format <= 2 && Reconstruction == Reconstruction.Mse ? this with { SampleNoise = false } : this;

    /// <summary>What the kind of the density states where samples lack the decoder's noise.</summary>
    internal string NoiseNote => SampleNoise ? "" : ", with the decoder's noise, which samples leave out";

    /// <summary>What to try after a collapse of the posterior.</summary>
    internal string CollapseRemedy =>
        KlWarmUp == 0
            ? "--kl-warm-up 0.5, or a lower --beta"
            : "fewer latent dimensions, a smaller decoder, or a lower --beta";

    /// <summary>The weight of the divergence: β, less during warm-up.</summary>
    internal Tensor DivergenceWeight(ForwardPass pass) =>
        KlWarmUp > 0 ? (pass.Progress * (float)(1 / KlWarmUp)).Minimum(1) * (float)Beta : (float)Beta;
}
