using Likeness.Compute.Graph;
using Likeness.Nn;

namespace Likeness.Models.Tokens;

/// <summary>
/// A mixture of M logistic distributions, for which neighbouring values are similar. The probability of a bin is that of the mixture between its
/// edges, the outermost bins reaching to infinity: Salimans et al. 2017, arXiv:1701.05517, eq. 2; σ(a) − σ(b) is taken as
/// σ(a) σ(−b) (1 − e^(b − a)), exact in both tails. A continuous value has the mixture's density.
/// </summary>
internal sealed class MixtureHead : IColumnHead
{
    // A scale of e⁻⁷ is a tenth of a level of an image.
    private const float MinLogScale = -7;

    private readonly ColumnScale scale;
    private readonly int count;
    private readonly TokenSampling sampling;
    private readonly Tensor means; // offsets of the outputs: [M], spread over the scale
    private readonly float logScale;

    /// <summary>The head of a model.</summary>
    /// <param name="scale">What values are.</param>
    /// <param name="count">M.</param>
    /// <param name="sampling">How values are sampled.</param>
    public MixtureHead(ColumnScale scale, int count, TokenSampling sampling)
    {
        (this.scale, this.count, this.sampling) = (scale, count, sampling);
        float reach = scale.IsBins ? 1 : 2;
        float[] spread = [.. Enumerable.Range(0, count).Select(m => reach * ((((2 * m) + 1) / (float)count) - 1))];
        means = Tensor.Constant([count], spread);
        logScale = MathF.Log(reach / count);
    }

    /// <inheritdoc/>
    public int Outputs => 3 * count;

    /// <inheritdoc/>
    public Tensor LogProbability(Tensor outputs, Tensor values, Tensor bins)
    {
        var (logWeights, centres, logScales) = Parts(outputs);
        var position = Apart(scale.Place(values, bins)); // [batch, columns, 1]
        var perScale = (-logScales).Exp();
        var distance = (position - centres) * perScale;
        Tensor each; // [batch, columns, M]
        if (scale.IsBins)
        {
            var width = Apart((2 / bins).BroadcastTo(values.Shape)) * perScale; // of a bin, in units of s
            var notFirst = Apart(values.GreaterThan(0.5f));
            var notLast = Apart((bins - 1.5f).BroadcastTo(values.Shape).GreaterThan(values));
            var below = (-(distance + (width * 0.5f))).Softplus() * notLast; // −log σ(a)
            var above = (distance - (width * 0.5f)).Softplus() * notFirst; // −log σ(−b)
            each = ((-(-width).Expm1()).Log() * (notFirst * notLast)) - below - above;
        }
        else
        {
            each = -distance - logScales - ((-distance).Softplus() * 2);
        }

        return (logWeights + each).LogSumExp(2).Reshape(values.Shape);
    }

    /// <inheritdoc/>
    public Tensor Sample(Tensor outputs, Tensor bins, ulong stream)
    {
        Shape shape = [outputs.Shape[0], outputs.Shape[1]];
        if (scale.IsBins && !sampling.IsPlain)
        {
            return sampling.Sample(LogProbabilities(outputs, bins), stream);
        }

        var (logWeights, centres, logScales) = Parts(outputs);
        float temperature = (float)sampling.Temperature;
        var chosen = Categorical.Sample((logWeights * (1 / temperature)).Reshape([shape.Count, count]), stream);
        Tensor Chosen(Tensor x) => x.TakeAlong(2, chosen.Reshape([shape[0], shape[1], 1])).Reshape(shape);
        // Away from 0, whose logarithm is infinite.
        var uniform = (Tensor.RandomUniform(shape, stream + 1) * (1 - 1e-6f)) + 5e-7f;
        var logistic = uniform.Log() - (1 - uniform).Log();
        return scale.Value(Chosen(centres) + (Chosen(logScales).Exp() * logistic * MathF.Sqrt(temperature)), bins);
    }

    /// <summary>log p of every bin, effectively −∞ for bins that a column does not have: [batch, columns, most bins].</summary>
    private Tensor LogProbabilities(Tensor outputs, Tensor bins)
    {
        (int batch, int columns, int max) = (outputs.Shape[0], outputs.Shape[1], scale.MaxBins);
        float[] numbers = [.. Enumerable.Range(0, max).Select(k => (float)k)];
        Shape flat = [batch * columns * max, 1];
        Tensor Repeated(Tensor x, int width) =>
            x.BroadcastTo([batch, columns, width])
                .Reshape([batch, columns, 1, width])
                .BroadcastTo([batch, columns, max, width])
                .Reshape([flat[0], 1, width]);
        var all = Tensor.Constant([max], numbers).BroadcastTo([batch, columns, max]);
        var counts = Apart(bins.BroadcastTo([batch, columns]));
        var found = LogProbability(Repeated(outputs, Outputs), all.Reshape(flat), Repeated(counts, 1).Reshape(flat));
        return counts.GreaterThan(all).Where(found.Reshape([batch, columns, max]), TokenSampling.Never);
    }

    /// <summary>Logarithms of weights, centres and logarithms of scales: [batch, columns, M] each.</summary>
    private (Tensor LogWeights, Tensor Centres, Tensor LogScales) Parts(Tensor outputs)
    {
        Tensor Part(int i) => outputs.Slice(2, i * count, count);
        var logScales = (Part(2) + (logScale - MinLogScale)).Softplus() + MinLogScale;
        return (Part(0).LogSoftmax(2), Part(1) + means, logScales);
    }

    private static Tensor Apart(Tensor x) => x.Reshape([x.Shape[0], x.Shape[1], 1]);
}
