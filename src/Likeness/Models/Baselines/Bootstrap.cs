using Likeness.Compute.Graph;

namespace Likeness.Models.Baselines;

/// <summary>Options of <see cref="Bootstrap"/>.</summary>
public sealed record BootstrapOptions : FittedOptions;

/// <summary>
/// Training rows resampled with replacement (Efron 1979): the reference for a perfect fit without novelty. A model that the novelty metrics cannot
/// distinguish from it has memorised. It has no density.
/// </summary>
[Model(
    "bootstrap",
    Title = "Bootstrap",
    Paper = "Efron 1979",
    Summary = "baseline: training rows resampled with replacement"
)]
public sealed class Bootstrap : GenerativeModel, IFitted
{
    private readonly StoredRows stored;

    /// <summary>Makes the model.</summary>
    /// <param name="options">None of its own.</param>
    /// <param name="space">Its width is d; it says how many rows there are.</param>
    /// <param name="seed">Null leaves the buffers zero, to be filled.</param>
    public Bootstrap(BootstrapOptions options, ModelSpace space, ulong? seed = 0)
        : base(space, seed)
    {
        ArgumentNullException.ThrowIfNull(options);
        stored = new StoredRows(Scope, space);
    }

    /// <inheritdoc/>
    public override IReadOnlyList<Objective> Objectives => [];

    /// <inheritdoc/>
    public void Fit(FitRows fit) => stored.Store(fit);

    /// <inheritdoc/>
    public override Tensor Sample(int count) => stored.Sample(count, stream: 0);
}
