using Likeness.Compute.Graph;
using Likeness.Nn;

namespace Likeness.Models.Autoencoders;

/// <summary>
/// Samples missing values of rows from a variational autoencoder by Metropolis within Gibbs: Mattei and Frellsen 2018, arXiv:1802.04826, algorithm 2.
/// Each step proposes z from the encoder, accepts it such that p(z, missing | observed) is invariant, and samples the missing values from p(x|z). The
/// chain starts from one of 64 z of the prior, chosen by the likelihood of the observed values.
/// </summary>
internal sealed class VariationalImputation(VariationalAutoencoder model, VariationalOptions options)
{
    private const int Starts = 64;

    /// <summary>Samples the values that are not observed: [batch, d].</summary>
    public Tensor Impute(Tensor rows, Tensor known)
    {
        var z = Start(rows, known);
        var x = Filled(rows, known, z, stream: 3);
        var last = Tensor.Loop(
            options.ImputationSteps,
            [x, z],
            (_, state) =>
            {
                var next = Step(state[0], state[1]);
                return [Filled(rows, known, next, stream: 6), next];
            }
        );
        return options.SampleNoise ? last[0] : known.Where(rows, model.Decode(last[1]));
    }

    private Tensor Filled(Tensor rows, Tensor known, Tensor z, ulong stream) =>
        known.Where(rows, model.SampleRows(z, stream));

    /// <summary>One of 64 z from the prior, chosen by the likelihood of the observed values: [batch, latent].</summary>
    private Tensor Start(Tensor rows, Tensor known)
    {
        (int batch, int width, int latent) = (rows.Shape[0], rows.Shape[1], options.Latent);
        Tensor Repeated(Tensor x) =>
            x.Reshape([batch, 1, width]).BroadcastTo([batch, Starts, width]).Reshape([batch * Starts, width]);
        var codes = Tensor.RandomNormal([batch, Starts, latent], stream: 0);
        var fit = model.LogLikelihood(Repeated(rows), codes.Reshape([batch * Starts, latent])) * Repeated(known);
        var chosen = Categorical.Sample(fit.Sum([1]).Reshape([batch, Starts]), stream: 2);
        return codes.TakeAlong(1, chosen.Reshape([batch, 1, 1])).Reshape([batch, latent]);
    }

    private Tensor Step(Tensor x, Tensor z)
    {
        var (mean, logVariance) = model.Posterior(x, ForwardPass.Inference);
        var noise = Tensor.RandomNormal(z.Shape, stream: 4);
        var proposed = mean + ((logVariance * 0.5f).Exp() * noise);

        // log p(x, z)/q(z|x), up to a constant in x.
        Tensor Weight(Tensor code, Tensor squares) =>
            model.LogLikelihood(x, code).Sum([1]) + ((squares - code.Square()) * 0.5f).Sum([1]);
        var old = Weight(z, (z - mean).Square() * (-logVariance).Exp());
        var gain = Weight(proposed, noise.Square()) - old; // [batch]
        int batch = x.Shape[0];
        var accepted = gain.Exp().GreaterThan(Tensor.RandomUniform([batch], stream: 5)).Reshape([batch, 1]);
        return accepted.BroadcastTo(z.Shape).Where(proposed, z);
    }
}
