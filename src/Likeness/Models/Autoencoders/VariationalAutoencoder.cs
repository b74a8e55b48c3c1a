using Likeness.Compute.Graph;
using Likeness.Nn;

namespace Likeness.Models.Autoencoders;

/// <summary>
/// The base of variational autoencoders, whatever their networks. Kingma and Welling 2014, arXiv:1312.6114: the encoder gives
/// q(z|x) = N(μ, σ²) (§3), z = μ + σ ⊙ ε (eq. 10's reparameterisation), the decoder p(x|z). It minimises
/// −log p(x|z) + β · KL(q(z|x) ‖ N(0, I)) with one z per row, the KL in closed form (appendix B). The density of a row is bounded by
/// K importance-weighted samples: Burda et al. 2016, arXiv:1509.00519, eq. 8.
/// </summary>
public abstract class VariationalAutoencoder : GenerativeModel, IDensityModel, IPosteriorModel, IReconstructor, IImputer
{
    private const float HalfLog2Pi = 0.918938533f;
    private const float LogHalf = -0.693147181f;

    // A lower bound for variances, such as that of a column which z determines.
    private const float MinLogVariance = -12;

    private readonly VariationalOptions options;

    /// <summary>A model without layers yet.</summary>
    /// <param name="options">Latent dimensions and loss.</param>
    /// <param name="space">Its width is d.</param>
    /// <param name="seed">The seed of the first weights; null leaves them zero, to be filled.</param>
    protected VariationalAutoencoder(VariationalOptions options, ModelSpace space, ulong? seed)
        : base(space, seed) => this.options = options;

    /// <inheritdoc/>
    public override IReadOnlyList<Objective> Objectives =>
        [
            new(
                "negative evidence lower bound",
                (rows, pass) => Loss(rows, Noise(rows.Shape[0]), pass),
                Parameters.Trained
            ),
        ];

    /// <inheritdoc/>
    public virtual string DensityKind => $"importance-weighted bound, K = {options.ScoreSamples}{options.NoiseNote}";

    /// <inheritdoc/>
    public string ImputationKind =>
        $"approximate: Metropolis within Gibbs, {options.ImputationSteps} steps (Mattei and Frellsen 2018, arXiv:1802.04826)";

    /// <inheritdoc/>
    public string CollapseRemedy => options.CollapseRemedy;

    /// <inheritdoc/>
    public int LatentDimensions => options.Latent;

    /// <summary>σ of the decoder where it is fixed.</summary>
    private protected virtual double Deviation => options.Deviation;

    /// <summary>Outputs of the decoder per value: a mean, and a variance where it is learned.</summary>
    private protected int OutputsPerValue => options.Reconstruction == Reconstruction.Gaussian ? 2 : 1;

    /// <inheritdoc/>
    public Tensor LogDensity(Tensor rows) => LogDensity(rows, Noise(options.ScoreSamples * rows.Shape[0]));

    /// <inheritdoc/>
    public Tensor Encode(Tensor rows) => Posterior(rows, ForwardPass.Inference).Mean;

    /// <inheritdoc/>
    public Tensor Decode(Tensor latents) => Likelihood(latents, ForwardPass.Inference).Mean;

    /// <inheritdoc/>
    public Tensor Reconstruct(Tensor rows) => Decode(Encode(rows));

    /// <inheritdoc/>
    public override Tensor Sample(int count) =>
        options.SampleNoise ? SampleRows(Noise(count), stream: 1) : Decode(Noise(count));

    /// <inheritdoc/>
    public Tensor Impute(Tensor rows, Tensor known) => new VariationalImputation(this, options).Impute(rows, known);

    /// <summary>q(z|x).</summary>
    /// <param name="rows">x: [batch, d].</param>
    /// <param name="pass">Whether this is training.</param>
    /// <returns>μ and log σ²: [batch, latent] each.</returns>
    internal abstract (Tensor Mean, Tensor LogVariance) Posterior(Tensor rows, ForwardPass pass);

    /// <summary>The outputs of the decoder.</summary>
    /// <param name="latents">z: [batch, latent].</param>
    /// <param name="pass">Whether this is training.</param>
    /// <returns>The means, [batch, d], and where variances are learned their unconstrained values, else null.</returns>
    internal abstract (Tensor Mean, Tensor? Spread) Decoded(Tensor latents, ForwardPass pass);

    /// <summary>The mean loss of rows for given noise.</summary>
    /// <param name="rows">x: [batch, d].</param>
    /// <param name="noise">ε: [batch, latent].</param>
    /// <param name="pass">Whether this is training, and its progress.</param>
    internal Tensor Loss(Tensor rows, Tensor noise, ForwardPass pass)
    {
        var (mean, logVariance) = Posterior(rows, pass);
        var z = mean + ((logVariance * 0.5f).Exp() * noise); // [batch, latent]
        var divergence = ((mean.Square() + logVariance.Exp() - 1 - logVariance) * 0.5f).Mean([0]); // [latent]
        divergence = options.FreeBits > 0 ? divergence.Maximum((float)options.FreeBits) : divergence;
        return NegativeLogLikelihood(rows, z, pass).Mean() + (divergence.Sum() * options.DivergenceWeight(pass));
    }

    /// <summary>The bound log (1/K) Σ p(x, z) / q(z|x) for given noise.</summary>
    /// <param name="rows">x: [batch, d].</param>
    /// <param name="noise">ε: [K · batch, latent], the rows in turn.</param>
    /// <returns>[batch], in nats.</returns>
    internal Tensor LogDensity(Tensor rows, Tensor noise)
    {
        int batch = rows.Shape[0];
        int samples = noise.Shape[0] / batch;
        var (mean, logVariance) = Posterior(rows, ForwardPass.Inference);
        mean = Repeat(mean, samples);
        logVariance = Repeat(logVariance, samples);
        var z = mean + ((logVariance * 0.5f).Exp() * noise); // [K · batch, latent]
        var prior = (z.Square() * -0.5f).Sum([1]);
        var posterior = ((noise.Square() + logVariance) * -0.5f).Sum([1]);
        var likelihood = LogLikelihood(Repeat(rows, samples), z).Sum([1]);
        var logWeight = prior - posterior + likelihood; // log p(x, z)/q(z|x): [K · batch]
        return logWeight.Reshape([samples, batch]).LogSumExp(0).Reshape([batch]) - MathF.Log(samples);
    }

    /// <summary>log p(x|z) of each value: [batch, d].</summary>
    internal Tensor LogLikelihood(Tensor rows, Tensor latents) =>
        LogDensityOfEach(rows, Likelihood(latents, ForwardPass.Inference));

    /// <summary>Rows from p(x|z): [batch, d].</summary>
    internal Tensor SampleRows(Tensor latents, ulong stream)
    {
        var likelihood = Likelihood(latents, ForwardPass.Inference);
        return Observed(likelihood.Sample(Tensor.RandomNormal(likelihood.Mean.Shape, stream)));
    }

    /// <summary>log p(x|z) of each value, given the decoder's normal distribution: [batch, d].</summary>
    private protected virtual Tensor LogDensityOfEach(Tensor rows, DiagonalNormal likelihood) =>
        likelihood.LogDensityOfEach(rows);

    /// <summary>The observed values of values from the decoder's normal distribution: the same by default.</summary>
    private protected virtual Tensor Observed(Tensor values) => values;

    private Tensor Noise(int count) => Tensor.RandomNormal([count, options.Latent], stream: 0);

    /// <summary>Mean and log-variance of p(x|z), [batch, d] each or a scalar.</summary>
    private DiagonalNormal Likelihood(Tensor latents, ForwardPass pass)
    {
        var (mean, spread) = Decoded(latents, pass);
        return options.Reconstruction switch
        {
            Reconstruction.Mse => new(mean, LogHalf),
            Reconstruction.Fixed => new(mean, (float)(2 * Math.Log(Deviation))),
            _ => new(mean, (spread! - MinLogVariance).Softplus() + MinLogVariance),
        };
    }

    /// <summary>−log p(x|z) of each row, less a constant under <see cref="Reconstruction.Mse"/>: [batch].</summary>
    private Tensor NegativeLogLikelihood(Tensor rows, Tensor latents, ForwardPass pass)
    {
        var (mean, logVariance) = Likelihood(latents, pass);
        var squares = (rows - mean).Square();
        return options.Reconstruction == Reconstruction.Mse
            ? squares.Sum([1])
            : (((squares * (-logVariance).Exp()) + logVariance) * 0.5f).Sum([1]) + (HalfLog2Pi * Dimensions);
    }

    /// <summary>[batch, n] to [times · batch, n].</summary>
    private static Tensor Repeat(Tensor x, int times)
    {
        var (batch, width) = (x.Shape[0], x.Shape[1]);
        return x.BroadcastTo([times, batch, width]).Reshape([times * batch, width]);
    }
}
