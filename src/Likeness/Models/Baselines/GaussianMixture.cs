using Likeness.Compute.Graph;
using Likeness.Nn;

namespace Likeness.Models.Baselines;

/// <summary>
/// A Gaussian mixture Σ π_k N(x; μ_k, Σ_k) in buffers, for a model to fit to rows or latents: its density, samples and conditionals are graphs over
/// these buffers. Unused components have a weight of 0.
/// </summary>
internal sealed class GaussianMixture
{
    // The log-weight of an unused component: its weight is 0 in single precision.
    private const float Nothing = -1e30f;

    private readonly int components;
    private readonly int width;
    private readonly Parameter weight; // π: [k]
    private readonly Parameter constant; // log π − log |L| − (width / 2) log 2π: [k]
    private readonly Parameter mean; // μ: [k, d]
    private readonly Parameter factor; // L with L Lᵀ = Σ: [k, d, d]
    private readonly Parameter whitening; // L⁻¹: [k, d, d]

    /// <summary>A mixture that is still to be fitted.</summary>
    /// <param name="scope">Where the buffers go.</param>
    /// <param name="width">Dimensions of a row.</param>
    /// <param name="components">Components at most.</param>
    public GaussianMixture(ParameterScope scope, int width, int components)
    {
        (this.width, this.components) = (width, components);
        weight = scope.Buffer("weight", [components], 0);
        constant = scope.Buffer("log_constant", [components], Nothing);
        mean = scope.Buffer("mean", [components, width], 0);
        factor = scope.Buffer("factor", [components, width, width], 0);
        whitening = scope.Buffer("whitening", [components, width, width], 0);
    }

    /// <summary>Fits the mixture to rows: the result is a function of rows, search and seed alone.</summary>
    /// <param name="fit">The rows, as wide as the mixture; at least one to train on.</param>
    /// <param name="search">How components are chosen; no more than the mixture holds.</param>
    /// <exception cref="OperationCanceledException">Cancelled.</exception>
    public MixtureEstimate Fit(FitRows fit, MixtureSearch search)
    {
        var data = new DoubleColumns(fit.Train.Span, width);
        var validation = fit.Validation.IsEmpty ? null : new DoubleColumns(fit.Validation.Span, width);
        var found = search.Find(
            data,
            validation,
            fit.Seed,
            fit.Workers?.Workers ?? 1,
            fit.Progress,
            fit.CancellationToken
        );
        Set(found);
        return found;
    }

    /// <summary>Copies an estimate of as many components or fewer.</summary>
    public void Set(MixtureEstimate estimate)
    {
        weight.Values.Clear();
        mean.Values.Clear();
        factor.Values.Clear();
        whitening.Values.Clear();
        constant.Values.Fill(Nothing);
        Copy(estimate.Weights, weight);
        Copy(estimate.LogConstants, constant);
        Copy(estimate.Means, mean);
        Copy(estimate.Factors, factor);
        Copy(estimate.Whitening, whitening);
    }

    /// <summary>log p of each row, exact.</summary>
    /// <param name="rows">[batch, width].</param>
    /// <returns>[batch], in nats.</returns>
    public Tensor LogDensity(Tensor rows)
    {
        int batch = rows.Shape[0];
        var differences = rows.Reshape([batch, 1, width]) - mean.Tensor; // [batch, k, d]
        var whitened = Tensor.Contract("nkd,ked->nke", differences, whitening);
        var logJoint = constant.Tensor - (whitened.Square().Sum([2]) * 0.5f); // [batch, k]
        return logJoint.LogSumExp(1).Reshape([batch]);
    }

    /// <summary>Samples rows: a component by its weight, then μ + T L ε.</summary>
    /// <param name="count">How many.</param>
    /// <param name="stream">The first of two streams of random numbers.</param>
    /// <param name="temperature">T: 1 samples from the mixture, less stays nearer to the means.</param>
    /// <returns>[count, width].</returns>
    public Tensor Sample(int count, ulong stream, double temperature = 1)
    {
        var chosen = Choice.Sample(weight.Tensor.BroadcastTo([count, components]), stream); // [count]
        var noise = Tensor.RandomNormal([count, width], stream + 1) * (float)temperature;
        return mean.Tensor.Gather(chosen) + Tensor.Contract("nij,nj->ni", factor.Tensor.Gather(chosen), noise);
    }

    /// <summary>
    /// Samples missing values of rows from the exact conditional: every component is conditioned on the observed values, one is sampled by its posterior
    /// weight, and then the missing values one after another, each conditioned on those before it.
    /// </summary>
    /// <param name="rows">[batch, width]; only read where observed.</param>
    /// <param name="known">[batch, width]: 1 where a value is observed, else 0.</param>
    /// <param name="stream">The first of two streams of random numbers.</param>
    public Tensor Impute(Tensor rows, Tensor known, ulong stream)
    {
        int batch = rows.Shape[0];
        var chosen = Chosen(rows, known, stream);
        var noise = Tensor.RandomNormal([batch, width], stream + 1);
        var values = new Tensor[width];
        for (int j = 0; j < width; j++)
        {
            var isGiven = known.Slice(1, j, 1);
            values[j] = isGiven.Where(rows.Slice(1, j, 1), chosen.Value(j, noise.Slice(1, j, 1)));
            chosen = chosen.Given(j, values[j], 1 - isGiven);
        }

        return Tensor.Concatenate(1, values);
    }

    /// <summary>L⁻¹ (x − μ) of the first component.</summary>
    /// <param name="rows">x: [batch, width].</param>
    public Tensor Whiten(Tensor rows) => (rows - mean.Tensor.Slice(0, 0, 1)).MatMul(First(whitening).Transpose());

    /// <summary>μ + L ε of the first component.</summary>
    /// <param name="noise">ε: [batch, width].</param>
    public Tensor Colour(Tensor noise) => noise.MatMul(First(factor).Transpose()) + mean.Tensor.Slice(0, 0, 1);

    /// <summary>
    /// The component of each row, sampled by its posterior weight and conditioned on the observed values. Components are processed one after another: the
    /// argmax of the log-weights plus Gumbel noise is a sample (Maddison et al. 2014), and only the best so far is kept.
    /// </summary>
    private GaussianConditioning Chosen(Tensor rows, Tensor known, ulong stream)
    {
        int batch = rows.Shape[0];
        var states = Tensor.Loop(
            components,
            [
                Tensor.Constant([batch, 1], 2 * Nothing),
                Tensor.Constant([batch, 1, width], 0),
                Tensor.Constant([batch, 1, width, width], 0),
            ],
            (component, best) =>
            {
                var root = factor.Tensor.Gather(component); // [d, d]
                var one = new GaussianConditioning(
                    mean.Tensor.Gather(component).BroadcastTo([batch, 1, width]),
                    root.MatMul(root.Transpose()).BroadcastTo([batch, 1, width, width]),
                    weight.Tensor.Gather(component).Maximum(1e-37f).Log().BroadcastTo([batch, 1])
                );
                for (int j = 0; j < width; j++)
                {
                    one = one.Given(j, rows.Slice(1, j, 1), known.Slice(1, j, 1));
                }

                var uniform = Tensor.RandomUniform([batch, 1], stream);
                var score = one.LogWeight - (-(uniform + 1e-12f).Log()).Log();
                var better = score.GreaterThan(best[0]); // [batch, 1]
                return
                [
                    score.Maximum(best[0]),
                    better.Reshape([batch, 1, 1]).Where(one.Mean, best[1]),
                    better.Reshape([batch, 1, 1, 1]).Where(one.Covariance, best[2]),
                ];
            }
        );
        return new GaussianConditioning(states[1], states[2], Tensor.Constant([batch, 1], 0));
    }

    private Tensor First(Parameter matrices) => matrices.Tensor.Slice(0, 0, 1).Reshape([width, width]);

    private static void Copy(double[] from, Parameter to)
    {
        for (int i = 0; i < from.Length; i++)
        {
            to.Values[i] = (float)from[i];
        }
    }
}
