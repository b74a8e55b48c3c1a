using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using Likeness.Models.Flows.Layers;
using Likeness.Models.Flows.Maps;
using Likeness.Nn;

namespace Likeness.Models.Flows;

/// <summary>What the parameters of a spline are conditioned on.</summary>
public enum SplineFlowKind
{
    /// <summary>RQ-NSF (C): on the other half of the dimensions. Sampling is as fast as training.</summary>
    Coupling,

    /// <summary>RQ-NSF (AR): on all dimensions before. Sampling goes dimension by dimension.</summary>
    Autoregressive,
}

/// <summary>Options of <see cref="Nsf"/>.</summary>
public sealed record NsfOptions : FlowOptions
{
    /// <summary>
    /// The defaults, chosen by the held-out loss on the points of π (nats in model space, 4,000 training rows, seed 0; a Gaussian
    /// mixture of 30 has 0.573): without dropout 0.505, with 0.2 inside blocks alone, as in the paper, 0.437, with 0.1 after each ReLU
    /// 0.426, still falling after 150 epochs. With dropout inside blocks, 128 hidden units gave 0.482 (0.449 with 0.3), 6 layers 0.439, a B
    /// of 3 0.447, autoregressive 0.430. On 2-D densities, 16 bins and 6 layers are better: docs/toys.md.
    /// </summary>
    public NsfOptions()
    {
        Epochs = 200;
    }

    /// <summary>What the splines are conditioned on.</summary>
    [Description(
        "what the splines are conditioned on: coupling (the other half) or autoregressive (all dimensions before)"
    )]
    public SplineFlowKind Kind { get; init; } = SplineFlowKind.Coupling;

    /// <summary>Layers of splines; 10 in the paper (table 5).</summary>
    [Description("layers of splines")]
    [Range(1, 256)]
    public int Layers { get; init; } = 4;

    /// <summary>Width of the networks; 32 to 512 in the paper.</summary>
    [Description("width of the network in each layer")]
    [Range(1, 65_536)]
    public int Hidden { get; init; } = 64;

    /// <summary>Residual blocks in each network; 2 and 1 in the paper.</summary>
    [Description("residual blocks in each network")]
    [Range(0, 64)]
    public int Blocks { get; init; } = 2;

    /// <summary>K; 4 to 10 in the paper.</summary>
    [Description("bins of each spline")]
    [Range(2, 256)]
    public int SplineBins { get; init; } = 8;

    /// <summary>B; 3 and 10 in the paper. Beyond it a layer is the identity.</summary>
    [Description("bound of the splines; beyond, a layer is the identity")]
    [Range(0.1, 100)]
    public double TailBound { get; init; } = 4;

    /// <summary>The probability of dropout after each ReLU; 0 to 0.2 in the paper, inside blocks.</summary>
    [Description("probability of dropout of hidden units")]
    [Range(0, 0.9)]
    public double Dropout { get; init; } = 0.1;
}

/// <summary>
/// Neural spline flow. Durkan, Bekasov, Murray and Papamakarios 2019, arXiv:1906.04032: layers of a learned linear map (§4.1, by LU) and
/// monotone rational-quadratic splines (§3.1) whose knots are outputs of a residual network of the other half of the dimensions, RQ-NSF (C),
/// or of those before, RQ-NSF (AR); one more linear map at the end. log |det ∂z/∂x| is the sum of the splines' log-slopes (eq. 5)
/// and of the linear maps' log-diagonals. The base is N(0, I).
/// </summary>
[Model(
    "nsf",
    Title = "Neural spline flow",
    Paper = "Durkan et al. 2019, arXiv:1906.04032",
    Summary = "a flow of monotone rational-quadratic splines, with an exact density"
)]
public sealed class Nsf : LayeredFlow
{
    /// <summary>Makes the model.</summary>
    /// <param name="options">Sizes and bounds.</param>
    /// <param name="space">Its width is d; with 1 each layer is one spline.</param>
    /// <param name="seed">The seed of the first weights; null leaves them zero, to be filled.</param>
    public Nsf(NsfOptions options, ModelSpace space, ulong? seed = 0)
        : base(space, seed)
    {
        var map = new SplineMap(options.SplineBins, options.TailBound);
        for (int i = 0; i < options.Layers; i++)
        {
            var scope = Scope.At("layers").At(i);
            Add(new LuLinear(scope.At("linear"), space.Width));
            Add(
                options.Kind == SplineFlowKind.Coupling
                    ? MakeCoupling(scope, changesFirst: i % 2 == 1)
                    : new Autoregressive(
                        new Made(
                            scope,
                            space.Width,
                            map.Parameters,
                            options.Hidden,
                            1 + (2 * options.Blocks),
                            residual: true,
                            dropout: options.Dropout
                        ),
                        map
                    )
            );
        }

        Add(new LuLinear(Scope.At("linear"), space.Width));

        Coupling MakeCoupling(ParameterScope scope, bool changesFirst) =>
            new(
                scope,
                space.Width,
                changesFirst,
                map,
                (inputs, outputs) =>
                    new ResidualMlp(scope, inputs, options.Hidden, options.Blocks, outputs, options.Dropout).Apply
            );
    }
}
