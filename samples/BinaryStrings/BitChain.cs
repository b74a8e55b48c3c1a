using Likeness.Compute.Graph;
using Likeness.Models;

namespace BinaryStrings;

/// <summary>Options of <see cref="BitChain"/>: those of every model.</summary>
public sealed record BitChainOptions : ModelOptions;

/// <summary>A Markov chain over the bits: p(xᵢ = 1 | xᵢ₋₁) = σ(aᵢ + bᵢ xᵢ₋₁), x₀ = 0.</summary>
[Model(
    "bit-chain",
    Learns = typeof(BitStrings),
    Title = "Bit chain",
    Paper = "Markov 1906",
    Summary = "a Markov chain over the bits of a string"
)]
public sealed class BitChain : GenerativeModel, IDensityModel
{
    private readonly Parameter a; // [length]
    private readonly Parameter b; // [length]

    /// <summary>Creates the model; the width of its space is the length of a string.</summary>
    public BitChain(BitChainOptions options, ModelSpace space, ulong? seed)
        : base(space, seed)
    {
        ArgumentNullException.ThrowIfNull(options);
        a = Scope.Constant("a", [space.Width], value: 0);
        b = Scope.Constant("b", [space.Width], value: 0);
    }

    public override IReadOnlyList<Objective> Objectives =>
        [new("negative log-likelihood", (rows, _) => -LogDensity(rows).Mean(), Parameters.Trained)];

    public string DensityKind => "exact";

    public Tensor LogDensity(Tensor rows)
    {
        var zero = Tensor.Constant([rows.Shape[0], 1], 0); // what comes before the first bit
        var before = Tensor.Concatenate(1, zero, rows).Slice(1, 0, Dimensions);
        var logits = a + (b * before); // [count, length]
        return ((rows * logits) - logits.Softplus()).Sum([1]);
    }

    public override Tensor Sample(int count)
    {
        var uniform = Tensor.RandomUniform([count, Dimensions], stream: 0);
        var bits = new Tensor[Dimensions];
        for (int i = 0; i < bits.Length; i++)
        {
            var logit = a.Tensor.Slice(0, i, 1);
            logit = i == 0 ? logit.BroadcastTo([count, 1]) : logit + (b.Tensor.Slice(0, i, 1) * bits[i - 1]);
            bits[i] = logit.Sigmoid().GreaterThan(uniform.Slice(1, i, 1));
        }

        return bits.Length == 1 ? bits[0] : Tensor.Concatenate(1, bits);
    }
}
