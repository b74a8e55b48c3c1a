using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using Likeness.Compute.Graph;
using Likeness.Models;
using Likeness.Nn;
using Likeness.Nn.Optimisers;

namespace OwnModel;

/// <summary>Options of <see cref="GatedChain"/>.</summary>
public sealed record GatedChainOptions : ModelOptions
{
    /// <summary>Sets the learning rate that suits AdaGrad.</summary>
    public GatedChainOptions() => LearningRate = 0.1;

    /// <summary>Features of each hidden layer.</summary>
    [Description("features of each hidden layer")]
    [Range(1, 1024)]
    public int Hidden { get; init; } = 16;

    /// <inheritdoc/>
    public override Optimiser CreateOptimiser(IReadOnlyList<Parameter> parameters) =>
        new AdaGrad(parameters, WeightDecay);
}

/// <summary>p(x) = Π N(xᵢ | μᵢ(x₁ … xᵢ₋₁), σᵢ), the means by gated layers.</summary>
[Model(
    "gated-chain",
    Title = "Gated chain",
    Paper = "Frey et al. 1996",
    Summary = "each column a Gaussian whose mean follows from those before"
)]
public sealed class GatedChain : GenerativeModel, IDensityModel
{
    private readonly (GatedLinear Hidden, Linear Mean)[] means; // of all columns but the first
    private readonly Parameter first; // [1]
    private readonly Parameter logDeviations; // [d]

    /// <summary>Creates the model.</summary>
    /// <param name="options">Its options.</param>
    /// <param name="space">Its width is d.</param>
    /// <param name="seed">The seed of the initial weights; null initialises to zeros, to be loaded later.</param>
    public GatedChain(GatedChainOptions options, ModelSpace space, ulong? seed)
        : base(space, seed)
    {
        first = Scope.Constant("first", [1], value: 0);
        logDeviations = Scope.Constant("log_deviations", [space.Width], value: 0);
        means =
        [
            .. Enumerable
                .Range(1, space.Width - 1)
                .Select(i =>
                    (
                        new GatedLinear(Scope.At($"hidden.{i}"), i, options.Hidden),
                        new Linear(Scope.At($"mean.{i}"), options.Hidden, 1)
                    )
                ),
        ];
    }

    /// <inheritdoc/>
    public override IReadOnlyList<Objective> Objectives =>
        [new("negative log-likelihood", (rows, _) => -LogDensity(rows).Mean(), Parameters.Trained)];

    /// <inheritdoc/>
    public string DensityKind => "exact";

    /// <inheritdoc/>
    public Tensor LogDensity(Tensor rows)
    {
        Tensor[] centres = [.. Enumerable.Range(0, Dimensions).Select(i => Mean(rows[.., ..i]))];
        var standardised = (rows - Tensor.Concatenate(1, centres)) * (-logDeviations.Tensor).Exp();
        return -((standardised.Square() * 0.5f) + logDeviations + 0.918938533f).Sum([1]);
    }

    /// <inheritdoc/>
    public override Tensor Sample(int count)
    {
        var noise = Tensor.RandomNormal([count, Dimensions], stream: 0) * logDeviations.Tensor.Exp();
        var rows = Mean(noise[.., ..0]) + noise[.., ..1];
        for (int i = 1; i < Dimensions; i++)
        {
            rows = Tensor.Concatenate(1, rows, Mean(rows) + noise[.., i..(i + 1)]);
        }

        return rows;
    }

    // [batch, 1] from the columns before.
    private Tensor Mean(Tensor before)
    {
        int i = before.Shape[1];
        return i == 0
            ? first.Tensor.BroadcastTo([before.Shape[0], 1])
            : means[i - 1].Mean.Apply(means[i - 1].Hidden.Apply(before));
    }
}
