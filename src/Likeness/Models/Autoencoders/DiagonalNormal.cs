using Likeness.Compute.Graph;

namespace Likeness.Models.Autoencoders;

/// <summary>N(mean, diag(exp(log-variance))) of each row of a batch.</summary>
/// <param name="Mean">[batch, …], or one number for all.</param>
/// <param name="LogVariance">[batch, …], or one number for all.</param>
internal readonly record struct DiagonalNormal(Tensor Mean, Tensor LogVariance)
{
    private const float Log2Pi = 1.837877066f;

    /// <summary>N(0, I).</summary>
    public static DiagonalNormal Standard => new(0, 0);

    /// <summary>A sample from standard normal noise: mean + sd ⊙ ε.</summary>
    public Tensor Sample(Tensor noise) => Mean + ((LogVariance * 0.5f).Exp() * noise);

    /// <summary>The noise of a value: (x − mean)/sd.</summary>
    public Tensor NoiseOf(Tensor x) => (x - Mean) * (LogVariance * -0.5f).Exp();

    /// <summary>log N(x) of each row: [batch], in nats.</summary>
    public Tensor LogDensity(Tensor x) => PerRow(LogDensityOfEach(x));

    /// <summary>log N(x) of each value: [batch, …], in nats.</summary>
    public Tensor LogDensityOfEach(Tensor x) =>
        (((x - Mean).Square() * (-LogVariance).Exp()) + LogVariance + Log2Pi) * -0.5f;

    /// <summary>KL(this ‖ other) of each row, Kingma and Welling 2014, appendix B, where the other is N(0, I): [batch], in nats.</summary>
    public Tensor Divergence(DiagonalNormal other)
    {
        var gap = LogVariance - other.LogVariance;
        var distance = (Mean - other.Mean).Square() * (-other.LogVariance).Exp();
        return PerRow((distance + gap.Exp() - 1 - gap) * 0.5f);
    }

    private static Tensor PerRow(Tensor x) => x.Sum([.. Enumerable.Range(1, x.Shape.Rank - 1)]);
}
