using Likeness.Compute.Graph;
using Likeness.Nn;

namespace Likeness.Models.Diffusion;

/// <summary>
/// Running means and variances of an autoencoder's latents, which standardise them for a model of the latents that is trained at the same time. They follow
/// the batches as those of batch normalisation do (Ioffe and Szegedy 2015, arXiv:1502.03167, §3.1).
/// </summary>
internal sealed class LatentMoments
{
    // The weight of a batch.
    private const float Momentum = 0.02f;
    private const float MinVariance = 1e-6f;

    private readonly int latent;
    private readonly bool isShared;
    private readonly Parameter mean; // [latent]
    private readonly Parameter variance; // [latent]

    /// <summary>Makes the buffers <c>latent_mean</c> and <c>latent_variance</c>.</summary>
    /// <param name="scope">Where they are stored.</param>
    /// <param name="latent">Latent dimensions.</param>
    /// <param name="isShared">
    /// Whether all dimensions are divided by one deviation, so that those that say little of a row stay small: Zhang et al. 2024, arXiv:2310.09656, and
    /// Rombach et al. 2022, arXiv:2112.10752, appendix G.
    /// </param>
    public LatentMoments(ParameterScope scope, int latent, bool isShared = false)
    {
        (this.latent, this.isShared) = (latent, isShared);
        mean = scope.Buffer("latent_mean", [latent], 0);
        variance = scope.Buffer("latent_variance", [latent], 1);
    }

    /// <summary>The standard deviations: [latent].</summary>
    public Tensor Deviation => (variance.Tensor + MinVariance).Sqrt();

    /// <summary>Latents with mean 0 and variance 1: [batch, latent].</summary>
    public Tensor Standardise(Tensor codes) => (codes - mean) / Deviation;

    /// <summary>The inverse of <see cref="Standardise"/>.</summary>
    public Tensor Restore(Tensor standardised) => (standardised * Deviation) + mean;

    /// <summary>Notes a batch in training; does nothing in inference.</summary>
    /// <param name="codes">[batch, latent].</param>
    /// <param name="pass">Receives the moments.</param>
    public void Note(Tensor codes, ForwardPass pass)
    {
        if (!pass.IsTraining)
        {
            return;
        }

        var average = codes.Mean([0]);
        var spread = (codes - average).Square().Mean([0]).Reshape([latent]);
        spread = isShared ? spread.Mean([0]) : spread; // stored for each dimension, as in runs that share none
        pass.Note(mean, running => running + ((average.Reshape([latent]) - running) * Momentum));
        pass.Note(variance, running => running + ((spread - running) * Momentum));
    }
}
